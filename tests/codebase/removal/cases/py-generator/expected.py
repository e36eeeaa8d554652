def pages(posthog, user):
    if posthog.feature_enabled("report-v2", user.id):
        return user.pages
    for page in user.old_pages:
        yield page
