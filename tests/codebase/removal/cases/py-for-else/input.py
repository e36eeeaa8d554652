def find(posthog, user, rows):
    for row in rows:
        if row.id == user.id:
            if posthog.feature_enabled("find-first", user.id):
                found = row
                break
            log(row)
            found = merge(row)
        if not posthog.feature_enabled("find-first", user.id):
            log(row)
            continue
        count(row)
    else:
        found = None
    return found
