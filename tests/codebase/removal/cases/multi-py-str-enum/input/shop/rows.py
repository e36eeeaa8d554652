import posthog

from shop.flags import Flag


def select(user, rows):
    if posthog.feature_enabled(Flag.BULK_EDIT, user.id):
        return edit_all(rows)
    return edit_one(rows[0])
