import posthog


def select(user, rows):
    return rows if posthog.feature_enabled("bulk-edit", user.id) else rows[:1]
