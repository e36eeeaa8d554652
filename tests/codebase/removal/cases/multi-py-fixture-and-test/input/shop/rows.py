import posthog


def select(user, rows):
    if posthog.feature_enabled("bulk-edit", user.id):
        return edit_all(rows)
    return edit_one(rows[0])
