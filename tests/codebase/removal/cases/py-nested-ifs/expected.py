def plan(posthog, user):
    start(user)
    if user.admin:
        audit(user)
    else:
        tell(user)
