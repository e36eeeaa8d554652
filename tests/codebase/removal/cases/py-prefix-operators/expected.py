def run(posthog, user):
    if not user.a:
        a(user)
    if not (user.a or user.b):
        b(user)
    if (user.a or user.b) and user.c:
        c(user)
    if user.a or user.b:
        d(user)
    if user.a:
        e(user)
    if (user.a > 1) == user.b:
        f(user)
    return user.a is None
