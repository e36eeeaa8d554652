def visible(posthog, user, pages):
    return [
        page
        for page in pages
        if not page.draft
    ]
