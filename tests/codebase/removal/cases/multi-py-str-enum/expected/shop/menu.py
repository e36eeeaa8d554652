import posthog

from shop.flags import Flag


def entries(user):
    found = ["open"]
    found.append("edit all")
    if posthog.feature_enabled(Flag.SIDE_RAIL, user.id):
        found.append("rail")
    return found
