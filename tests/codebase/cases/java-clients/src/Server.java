package server;

import com.posthog.server.*;
import java.util.HashMap;
import java.util.Map;

class Server {
    private static PostHogInterface hog;

    static void init() {
        PostHogConfig config = PostHogConfig.builder("phc_server").host("https://eu").build();
        hog = PostHog.with(config);
    }

    static void run(String id) {
        hog.capture(id, "js_event", PostHogCaptureOptions.builder().property("$feature/js-prop", true).build());
        Map<String, Object> props = new HashMap<>();
        props.put("$feature/js-put", "a");
        props.put("event", "js_not");
        hog.capture(id, "js_map", props);
        var flags = hog.evaluateFlags(id);
        if (flags.isEnabled("js-snap")) {
            flags.getFlag("js-snap-flag");
            flags.getFlagPayloadAs("js-snap-as", String.class);
        }
        read(flags);
        new com.posthog.java.PostHog.Builder("phc_fqn").build().capture(id, "js_fqn");
        hog
            .capture(id, "js_break");
        ((PostHogInterface) hog).capture(id, "js_cast");
        client().capture(id, "js_method");
        PostHogInterface local = hog;
        local.capture(id, "js_alias");
        try (Closer c = new Closer()) {
            hog.capture(id, "js_try");
        }
    }

    static void read(com.posthog.server.PostHogFeatureFlagEvaluations flags) {
        flags.getFlagPayload("js-param");
    }

    static PostHogInterface client() {
        return hog;
    }
}
