def order(posthog, user, rows):
    if user.sorted:
        rows.sort()
    # everybody else
    else:
        slow(rows)  # stable
    return rows
