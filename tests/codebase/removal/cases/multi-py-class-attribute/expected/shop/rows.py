from posthog import Posthog

from .flags import Flags

client = Posthog("phc_x")


def select(user, rows):
    return edit_all(rows)


def rail(user):
    return client.feature_enabled(Flags.SIDE_RAIL, user.id)
