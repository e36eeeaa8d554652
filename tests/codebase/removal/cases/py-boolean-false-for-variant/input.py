def theme(posthog, user):
    variant = posthog.get_feature_flag("night-mode", user.id)
    if variant == "test":
        return "dark"
    if variant != "control" and variant:
        return "dim"
    if variant is False:
        return "light"
    return "none"
