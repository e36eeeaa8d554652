def theme(posthog, user):
    if user.grey: grey(user)  # maybe
    else: light(user)
    return user
