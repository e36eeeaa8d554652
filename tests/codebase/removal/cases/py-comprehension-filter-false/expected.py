def visible(posthog, user, pages):
    hide = posthog.feature_enabled("hide-drafts", user.id)
    return [page for page in pages if hide]
