def ranked(posthog, user, rows):
    by_score = posthog.feature_enabled("sort-keys", user.id)
    rows.sort(key=lambda row: row.score if by_score else row.id)
    rows.sort(key=lambda row: (by_score and row.name, row.id))
    return filter(lambda row: not by_score or row.ok, rows)
