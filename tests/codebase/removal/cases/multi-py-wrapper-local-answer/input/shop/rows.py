from shop.flags import bulk_edit


def select(user, rows):
    return edit_all(rows) if bulk_edit(user) else edit_one(rows[0])
