package droid;

import android.content.Context;
import com.posthog.PostHog;
import com.posthog.PostHogInterface;
import com.posthog.android.PostHogAndroid;
import com.posthog.android.PostHogAndroidConfig;

class Droid {
    private final PostHogInterface hog;

    Droid(PostHogInterface hog) {
        this.hog = hog;
    }

    void start(Context context) {
        PostHogAndroidConfig config = new PostHogAndroidConfig("phc_droid");
        PostHogAndroid.Companion.setup(context, config);
        PostHog.Companion.capture("jd_companion", null, Map.of("$feature/jd-prop", true));
        hog.capture("jd_field", "not_event");
        hog.isFeatureEnabled("jd-on", false);
        hog.getFeatureFlag("jd-get", "control");
        hog.getFeatureFlagPayload("jd-payload");
    }
}
