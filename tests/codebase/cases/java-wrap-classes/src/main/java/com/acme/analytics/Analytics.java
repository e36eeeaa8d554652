package com.acme.analytics;

import com.posthog.server.PostHogInterface;
import java.util.HashMap;
import java.util.Map;

public class Analytics {
    private static Analytics instance;
    private final PostHogInterface hog;

    public Analytics(PostHogInterface hog) {
        this.hog = hog;
    }

    public static Analytics getInstance() {
        return instance;
    }

    public void track(String user, String event) {
        track(user, event, Map.of());
    }

    public void track(String user, String event, Map<String, Object> props) {
        hog.capture(user, event, props);
    }

    public void track(String user, Ev event) {
        hog.capture(user, event.key());
    }

    public boolean isOn(String user, String flag) {
        return Boolean.TRUE.equals(hog.isFeatureEnabled(user, flag));
    }

    public boolean newCheckout(String user) {
        return hog.isFeatureEnabled(user, Flags.CHECKOUT);
    }

    public void area(String user, String area, String verb) {
        hog.capture(user, "jw_" + area + "_" + verb);
    }

    public void formatted(String user, String what) {
        hog.capture(user, String.format("jw_fmt_%s", what));
    }

    public static void ping(String user, String event) {
        getInstance().track(user, event);
    }
}
