def inbox(posthog, user):
    return user.team and posthog.feature_enabled("team-inbox", user.id)
