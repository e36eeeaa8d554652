def theme(posthog, user):
    if user.a:
        one(user)
    elif user.b:
        pass
    return user
