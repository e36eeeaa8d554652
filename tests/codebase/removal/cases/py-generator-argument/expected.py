def allowed(posthog, user, rows):
    return any(user.id in row for row in rows)


def refused(posthog, user, rows):
    return [row for row in rows if user.id in row]
