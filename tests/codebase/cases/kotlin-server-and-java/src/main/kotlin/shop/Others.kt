package shop

import com.google.firebase.analytics.FirebaseAnalytics
import com.launchdarkly.sdk.android.LDClient
import com.acme.PosthogStub

/** [posthog.capture("ks_kdoc")] */
class Others(private val client: LDClient, private val posthog: PosthogStub, private val camera: Camera, private val analytics: Mixpanel) {
    fun run() {
        client.boolVariation("ks-ld", false)
        posthog.capture("id", "ks_stub")
        camera.capture("id", "ks_camera")
        analytics.track("ks_mixpanel")
        Firebase.analytics.logEvent("ks_firebase") { param("a", "b") }
        // posthog.capture("id", "ks_comment")
        /* posthog.capture("id", "ks_block") /* nested posthog.capture("id", "ks_nested") */ */
        val text = "posthog.capture(\"id\", \"ks_text\")"
        val raw = """posthog.capture("id", "ks_raw_text")"""
        println("${text} posthog.capture")
        screen.capture("ks_screen")
    }
}

class Camera {
    fun capture(id: String, shot: String) {}
}
