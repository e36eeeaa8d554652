import PostHog

public protocol AnalyticsService {
    func send(event: String, properties: [String: Any])
    func flag(_ key: FeatureKey) -> Bool
}

public extension AnalyticsService {
    func send(event: String) {
        send(event: event, properties: [:])
    }
}

public enum FeatureKey: String {
    case search = "b-search"
    case profile = "b-profile"
}

struct PostHogService: AnalyticsService {
    let client: PostHogSDK

    func send(event: String, properties: [String: Any]) {
        client.capture(event, properties: properties)
    }

    func flag(_ key: FeatureKey) -> Bool {
        client.isFeatureEnabled(key.rawValue)
    }
}

enum Screen {
    case home, detail(id: Int)

    var eventName: String {
        switch self {
        case .home: return "home_viewed"
        case .detail: return "detail_viewed"
        }
    }
}

extension PostHogSDK {
    func log(_ screen: Screen) {
        capture(screen.eventName, properties: nil)
    }

    func value(of key: FeatureKey) -> Any? {
        getFeatureFlag(key.rawValue)
    }
}

extension FeatureKey {
    var isEnabled: Bool { PostHogSDK.shared.isFeatureEnabled(rawValue) }
    static let fallback = "b-fallback"
}

class Base {
    let posthog = PostHogSDK.shared
    func report(_ name: String) { posthog.capture("base_" + name) }
}

final class Child: Base {
    enum Event: String { case tapped = "child_tapped" }

    func tap() {
        report("tap")
        self.report("own")
        super.report("up")
        posthog.capture(Event.tapped.rawValue)
        emit(.tapped)
        emit(Event.tapped)
    }

    private func emit(_ e: Event) {
        posthog.capture(e.rawValue)
    }
}

struct Message {
    let name: String
    var props: [String: Any] = [:]
}

func deliver(_ message: Message) {
    PostHogSDK.shared.capture(message.name, properties: message.props)
}

typealias Hog = PostHogSDK
let logEvent: (String) -> Void = { PostHogSDK.shared.capture($0) }
let hogs = ["main": "map_main", "side": "map_side"]
var globalHog: PostHogSDK { PostHogSDK.shared }
private let names = (first: "t_first", second: "t_second")

final class Container {
    static let shared = Container()
    lazy var analytics: AnalyticsService = PostHogService(client: .shared)
    let hog: PostHogSDK? = nil
}
