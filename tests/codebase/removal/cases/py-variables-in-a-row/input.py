def run(posthog, user):
    v2 = posthog.feature_enabled("checkout-v2", user.id)
    old = not v2

    # who may see it
    allowed = v2 and user.admin
    blocked = old or user.banned
    if allowed and not old:
        return new(user, blocked)
    return None
