def visible(posthog, user, pages):
    hide = posthog.feature_enabled("hide-drafts", user.id)
    every = [page for page in pages if hide]
    ready = [page.id for page in pages if page.ready or not hide]
    own = {page.id: page for page in pages if hide and page.owner == user}
    both = sum(page.size for page in pages if page.ready if hide)
    either = {page.id for page in pages if page.ready or hide}
    return every, ready, own, both, either
