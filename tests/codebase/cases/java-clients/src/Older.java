package older;

import com.posthog.java.PostHog;

class Older {
    private static final String KEY = "phc_old";
    PostHog posthog = new PostHog.Builder(KEY).host("https://x").build();

    void run(String id) {
        posthog.capture(id, "jo_event");
        if (posthog.isFeatureFlagEnabled("jo-flag", id)) {
            posthog.getFeatureFlag("jo-variant", id);
        }
        posthog.getFeatureFlagPayload("jo-payload", id);
        posthog.identify(id, null);
    }
}
