import PostHog

final class Tracker {
    static let shared = Tracker()
    private init() {}

    func track(_ name: String) { PostHogSDK.shared.capture(name) }
    func track(_ event: Event) { track(event.rawValue) }
    func track(screen name: String, area: Area = .main) {
        PostHogSDK.shared.capture("\(area.rawValue)_\(name)")
    }

    enum Event: String {
        case login = "c_login"
        case logout = "c_logout"
    }

    enum Area: String { case main, settings }

    @discardableResult
    static func flag(_ flag: Feature, default fallback: Bool = false) -> Bool {
        PostHogSDK.shared.getFeatureFlag(flag.key) as? Bool ?? fallback
    }
}

struct Feature {
    let key: String
    static let search = Feature(key: "c-search")
    static let chat = Feature(key: "c-chat")
}

extension Tracker.Event {
    func send(_ props: [String: Any] = [:]) {
        PostHogSDK.shared.capture(rawValue, properties: props)
    }
}

class BaseViewController {
    let tracker: Tracker
    let posthog: PostHogSDK
    init(tracker: Tracker = .shared, posthog: PostHogSDK = PostHogSDK.shared) {
        self.tracker = tracker
        self.posthog = posthog
    }
    var screenName: String { "base" }
    func viewDidAppear() {
        tracker.track(screen: "appeared")
        posthog.capture("base_appeared")
    }
    var isDark: Bool { posthog.isFeatureEnabled("c-dark") }
    var isLight: Bool { !isDark }
    func refresh() {
        if isDark { tracker.track("dark_refresh") }
    }
}

func measure(_ name: String, block: () -> Void) {
    block()
    PostHogSDK.shared.capture(name)
}

func withCallback(_ done: @escaping (Bool) -> Void) {
    done(PostHogSDK.shared.isFeatureEnabled("c-callback"))
}
