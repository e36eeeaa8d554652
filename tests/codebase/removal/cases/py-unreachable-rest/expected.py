def report(posthog, user):
    if user.active:
        log(user)
        # done
        return export(user)  # all

    return None
