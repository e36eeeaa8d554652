"""What this scan reads of PostHog. Blindness of any other source is not its business."""

from scans.evidence.arrivals import EVENT_ARRIVALS
from scans.evidence.deploys import ANNOTATIONS
from scans.evidence.event_usage import EVENT_USAGE

PROPERTY_USAGE = "property_usage"
PAIR_USAGE = "pair_usage"
SESSION_USAGE = "session_usage"

SOURCES = (
    EVENT_USAGE,
    PROPERTY_USAGE,
    PAIR_USAGE,
    SESSION_USAGE,
    EVENT_ARRIVALS,
    ANNOTATIONS,
)

__all__ = [
    "ANNOTATIONS",
    "EVENT_ARRIVALS",
    "EVENT_USAGE",
    "PAIR_USAGE",
    "PROPERTY_USAGE",
    "SESSION_USAGE",
    "SOURCES",
]
