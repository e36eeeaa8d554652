import posthog


def bulk_edit(user):
    on = posthog.feature_enabled("bulk-edit", user.id)
    return on


def side_rail(user):
    return posthog.feature_enabled("side-rail", user.id)
