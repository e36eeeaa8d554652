"""What is known about each event, joined from the documents and the names that code captures.

Nothing here judges and nothing here raises: what cannot be read is not known.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from scans.dead_events import sources
from scans.dead_events.captured import Captured, captured_by
from scans.dead_events.keep import kept_by
from scans.dead_events.outage import no_ingestion
from scans.dead_events.settings import DeadEventSettings
from scans.evidence.arrivals import EVENT_ARRIVALS, ever_arrived
from scans.evidence.definitions import EVENT_DEFINITIONS, Definition, event_definitions
from scans.evidence.event_usage import (
    EVENT_USAGE,
    OLDER_EVENT_USAGE,
    EventRow,
    EventUsage,
    event_usage,
)
from scans.evidence.sources import Sources
from scans.model.code import CapturedNames
from scans.model.documents import Documents

NOT_ASKED = "nobody asked whether it ever arrived"
DISAGREE = "its definition says that it was seen, and no event is there"


@dataclass(frozen=True, slots=True)
class EventSignals:
    """Everything about one event that the judgement reads."""

    name: str
    row: EventRow | None
    """None if nothing arrived within the window, or if its row cannot be read.

    Its days may be more than those of the window, if older ones were asked for by name.
    """
    unreadable: bool
    definition: Definition | None
    arrived: bool | None
    """Whether it ever arrived; None if nobody knows."""
    unknown_because: str
    """Why nobody knows; empty otherwise."""
    asked: bool
    """Whether it was asked for by name."""
    older: bool
    """Whether the row comes from the older days that were asked for by name."""


@dataclass(frozen=True)
class Signals:
    """What was read of a whole project."""

    usage: EventUsage | None
    """None if the count could not be read."""
    end: datetime
    """Until when silence was watched: the end of the count, or now if that is earlier."""
    events: tuple[EventSignals, ...]
    """By name; without PostHog's own events and those that are kept."""
    kept: int
    captured: Captured
    blind: dict[str, str]


def read(
    documents: Documents,
    repositories: Sequence[CapturedNames],
    settings: DeadEventSettings,
    now: datetime,
) -> Signals:
    """Join the documents. Never raises, whatever stands in them."""
    opened = sources.opened(documents)
    read_at = documents.now if documents.complete_by_declaration else None
    usage = event_usage(opened, read_at)
    listed = (*usage.rows, *usage.unreadable) if usage else ()
    end = min(now.astimezone(UTC), usage.as_of) if usage else now.astimezone(UTC)
    if usage is not None and (why := no_ingestion(usage, end, settings)):
        opened.blind[EVENT_USAGE] = why
        usage = None
    captured = captured_by(repositories)
    older = event_usage(opened, read_at, OLDER_EVENT_USAGE)
    joined = _Joined(opened, usage, older, declared=documents.complete_by_declaration)
    names = sorted(_own(*listed, *joined.defined, *captured.names))
    kept = kept_by(settings.keep)
    events = tuple(joined.of(name) for name in names if not kept(name))
    blind = sources.blind_sources(opened, documents)
    if not any(one.arrived is None and one.name in captured.names for one in events):
        # Nobody had to ask: every event that code captures is known to have arrived, or not.
        blind.pop(EVENT_ARRIVALS, None)
    return Signals(
        usage=usage,
        end=end,
        events=events,
        kept=len(names) - len(events),
        captured=captured,
        blind=blind,
    )


class _Joined:
    """The documents of events, ready to be asked name by name."""

    def __init__(
        self,
        opened: Sources,
        usage: EventUsage | None,
        older: EventUsage | None,
        *,
        declared: bool,
    ) -> None:
        self._usage = usage
        # Days are counted back from the last one, so both counts have to end on the same.
        self._older: Mapping[str, EventRow] = {}
        if usage is not None and older is not None and usage.last_day == older.last_day:
            self._older = older.rows
        self._definitions = event_definitions(opened)
        self._arrived = ever_arrived(opened)
        # A folder is complete by declaration: what no file of it has seen, nobody has seen.
        self._declared = (
            declared
            and usage is not None
            and EVENT_DEFINITIONS not in opened.blind
            and EVENT_ARRIVALS not in opened.blind
            and self._definitions.whole
        )

    @property
    def defined(self) -> Iterable[str]:
        """Every event that PostHog lists."""
        return self._definitions.by_name

    def of(self, name: str) -> EventSignals:
        """Return what is known of one event."""
        usage = self._usage
        counted = usage.rows.get(name) if usage else None
        row = longer(counted, self._older.get(name))
        definition = self._definitions.by_name.get(name)
        arrived, unknown_because = self._ever(name, row, definition)
        return EventSignals(
            name=name,
            row=row if row and row.seen else None,
            unreadable=usage is not None and name in usage.unreadable,
            definition=definition,
            arrived=arrived,
            unknown_because=unknown_because,
            asked=name in self._arrived,
            older=row is not counted,
        )

    def _ever(
        self, name: str, row: EventRow | None, definition: Definition | None
    ) -> tuple[bool | None, str]:
        # Where nothing was counted at all, no answer about one event can be trusted either.
        asked = self._arrived.get(name) if self._usage else None
        if (row is not None and row.seen) or asked:
            return True, ""
        if definition is not None and definition.last_seen_at is not None:
            # An answer that denies it may come from another project, or from deleted events.
            return (None, DISAGREE) if asked is False else (True, "")
        if asked is False or (self._declared and name not in self._unreadable):
            return False, ""
        return None, NOT_ASKED

    @property
    def _unreadable(self) -> frozenset[str]:
        return self._usage.unreadable if self._usage else frozenset()


def longer(row: EventRow | None, older: EventRow | None) -> EventRow | None:
    """Return the row that knows more days of an event, unless the other one saw it later."""
    if older is None or older.last_seen is None or not older.daily:
        return row
    if row is None or not row.seen:
        return older
    read = len(row.daily) if row.daily else 0
    later = row.last_seen is not None and row.last_seen > older.last_seen
    return row if later or read >= len(older.daily) else older


def _own(*names: str) -> set[str]:
    """Return the names that the project gave, and that can be passed on as text."""
    given = {name for name in names if name and name[0] != "$"}
    return {name for name in given if name.isascii() or not _HALF.search(name)}


_HALF = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair, which no file and no message can carry."""
