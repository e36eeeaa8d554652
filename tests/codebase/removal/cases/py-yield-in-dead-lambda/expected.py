def run(posthog, user):
    return user.page
