def inbox(posthog, user):
    if log_exposure(user) and posthog.feature_enabled("team-inbox", user.id):
        return user.team.inbox
    return user.inbox
