def order(posthog, user, rows):
    if user.sorted:
        rows.sort()

    return rows
