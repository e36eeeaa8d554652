def run(posthog, user):
    # who may see it
    allowed = user.admin
    blocked = user.banned
    if allowed:
        return new(user, blocked)
    return None
