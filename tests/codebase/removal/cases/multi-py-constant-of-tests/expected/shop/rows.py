def select(user, rows):
    return edit_all(rows)
