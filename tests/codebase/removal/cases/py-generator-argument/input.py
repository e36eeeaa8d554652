def allowed(posthog, user, rows):
    return (
        posthog.feature_enabled("audit-v2", user.id)
        and any(user.id in row for row in rows)
    )


def refused(posthog, user, rows):
    return (
        all(user.id in row for row in rows)
        if not posthog.feature_enabled("audit-v2", user.id)
        else [row for row in rows if user.id in row]
    )
