package com.acme.analytics;

public enum Ev {
    OPEN("jw_ev_open"),
    CLOSE("jw_ev_close");

    private final String key;

    Ev(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    public String getKey() {
        return this.key;
    }
}
