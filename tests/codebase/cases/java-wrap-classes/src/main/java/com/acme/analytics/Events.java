package com.acme.analytics;

public final class Events {
    public static final String OPENED = "jw_opened";
    public static final String PREFIX = "jw_";
    public static final String JOINED = PREFIX + "joined";

    private Events() {}

    public static final class Cart {
        public static final String PAID = Events.PREFIX + "paid";
    }
}
