def inbox(posthog, user):
    return user.team.inbox


def outbox(posthog, user):
    return user.a and user.b
