from shop.flags import Flags


def select(flags: Flags, user, rows):
    return edit_all(rows)
