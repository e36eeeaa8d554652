try:
    from fast import theme_of
except ImportError:
    from slow import theme_of

from themes import default_theme


def theme(posthog, user):
    return theme_of(user) or default_theme
