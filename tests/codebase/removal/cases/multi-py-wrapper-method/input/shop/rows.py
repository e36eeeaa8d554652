from shop.flags import Flags


def select(flags: Flags, user, rows):
    if flags.bulk_edit(user):
        return edit_all(rows)
    return edit_one(rows[0])
