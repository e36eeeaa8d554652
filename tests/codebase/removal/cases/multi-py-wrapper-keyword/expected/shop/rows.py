from shop import flags


def select(user, rows):
    if flags.is_on(user, flag="side-rail"):
        return edit_beside(rows)
    return edit_one(rows[0])
