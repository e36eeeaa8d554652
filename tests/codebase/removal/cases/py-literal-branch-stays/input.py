def theme(posthog, user):
    dark = True if posthog.feature_enabled("night-mode", user.id) else user.dark
    debug = False
    if dark:
        show(user, dark=False if not posthog.feature_enabled("night-mode", user.id) else True)
    if debug and posthog.feature_enabled("night-mode", user.id):
        trace(user)
    return None if debug else dark
