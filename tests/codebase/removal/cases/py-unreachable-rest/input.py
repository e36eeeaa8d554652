def report(posthog, user):
    if user.active:
        log(user)
        if posthog.feature_enabled("report-v2", user.id):
            # done
            return export(user)  # all

        # the old way
        rows = load(user)  # slow

        return draw(rows)
        # never

    return None
