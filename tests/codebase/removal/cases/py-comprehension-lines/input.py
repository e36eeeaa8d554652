def visible(posthog, user, pages):
    return [
        page
        for page in pages
        if posthog.feature_enabled("hide-drafts", user.id)
        if not page.draft
    ]
