"""Event definitions, opened: what PostHog knows of an event apart from the events themselves.

Servers of different ages leave fields out, so absent and null mean the same. `last_seen_at` is the
clock of ingestion, floored to the hour and written in batches; backfills move it, and on some
servers it is wrong. It can raise a doubt and never proves that an event is dead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from scans.evidence.sources import UNREADABLE, Sources
from scans.evidence.times import moment

EVENT_DEFINITIONS = "event_definitions"


@dataclass(frozen=True, slots=True)
class Definition:
    """One event as PostHog lists it."""

    name: str
    last_seen_at: datetime | None = None
    hidden: bool = False
    rejected: bool = False
    """Whether PostHog is set to throw the event away on arrival."""


@dataclass(frozen=True)
class Definitions:
    """The list of events, by name."""

    by_name: Mapping[str, Definition]
    whole: bool
    """Whether an event that is not listed is surely not defined."""


def event_definitions(sources: Sources) -> Definitions:
    """Open the list. Of a name that is listed twice the later sighting counts."""
    listing = sources.listing(EVENT_DEFINITIONS)
    by_name: dict[str, Definition] = {}
    for item in listing.items:
        read = _definition(item)
        if read is None:
            sources.blind[EVENT_DEFINITIONS] = UNREADABLE
        elif read.name not in by_name or _seen(read) > _seen(by_name[read.name]):
            by_name[read.name] = read
    return Definitions(by_name, listing.whole and EVENT_DEFINITIONS not in sources.blind)


def _definition(item: object) -> Definition | None:
    if not isinstance(item, dict):
        return None
    fields = cast("dict[str, Any]", item)
    name, written = fields.get("name"), fields.get("last_seen_at")
    seen = moment(written)
    if not isinstance(name, str) or not name or (written is not None and seen is None):
        return None
    return Definition(
        name=name,
        last_seen_at=seen,
        hidden=fields.get("hidden") is True,
        rejected=fields.get("enforcement_mode") == "reject",
    )


def _seen(one: Definition) -> tuple[float, bool, bool]:
    at = one.last_seen_at
    return (at.timestamp() if at else float("-inf"), one.rejected, one.hidden)
