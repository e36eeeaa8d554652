import UIKit

final class ViewModel {
    private let service: AnalyticsService
    private weak var posthog: AnyObject?
    let onEvent: (String) -> Void

    init(service: AnalyticsService, onEvent: @escaping (String) -> Void = { _ in }) {
        self.service = service
        self.onEvent = onEvent
    }

    func run(id: Int) async throws {
        service.send(event: "vm_run")
        service.send(event: "vm_props", properties: ["a": 1])
        if service.flag(.search) { }
        guard service.flag(FeatureKey.profile) else { return }
        PostHogSDK.shared.log(.home)
        PostHogSDK.shared.log(.detail(id: id))
        _ = PostHogSDK.shared.value(of: .search)
        if FeatureKey.profile.isEnabled { }
        deliver(Message(name: "msg_sent"))
        deliver(.init(name: "msg_init"))
        logEvent("logged")
        Hog.shared.capture("alias_used")
        globalHog.capture("global_used")
        Container.shared.analytics.send(event: "container_sent")
        Container.shared.hog?.capture("optional_used")
        Container.shared.hog!.capture("forced_used")
        PostHogSDK.shared.capture(hogs["main"]!)
        let local = PostHogSDK.shared.capture
        local("bound_used", nil)
        Task { @MainActor in
            PostHogSDK.shared.capture("in_task")
        }
        DispatchQueue.main.async { [weak self] in
            guard let self else { return }
            self.service.send(event: "in_queue")
        }
        let key = id > 3 ? FeatureKey.search : .profile
        _ = PostHogSDK.shared.getFeatureFlagPayload(key.rawValue)
        let text: String
        if id == 1 { text = "if_one" } else { text = "if_two" }
        PostHogSDK.shared.capture(text)
        _ = PostHogSDK.shared.getFeatureFlag(FeatureKey.fallback)
        PostHogSDK.shared.capture(["j", "k"].joined(separator: "_"))
        PostHogSDK.shared.capture(String(format: "fmt_%@", "x"))
        PostHogSDK.shared.capture("""
            multi_line
            """)
        PostHogSDK.shared.capture("lower".lowercased())
        switch PostHogSDK.shared.getFeatureFlag("in-switch") as? String {
        case "a": break
        default: break
        }
        PostHogSDK.shared.register(["$feature/registered": true])
        PostHogSDK.shared.capture("$feature_flag_called", properties: ["$feature_flag": "called-flag"])
        #if DEBUG
        PostHogSDK.shared.capture("debug_only")
        #endif
        try? await Task.sleep(nanoseconds: 1)
    }

    func unknown(_ name: String, events: [String]) {
        PostHogSDK.shared.capture(name)
        events.forEach { PostHogSDK.shared.capture($0) }
    }
}

final class Deps {
    let postHog: SomeWrapper
    func x(ph: Any, analytics: AnalyticsThing) {
        ph.capture("by_short_name")
        analytics.capture("not_analytics")
        postHog.getFeatureFlag("by_name_flag")
    }
}
