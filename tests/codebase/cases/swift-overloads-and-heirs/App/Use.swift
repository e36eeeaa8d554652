import Foundation

final class Home: BaseViewController {
    private lazy var local: Tracker = Tracker.shared
    let feature = Feature.chat

    func go(user: User?, tracker other: Tracker) {
        Tracker.shared.track("plain")
        Tracker.shared.track(.login)
        Tracker.shared.track(Tracker.Event.logout)
        Tracker.shared.track(screen: "home")
        tracker.track(screen: "prefs", area: .settings)
        self.tracker.track("own")
        local.track("lazy_own")
        other.track("param_own")
        Tracker.Event.login.send()
        if Tracker.flag(.search) || Tracker.flag(Feature.chat, default: true) { }
        measure("measured") {
            print("x")
        }
        guard let user = user, Tracker.flag(.search) else { return }
        let event: Tracker.Event = user.ok ? .login : .logout
        Tracker.shared.track(event)
        if !isDark { print(isLight) }
        posthog.capture(user.name)
        posthog.capture("user_\(user.id)")
        let names: [String: String] = ["a": "dict_a"]
        posthog.capture(names["a"] ?? "dict_default")
        let action = { [weak self] (name: String) in self?.tracker.track("closure_" + name) }
        action("run")
        zip([1], [2]).forEach { a, b in Tracker.shared.track("zip_\(a)") }
        NotificationCenter.default.addObserver(forName: nil, object: nil, queue: nil) { _ in
            Tracker.shared.track("observed")
        }
        do {
            try work()
        } catch {
            Tracker.shared.track("failed")
        }
        let result = Result { try work() }
        switch result {
        case .success: Tracker.shared.track("ok")
        case .failure(let error): Tracker.shared.track("failed_\(error)")
        }
        defer { Tracker.shared.track("deferred") }
        repeat { Tracker.shared.track("repeated") } while false
        Tracker.shared.track(user.ok
            ? "tern_yes"
            : "tern_no")
        withCallback { on in print(on) }
    }

    func track(_ name: String) { print(name) }

    func other() {
        track("not_tracker")
        Mixpanel.mainInstance().track(event: "not_mixpanel")
        let capture = AVCaptureSession()
        capture.capture("not_av")
        client.isFeatureEnabled("not_client")
    }
}
