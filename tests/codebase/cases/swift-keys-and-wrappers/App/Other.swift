import AVFoundation
import FirebaseAnalytics
import Amplitude

final class Cam {
    let session = AVCaptureSession()
    let capture = AVCapturePhotoOutput()
    /// PostHogSDK.shared.capture("doc_comment")
    func go(client: LDClient, camera: Camera, posthog: FakeHog) {
        camera.capture("no_camera")
        /* PostHogSDK.shared.capture("block_comment") */
        _ = client.isFeatureEnabled("no_ld")
        Amplitude.instance().logEvent("no_amplitude")
        FirebaseAnalytics.Analytics.logEvent("no_firebase", parameters: nil)
        let s = "PostHogSDK.shared.capture(\"no_string\")"
        posthog.capture("no_fake")
        PostHogSDK.shared.identify("no_identify")
        PostHogSDK.shared.screen("no_screen")
    }
}

final class FakeHog {
    var events: [String] = []
    func capture(_ e: String) { events.append(e) }
}
