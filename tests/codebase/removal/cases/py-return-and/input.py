def inbox(posthog, user):
    return posthog.feature_enabled("team-inbox", user.id) and user.team.inbox


def outbox(posthog, user):
    return not posthog.feature_enabled("team-inbox", user.id) or (user.a and user.b)
