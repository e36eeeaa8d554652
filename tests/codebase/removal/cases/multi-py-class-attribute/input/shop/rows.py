from posthog import Posthog

from .flags import Flags

client = Posthog("phc_x")


def select(user, rows):
    if not client.feature_enabled(Flags.BULK_EDIT, user.id):
        return edit_one(rows[0])
    return edit_all(rows)


def rail(user):
    return client.feature_enabled(Flags.SIDE_RAIL, user.id)
