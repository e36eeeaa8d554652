def run(posthog, user):
    v2 = posthog.feature_enabled("checkout-v2", user.id)
    if not (v2 and user.a):
        a(user)
    if not (not v2 or user.a or user.b):
        b(user)
    if (v2 and (user.a or user.b)) and user.c:
        c(user)
    if v2 and user.a or user.b:
        d(user)
    if user.a and (v2 or user.b):
        e(user)
    if (user.a > 1 and v2) == user.b:
        f(user)
    return (v2 and user.a) is None
