total = 0


def run(posthog, user):
    if posthog.feature_enabled("checkout-v2", user.id):
        global total
        total = 2
    total = 1
    return total
