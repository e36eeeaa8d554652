from shop.flags import bulk_edit


def select(user, rows):
    if bulk_edit(user.id):
        return edit_all(rows)
    return edit_one(rows[0])
