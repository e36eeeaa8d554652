def pages(posthog, user):
    for page in user.old_pages:
        yield page
