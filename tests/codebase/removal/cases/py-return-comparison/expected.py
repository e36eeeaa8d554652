def inbox(posthog, user):
    return user.seats > 1
