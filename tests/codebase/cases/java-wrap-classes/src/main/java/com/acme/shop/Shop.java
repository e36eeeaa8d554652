package com.acme.shop;

import static com.acme.analytics.Events.OPENED;
import static com.acme.analytics.Flags.*;

import com.acme.analytics.Analytics;
import com.acme.analytics.Ev;
import com.acme.analytics.Events;
import java.util.List;
import java.util.Map;

public class Shop extends Base {
    private final Analytics analytics;

    public Shop(Analytics analytics) {
        super(analytics, "jw_base");
        this.analytics = analytics;
    }

    void run(String user, boolean left, int n) {
        analytics.track(user, OPENED);
        analytics.track(user, Events.Cart.PAID);
        analytics.track(user, Events.JOINED, Map.of("a", 1));
        analytics.track(user, Ev.OPEN);
        analytics.track(user, Ev.CLOSE.getKey());
        if (analytics.isOn(user, SEARCH) && analytics.newCheckout(user)) {
            this.analytics.area(user, "cart", "opened");
        }
        analytics.formatted(user, "x");
        Analytics.ping(user, "jw_ping");
        Analytics.getInstance().track(user, "jw_instance");
        String which = left ? "jw_left" : "jw_right";
        analytics.track(user, which);
        String sw = switch (n) {
            case 1 -> "jw_one";
            default -> {
                yield "jw_other";
            }
        };
        analytics.track(user, sw);
        String old;
        switch (n) {
            case 1:
                old = "jw_old_one";
                break;
            default:
                old = "jw_old_two";
        }
        analytics.track(user, old);
        for (String e : List.of("jw_l1", "jw_l2")) {
            analytics.track(user, e);
        }
        List.of("jw_s1", "jw_s2").forEach(e -> analytics.track(user, e));
        analytics.track(user, System.getenv("X"));
        shout(user);
        Runnable r = () -> analytics.track(user, "jw_lambda");
        note(user, "jw_inherited");
        super.note(user, "jw_super");
    }
}
