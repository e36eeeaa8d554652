import posthog


def select(user, rows):
    if posthog.feature_enabled("bulk-edit", user.id):
        return rows
    return rows[:1]
