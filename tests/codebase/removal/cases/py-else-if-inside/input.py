def theme(posthog, user):
    if user.guest:
        return "light"
    else:
        if posthog.feature_enabled("night-mode", user.id):
            log(user)

            return "dark"
        else:
            return "grey"
