from shop.flags import is_on


def select(user, rows):
    return edit_one(rows[0], beside=is_on("side-rail", user))
