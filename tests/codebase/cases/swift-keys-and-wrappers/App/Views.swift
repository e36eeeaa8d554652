import SwiftUI
import PostHog

struct CartView: View {
    let analytics: Tracking
    @State private var on = false

    var body: some View {
        Button("Pay") {
            analytics.track(.paid, properties: nil)
            Analytics.shared.track(.opened)
            Analytics.shared.log(name: "scrolled")
            Analytics.shared.log(name: "scrolled", in: "cart")
        }
        .onAppear {
            Analytics.send("cart_seen", with: ["x": 1])
            Analytics.send(Keys.Events.tapped)
            if analytics.isOn(.newCart) {
                on = true
            }
            if Analytics.shared.checkoutEnabled, let v = Analytics.shared.variant { print(v) }
            if legacyOn() { print("x") }
            _ = PostHogSDK.shared.isFeatureEnabled(Keys.Flags.dark)
            _ = PostHogSDK.shared.getFeatureFlag(Keys.Flags.light) as? String == "a"
        }
    }

    func closed(_ ok: Bool) {
        Analytics.shared.track(ok ? .closed : .shared)
        let name = ok ? "a_ok" : "a_no"
        PostHogSDK.shared.capture(name)
        let key = switch ok { case true: "sw_a"; default: "sw_b" }
        PostHogSDK.shared.capture(key)
        guard PostHogSDK.shared.isFeatureEnabled("guarded"), let r = PostHogSDK.shared.getFeatureFlagResult("res", sendFeatureFlagEvent: false) else { return }
        print(r)
        for flag in Flag.allCases {
            _ = PostHogSDK.shared.isFeatureEnabled(flag.rawValue)
        }
        ["each_a", "each_b"].forEach { PostHogSDK.shared.capture($0) }
        ["each_c"].forEach { name in PostHogSDK.shared.capture(name) }
        let analytics = Analytics.shared
        analytics
            .track(
                .paid,
                properties: ["$feature/paid-flag": true]
            )
        PostHogSDK.shared.capture("with_props", properties: ["$feature/in-props": "test", "event": "not_me"])
        PostHogSDK.shared.capture("dyn_\(UUID().uuidString)")
        PostHogSDK.shared.capture(ProcessInfo.processInfo.environment["X"]!)
        PostHogSDK.shared.capture(#"raw\w"#)
        PostHogSDK.shared.capture("it's \u{e9} \"q\"")
    }
}
