"""PostHog's private API, read only: what a scan needs to know, and nothing of its values."""

from clients.posthog.budget import RequestBudget
from clients.posthog.client import PostHog
from clients.posthog.evidence import (
    EVENT_SOURCES,
    FLAG_SOURCES,
    READER_SOURCES,
    read_documents,
)
from clients.posthog.patience import Patience

__all__ = [
    "EVENT_SOURCES",
    "FLAG_SOURCES",
    "READER_SOURCES",
    "Patience",
    "PostHog",
    "RequestBudget",
    "read_documents",
]
