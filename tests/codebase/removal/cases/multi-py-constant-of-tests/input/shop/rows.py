import posthog

from tests.keys import BULK_EDIT


def select(user, rows):
    if posthog.feature_enabled(BULK_EDIT, user.id):
        return edit_all(rows)
    return edit_one(rows[0])
