import os

from app import posthog
from app.old import slow


def lane(user, cart):
    """Pick the lane."""
    if not posthog.feature_enabled("fast-lane", user.id):
        return slow(cart)

    # fast
    if posthog.feature_enabled("fast-lane", user.id):  # rolled out
        os.sync()
        # last
    return cart