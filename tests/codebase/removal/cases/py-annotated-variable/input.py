def theme(posthog, user):
    name = user.theme
    # asked once
    # and kept
    dark: bool = posthog.feature_enabled("night-mode", user.id)  # 100 % since March
    if dark:
        name = name + "-dark"
    return name
