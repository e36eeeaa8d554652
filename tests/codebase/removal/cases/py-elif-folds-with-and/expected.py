def order(posthog, user, rows):
    if user.sorted:
        rows.sort()
    elif len(rows) > 10:  # noqa: PLR2004
        quick(rows)
    else:
        slow(rows)
    return rows
