from shop.analytics import posthog

if posthog.feature_enabled("checkout-v2", "server"):
    LIMIT = 5
else:
    start()
