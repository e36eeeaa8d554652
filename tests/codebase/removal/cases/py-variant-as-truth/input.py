def theme(posthog, user):
    if posthog.feature_enabled("night-mode", user.id):
        dark(user)
    if not posthog.get_feature_flag("night-mode", user.id):
        light(user)
    return "dark" if bool(posthog.get_feature_flag("night-mode", user.id)) else "light"
