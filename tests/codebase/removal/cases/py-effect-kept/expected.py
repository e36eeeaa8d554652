def inbox(posthog, user):
    if log_exposure(user):
        return user.team.inbox
    return user.inbox
