from typing import cast

from themes import Dark, Light


def theme(posthog, user) -> "Dark | None":
    if not posthog.feature_enabled("night-mode", user.id):
        return cast("Light", user.theme)
    return user.dark
