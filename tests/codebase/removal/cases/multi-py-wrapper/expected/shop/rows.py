from shop.flags import note


def select(user, rows):
    note(user)
    return edit_all(rows)
