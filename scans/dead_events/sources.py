"""What this scan reads of PostHog. Blindness of any other source is not its business."""

from scans.evidence.arrivals import EVENT_ARRIVALS
from scans.evidence.definitions import EVENT_DEFINITIONS
from scans.evidence.event_usage import EVENT_USAGE, OLDER_EVENT_USAGE
from scans.evidence.sources import Sources
from scans.model.documents import Documents

OPTIONAL = (EVENT_DEFINITIONS, EVENT_ARRIVALS, OLDER_EVENT_USAGE)
"""Sources that a live scan reads only if it has something to ask of them."""


def opened(documents: Documents) -> Sources:
    """Open what was read; without the count even a folder says nothing about arrivals."""
    asked = [name for name in OPTIONAL if _asked(name, documents)]
    return Sources(documents, (EVENT_USAGE, *asked), required=(EVENT_USAGE,))


def blind_sources(opened: Sources, documents: Documents) -> dict[str, str]:
    """Return the sources that were asked and did not answer: what nobody asked is no failure."""
    return {
        source: why
        for source, why in sorted(opened.blind.items())
        if source not in OPTIONAL or _asked(source, documents)
    }


def _asked(name: str, documents: Documents) -> bool:
    return name in documents.documents or name in documents.blind
