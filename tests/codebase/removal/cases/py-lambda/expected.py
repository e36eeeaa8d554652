def ranked(posthog, user, rows):
    rows.sort(key=lambda row: row.score)
    rows.sort(key=lambda row: (row.name, row.id))
    return filter(lambda row: row.ok, rows)
