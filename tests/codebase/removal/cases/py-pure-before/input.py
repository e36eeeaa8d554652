def theme(posthog, user, rows):
    if user.dark and posthog.feature_enabled("night-mode", user.id):
        dark(user)
    if rows[0].dark and posthog.feature_enabled("night-mode", user.id):
        dark(user)
    if not (user["light"] or not posthog.feature_enabled("night-mode", user.id)):
        dark(user)
    return user
