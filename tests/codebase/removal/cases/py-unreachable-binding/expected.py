total = 0


def report(posthog, user):
    if posthog.feature_enabled("report-v2", user.id):
        return export(user, total)
    total = count(user)
    return draw(user, total)
