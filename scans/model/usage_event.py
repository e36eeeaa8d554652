"""What Groundskeeper may say about itself, to the team's own PostHog project, if it is asked to."""

from typing import Literal

from scans.model.base import Model


class ScanFinished(Model):
    """One scan came to an end. Counts only: no key, no repository, no text."""

    version: Literal[1] = 1
    run_id: str
    """The workflow run; joins the events of one run, and means nothing outside it."""
    scan: str
    findings: int
    abstained: int
    blind: int
    actions: int
    posthog_requests: int
    seconds: float
