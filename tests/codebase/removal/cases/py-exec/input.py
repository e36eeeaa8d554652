def run(posthog, user, script):
    v2 = posthog.feature_enabled("checkout-v2", user.id)
    if v2:
        exec(script)
