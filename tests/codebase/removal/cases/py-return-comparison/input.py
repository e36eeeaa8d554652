def inbox(posthog, user):
    return user.seats > 1 and posthog.feature_enabled("team-inbox", user.id)
