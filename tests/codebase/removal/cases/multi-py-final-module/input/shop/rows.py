import posthog

from shop import flags


def select(user, rows):
    rail = posthog.feature_enabled(flags.SIDE_RAIL, user.id)
    if posthog.feature_enabled(flags.BULK_EDIT, user.id):
        return edit_all(rows, rail)
    return edit_one(rows[0], rail)
