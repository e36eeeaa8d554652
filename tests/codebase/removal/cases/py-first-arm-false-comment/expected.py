def order(posthog, user, rows):
    # how rows are put in order
    # sorted on the way in
    if user.sorted:  # type: ignore[attr-defined]
        rows.sort()
    else:
        slow(rows)
