def run(posthog, user):
    uid = str(user.id)
    key = f"user:{uid}"
    return user.page
