import posthog

import themes


def theme(user):
    return themes.dark if posthog.feature_enabled("night-mode", user.id) else themes.light
