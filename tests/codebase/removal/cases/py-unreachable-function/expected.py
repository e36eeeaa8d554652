def report(posthog, user):
    if posthog.feature_enabled("report-v2", user.id):
        return export(user)

    def line(row):
        return row.text

    return draw(user, line)
