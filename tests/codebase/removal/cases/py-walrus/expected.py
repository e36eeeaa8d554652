def feed(posthog, user):
    if on := posthog.feature_enabled("beta-feed", user.id):
        track(user, on)
    return load(user)
