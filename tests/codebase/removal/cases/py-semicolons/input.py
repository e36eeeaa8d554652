def lane(posthog, user, cart):
    on = posthog.feature_enabled("fast-lane", user.id); total = cart.total
    posthog.feature_enabled("fast-lane", user.id); cart.load()
    cart.open(); posthog.feature_enabled("fast-lane", user.id)
    cart.close(); posthog.feature_enabled("fast-lane", user.id); cart.save()
    posthog.feature_enabled("fast-lane", user.id);
    return total if on else 0
