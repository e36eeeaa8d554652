async def rows(posthog, user):
    if not posthog.feature_enabled("night-mode", user.id):
        yield user
    await done(user)
