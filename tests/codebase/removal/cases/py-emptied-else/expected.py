def theme(posthog, user):
    if user.a:
        one(user)
        # done

    for row in user.rows:
        show(row)
    if user.b:
        one(user)
    else:
        pass
        # nothing to do
    return user
