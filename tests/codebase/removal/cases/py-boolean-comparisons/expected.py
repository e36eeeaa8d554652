def label(posthog, user):
    a(user)
    b(user)
    c(user)
    d(user)
