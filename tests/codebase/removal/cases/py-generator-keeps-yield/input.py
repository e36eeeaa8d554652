def pages(posthog, user):
    if posthog.feature_enabled("report-v2", user.id):
        yield from user.pages
        return
    for page in user.old_pages:
        yield page
