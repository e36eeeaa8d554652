import posthog

from shop.flags import Flag


def entries(user):
    found = ["open"]
    if posthog.feature_enabled(Flag.BULK_EDIT.value, user.id):
        found.append("edit all")
    if posthog.feature_enabled(Flag.SIDE_RAIL, user.id):
        found.append("rail")
    return found
