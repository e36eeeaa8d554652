"""The one PostHog client of this process."""

import os

from posthog import Posthog

posthog = Posthog(
    os.environ.get("POSTHOG_TOKEN", ""),
    host=os.environ.get("POSTHOG_HOST", "https://eu.i.posthog.com"),
)
