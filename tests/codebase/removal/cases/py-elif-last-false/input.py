def order(posthog, user, rows):
    if user.sorted:
        rows.sort()
    elif posthog.feature_enabled("quick-sort", user.id):
        quick(rows)

    return rows
