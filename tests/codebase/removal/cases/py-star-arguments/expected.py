def urls(posthog, user):
    return [
        *user.urls,
        *[path("v2/"), path("v2/pay/")],
        *extra(user).urls,
    ], call(**{"v": 2})
