from shop.flags import is_on, note


def select(user, rows):
    note(user)
    if is_on("bulk-edit", user):
        return edit_all(rows)
    return edit_one(rows[0])
