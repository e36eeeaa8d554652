package not;

import com.amplitude.api.Amplitude;
import com.google.firebase.analytics.FirebaseAnalytics;
import com.launchdarkly.sdk.server.LDClient;
import com.acme.other.PosthogLogger;
import com.posthog.server.PostHogInterface;

/**
 * posthog.capture(id, "jn_doc")
 */
class Not {
    private final PosthogLogger posthog = new PosthogLogger();
    private LDClient client;
    private Camera camera;
    private Tracker tracker;

    void run(String id) {
        posthog.capture(id, "jn_logger");
        client.boolVariation("jn-ld", null, false);
        camera.capture(id, "jn_camera");
        tracker.isFeatureEnabled(id, "jn-tracker");
        Amplitude.getInstance().logEvent("jn_amp");
        // posthog.capture(id, "jn_line");
        /* posthog.capture(id, "jn_block"); */
        String text = "posthog.capture(id, \"jn_text\")";
        String block = """
            posthog.capture(id, "jn_textblock");
            """;
        log.info("posthog.capture {}", id);
        events.capture(id, "jn_events");
    }
}

class Camera {
    void capture(String id, String shot) {}
}

class NotTest {
    @Mock PostHogInterface posthog;

    void test() {
        when(posthog.isFeatureEnabled("u", "jn-when")).thenReturn(true);
        Mockito.when(posthog.getFeatureFlag("u", "jn-mwhen")).thenReturn("a");
        given(posthog.isFeatureEnabled(any(), eq("jn-given"))).willReturn(true);
        verify(posthog).capture("u", "jn_verify");
        Mockito.verify(posthog, times(1)).capture("u", "jn_mverify");
        verify(posthog, never()).capture(any(), eq("jn_never"));
        doReturn(true).when(posthog).isFeatureEnabled("u", "jn-doreturn");
    }
}
