import posthog


def side_rail(user):
    return posthog.feature_enabled("side-rail", user.id)
