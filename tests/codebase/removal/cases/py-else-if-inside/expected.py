def theme(posthog, user):
    if user.guest:
        return "light"
    else:
        log(user)

        return "dark"
