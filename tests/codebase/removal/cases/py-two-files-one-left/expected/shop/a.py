def a(posthog, user):
    return new(user)
