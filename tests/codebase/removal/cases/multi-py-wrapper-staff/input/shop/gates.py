import posthog


def can_edit(user):
    return user.staff and posthog.feature_enabled("bulk-edit", user.id)
