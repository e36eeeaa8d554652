def find(posthog, user, rows):
    for row in rows:
        # drafts only with the flag
        if row.draft:
            continue

        if row.hit:
            break
        # nothing else
    else:
        row = None
    return row
