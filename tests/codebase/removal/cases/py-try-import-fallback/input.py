try:
    from fast import theme_of
except ImportError:
    from slow import theme_of

from themes import default_theme, old_theme


def theme(posthog, user):
    if posthog.feature_enabled("night-mode", user.id):
        return theme_of(user) or default_theme
    return old_theme(user)
