def ranked(posthog, user, rows):
    on = posthog.feature_enabled("sort-keys", user.id)
    rows.sort(key=lambda on: on.score)
    return rows if on else []
