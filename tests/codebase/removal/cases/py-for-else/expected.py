def find(posthog, user, rows):
    for row in rows:
        if row.id == user.id:
            found = row
            break
        count(row)
    else:
        found = None
    return found
