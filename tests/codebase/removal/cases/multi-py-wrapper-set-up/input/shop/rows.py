from shop.flags import is_on


def select(user, rows):
    if is_on("bulk-edit", user) and len(rows) > 1:
        return edit_all(rows)
    return edit_one(rows[0], beside=is_on("side-rail", user))
