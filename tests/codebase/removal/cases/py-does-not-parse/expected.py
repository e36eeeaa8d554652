def run(posthog, user):
    print "run"
    return 1 if posthog.feature_enabled("checkout-v2", user.id) else 2
