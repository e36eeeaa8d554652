import posthog

from themes import dark, light


# asked on every page
def is_dark(user):
    """Whether the night mode is on."""
    return posthog.feature_enabled("night-mode", user.id)


def theme(user):
    return dark(user) if is_dark(user) else light(user)
