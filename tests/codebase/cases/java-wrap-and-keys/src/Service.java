package more;

import com.posthog.server.*;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import java.util.*;

@Service
@RequiredArgsConstructor
public class Analytics {
    private final PostHogInterface postHog;
    private static final Map<String, String> TABLE = Map.of("a", "jm_table_a", "b", "jm_table_b");
    private static final List<String> LIST = List.of("jm_list0", "jm_list1");
    private static final String[] ARRAY = {"jm_array0", "jm_array1"};

    public void track(User user, AnalyticsEvent event) {
        track(user, event.getName(), Collections.emptyMap());
    }

    public void track(User user, String event, Map<String, Object> properties) {
        if (postHog == null) {
            return;
        }
        try {
            PostHogCaptureOptions options = PostHogCaptureOptions.builder().properties(properties).build();
            postHog.capture(user.getId(), event, options);
        } catch (Exception e) {
            log.warn("x", e);
        }
    }

    public <T> T variant(User user, String flag, T fallback) {
        Object value = postHog.getFeatureFlag(user.getId(), flag);
        return value != null ? (T) value : fallback;
    }

    public Optional<Boolean> maybe(User user, Flag flag) {
        return Optional.ofNullable(postHog.isFeatureEnabled(user.getId(), flag.key));
    }

    private boolean isRedesign(User user) {
        boolean on = postHog.isFeatureEnabled(user.getId(), "jm-redesign");
        return on;
    }

    void run(User user, String unknown, Flag given) {
        track(user, AnalyticsEvent.OPENED);
        track(user, "jm_string", Map.of("a", 1));
        this.track(user, TABLE.get("a"), null);
        track(user, LIST.get(1), null);
        track(user, ARRAY[0], null);
        for (AnalyticsEvent e : AnalyticsEvent.values()) {
            track(user, e);
        }
        for (String e : ARRAY) {
            track(user, e, null);
        }
        if (isRedesign(user)) {
            variant(user, "jm-variant", "control");
        }
        maybe(user, Flag.NEW_NAV);
        track(user, unknown, null);
        String name = null;
        if (user.ok()) {
            name = "jm_if";
        } else {
            name = "jm_else";
        }
        track(user, name, null);
        track(user, "jm_" + user.kind(), null);
        track(user, pick(user), null);
        new Thread(() -> track(user, "jm_thread", null)).start();
        executor.submit(() -> {
            track(user, "jm_submit", null);
        });
        Tracker tracker = new Tracker() {
            @Override
            public void send(String event) {
                postHog.capture("id", event);
            }
        };
        tracker.send("jm_anonymous");
        Tracker lambda = event -> postHog.capture("id", event);
        lambda.send("jm_sam");
        Holder.INSTANCE.send("jm_holder");
        Static.send("jm_static");
        postHog.capture(user.getId(), String.join("_", "jm", "join"));
        postHog.capture(user.getId(), "jm_%s".formatted("fmt"));
        postHog.capture(user.getId(), "jm".concat("_concat"));
        postHog.capture(user.getId(), """
            jm_block""");
        postHog.capture(user.getId(), "jm_\u0041\t\"x");
        postHog.capture(user.getId(), Const.Nested.DEEP);
        postHog.capture(user.getId(), more.Const.TOP);
        Map<String, Object> props = new HashMap<>(Map.of("$feature/jm-copy", 1));
        props.put("$feature/jm-put", true);
        postHog.capture(user.getId(), "jm_props", PostHogCaptureOptions.builder().properties(props).build());
        PostHogFeatureFlagEvaluations flags = postHog.evaluateFlags(user.getId());
        snapshot(flags);
    }

    void snapshot(PostHogFeatureFlagEvaluations flags) {
        if (flags.isEnabled("jm-snap") || "a".equals(flags.getFlag("jm-snap2"))) {
            log.info("x");
        }
    }

    private String pick(User user) {
        switch (user.kind()) {
            case A:
                return "jm_pick1";
            default:
                return "jm_pick2";
        }
    }
}

interface Tracker {
    void send(String event);
}

enum Holder {
    INSTANCE;

    private final PostHogInterface hog = PostHog.with(PostHogConfig.builder(System.getenv("K")).build());

    void send(String event) {
        hog.capture("id", event);
    }
}

final class Static {
    private static PostHogInterface hog;

    static {
        hog = PostHog.with(PostHogConfig.builder("phc_static").build());
    }

    static void send(final String event, Object... rest) {
        hog.capture("id", event);
    }
}

interface Const {
    String TOP = "jm_top";

    class Nested {
        public static final String DEEP = "jm_deep";
    }
}

@Getter
enum AnalyticsEvent {
    OPENED("jm_opened"),
    CLOSED("jm_closed");

    private final String name;

    AnalyticsEvent(String name) {
        this.name = name;
    }
}

enum Flag {
    NEW_NAV("jm-new-nav");

    public final String key;

    Flag(String key) {
        this.key = key;
    }
}
