def theme(posthog, user):
    dark = True
    debug = False
    if dark:
        show(user, dark=True)
    if debug:
        trace(user)
    return None if debug else dark
