def ranked(posthog, user, rows):
    on = posthog.feature_enabled("sort-keys", user.id)
    return filter(lambda row: on, rows)
