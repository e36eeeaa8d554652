"""PostHog's private API, read only: what a scan needs to know, and nothing of its values."""

from clients.posthog.budget import RequestBudget
from clients.posthog.client import PostHog
from clients.posthog.evidence import read_documents
from clients.posthog.patience import Patience

__all__ = [
    "Patience",
    "PostHog",
    "RequestBudget",
    "read_documents",
]
