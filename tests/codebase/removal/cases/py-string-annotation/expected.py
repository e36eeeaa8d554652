from themes import Dark


def theme(posthog, user) -> "Dark | None":
    return user.dark
