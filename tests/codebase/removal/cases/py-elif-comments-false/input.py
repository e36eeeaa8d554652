def order(posthog, user, rows):
    if user.sorted:
        rows.sort()
    # only while we try it
    elif posthog.feature_enabled("quick-sort", user.id):  # rollout
        # not stable
        quick(rows)
        # nothing more
    # everybody else
    else:
        slow(rows)  # stable
    return rows
