import Foundation
import PostHog

enum AppEvent: String {
    case opened
    case paid = "order_paid"
    case closed = "cart_closed", shared
}

enum Flag: String, CaseIterable {
    case newCart = "new-cart"
    case rail
}

protocol Tracking {
    func track(_ event: AppEvent, properties: [String: Any]?)
    func isOn(_ flag: Flag) -> Bool
}

final class Analytics: Tracking {
    static let shared = Analytics()
    private let posthog: PostHogSDK
    private lazy var lazyHog = PostHogSDK.shared

    init(posthog: PostHogSDK = .shared) {
        self.posthog = posthog
    }

    func track(_ event: AppEvent, properties: [String: Any]? = nil) {
        posthog.capture(event.rawValue, properties: properties)
    }

    func log(name: String, in area: String = "app") {
        lazyHog.capture("\(area)_\(name)")
    }

    func isOn(_ flag: Flag) -> Bool {
        return posthog.isFeatureEnabled(flag.rawValue)
    }

    static func send(_ name: String, with properties: [String: Any] = [:]) {
        PostHogSDK.shared.capture(name, properties: properties)
    }

    var checkoutEnabled: Bool { posthog.isFeatureEnabled("checkout-v2") }

    var variant: String? {
        get { return posthog.getFeatureFlag("variant-flag") as? String }
    }

    var isBeta: Bool {
        guard posthog.isFeatureEnabled("beta") else { return false }
        return true
    }
}

func legacyOn() -> Bool {
    !PostHogSDK.shared.isFeatureEnabled("legacy-off")
}

func setup() {
    let config = PostHogConfig(apiKey: Keys.token, host: "https://eu.i.posthog.com")
    PostHogSDK.shared.setup(config)
    let second = PostHogSDK.with(PostHogConfig(apiKey: "phc_second"))
    second.capture("second_started")
}

struct Keys {
    static let token = "phc_token"
    struct Events {
        static let tapped = "button_tapped"
    }
    enum Flags {
        static let prefix = "app-"
        static let dark = "\(prefix)dark"
        static let light = prefix + "light"
    }
}
