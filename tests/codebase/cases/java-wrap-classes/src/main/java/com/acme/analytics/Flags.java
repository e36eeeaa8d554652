package com.acme.analytics;

public interface Flags {
    String CHECKOUT = "jw-checkout";
    String SEARCH = "jw-search";
}
