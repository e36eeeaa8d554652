def urls(posthog, user):
    return [
        *user.urls,
        *([path("v2/"), path("v2/pay/")] if posthog.feature_enabled("checkout-v2", user.id) else []),
        *(extra(user).urls if posthog.feature_enabled("checkout-v2", user.id) else ()),
    ], call(**({"v": 2} if posthog.feature_enabled("checkout-v2", user.id) else {}))
