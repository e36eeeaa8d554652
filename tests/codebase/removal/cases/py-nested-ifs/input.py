def plan(posthog, user):
    if posthog.feature_enabled("both-ways", user.id):
        start(user)
        if user.admin and posthog.feature_enabled("both-ways", user.id):
            audit(user)
        else:
            if not posthog.feature_enabled("both-ways", user.id):
                skip(user)
            tell(user)
    else:
        if posthog.feature_enabled("both-ways", user.id):
            never(user)
        old(user)
