import os


def lane(user, cart):
    """Pick the lane."""
    # fast
    os.sync()
    # last
    return cart