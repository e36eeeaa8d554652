def order(posthog, user, rows):
    # how rows are put in order
    if posthog.feature_enabled("quick-sort", user.id):
        # the fast way
        quick(rows)
    # sorted on the way in
    elif user.sorted:  # type: ignore[attr-defined]
        rows.sort()
    else:
        slow(rows)
