def order(posthog, user, rows):
    if user.sorted:
        rows.sort()
    elif posthog.feature_enabled("quick-sort", user.id) and len(rows) > 10:  # noqa: PLR2004
        quick(rows)
    else:
        slow(rows)
    return rows
