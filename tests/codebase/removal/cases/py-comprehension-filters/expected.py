def visible(posthog, user, pages):
    every = [page for page in pages]
    ready = [page.id for page in pages if page.ready]
    own = {page.id: page for page in pages if page.owner == user}
    both = sum(page.size for page in pages if page.ready)
    either = {page.id for page in pages}
    return every, ready, own, both, either
