package of;

import com.posthog.openfeature.PostHogProvider;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.OpenFeatureAPI;

class Flags {
    private final Client client;

    Flags() {
        OpenFeatureAPI api = OpenFeatureAPI.getInstance();
        api.setProviderAndWait(new PostHogProvider("phc_x"));
        client = api.getClient();
    }

    boolean on() {
        return client.getBooleanValue("of-on", false);
    }

    String variant(Client other) {
        return other.getStringDetails("of-variant", "a").getValue();
    }
}
