def select(user, rows):
    return rows[:1]
