def find(posthog, user, rows):
    for row in rows:
        # drafts only with the flag
        if row.draft and not posthog.feature_enabled("night-mode", user.id):
            continue

        if posthog.feature_enabled("night-mode", user.id):
            mark(row)
        elif row.hit:
            break
        # nothing else
    else:
        row = None
    return row
