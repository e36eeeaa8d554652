package com.acme.shop;

import com.acme.analytics.Analytics;

abstract class Base {
    protected final Analytics base;
    private final String own;

    Base(Analytics base, String own) {
        this.base = base;
        this.own = own;
    }

    void note(String user, String event) {
        base.track(user, event);
    }

    void shout(String user) {
        base.track(user, own);
    }
}
