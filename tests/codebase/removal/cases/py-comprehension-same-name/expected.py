def visible(posthog, user, pages):
    hide = posthog.feature_enabled("hide-drafts", user.id)
    hidden = [hide for hide in pages if hide.draft]
    return hidden if hide else pages
