"""How often each event arrived, opened: one row per event, days as whole UTC days.

Twenty thousand rows are opened at a time, so they are read by hand. A row that does not have the
documented shape is set aside, never repaired.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, cast

from scans.evidence.sources import NO_ROWS, Sources
from scans.evidence.times import moment

EVENT_USAGE = "event_usage"
OLDER_EVENT_USAGE = "older_event_usage"
"""The same of few events that fell silent long ago, in a longer window."""

NO_TIME = "the answer does not say when it was read"


@dataclass(frozen=True, slots=True)
class EventRow:
    """What was counted of one event within the window. None is *not known*, never zero."""

    count: int
    users: int | None = None
    """The largest number of people on one day."""
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    active_days: int | None = None
    daily: Sequence[int] | None = None
    """Events per UTC day, oldest first; the last number is the day of `as_of`."""

    @property
    def seen(self) -> bool:
        """Whether anything arrived within the window."""
        return self.count > 0 or self.last_seen is not None


@dataclass(frozen=True, slots=True)
class EventUsage:
    """The count of all events that arrived in a window that ends at `as_of`.

    The count is of the whole project: a name without a row has not arrived within the window.
    """

    as_of: datetime
    window_days: float | None
    rows: Mapping[str, EventRow]
    unreadable: frozenset[str] = frozenset()
    """Names whose row does not have the documented shape."""

    @property
    def last_day(self) -> int:
        """The day of `as_of`, as a proleptic ordinal."""
        return self.as_of.toordinal()

    def first_day(self, row: EventRow) -> int | None:
        """Return the first day that was counted for this row; None if nothing says."""
        if row.daily is not None:
            return self.last_day - len(row.daily) + 1
        if self.window_days is None:
            return None
        # The day on which a window begins may be counted in part, and is no day that was read.
        return (self.as_of - timedelta(days=self.window_days - 1)).toordinal()

    def latest(self, row: EventRow) -> datetime | None:
        """Return when the event can have arrived last, at the latest; None if it did not.

        A count without a time was made as late as possible: silence is never overstated.
        """
        days = row.daily
        if row.last_seen is not None or not row.seen:
            return row.last_seen
        if days is None or not any(days):
            return self.as_of
        silent = next(index for index, count in enumerate(reversed(days)) if count)
        return min(self.as_of, end_of_day(self.last_day - silent))


def end_of_day(day: int) -> datetime:
    """Return the last moment of a UTC day that is given as an ordinal."""
    return datetime.combine(datetime.fromordinal(day), time.max, UTC)


def event_usage(
    sources: Sources, read_at: datetime | None = None, source: str = EVENT_USAGE
) -> EventUsage | None:
    """Open the count; None, and a blind source, if there is none that can be used.

    `read_at` is when the folder was read, for a count that does not say so itself.
    """
    document = sources.document(source)
    if document is None:
        return None
    rows: object = document.get("rows")
    if not isinstance(rows, dict):
        sources.blind[source] = NO_ROWS
        return None
    told = moment(document.get("as_of")) or read_at
    if told is None:
        sources.blind[source] = NO_TIME
        return None
    as_of = told.astimezone(UTC)
    return sources.once(document, (EVENT_USAGE, as_of), lambda: _opened(document, as_of))


def _opened(document: dict[str, Any], as_of: datetime) -> EventUsage:
    opened = {name: _row(row) for name, row in document["rows"].items()}
    return EventUsage(
        as_of=as_of,
        window_days=_days(document.get("window_days")),
        rows={name: row for name, row in opened.items() if row is not None},
        unreadable=frozenset(name for name, row in opened.items() if row is None),
    )


def _days(value: object) -> float | None:
    positive = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e5
    return float(cast("float", value)) if positive else None


def _row(value: object) -> EventRow | None:
    if not isinstance(value, dict):
        return None
    row = cast("dict[str, Any]", value)
    count, users, active = row.get("count"), row.get("users"), row.get("active_days")
    first, last = row.get("first_seen"), row.get("last_seen")
    first_seen, last_seen, daily = moment(first), moment(last), row.get("daily")
    if (
        not _is_count(count)
        or not (users is None or _is_count(users))
        or not (active is None or _is_count(active))
        or (first_seen is None and first is not None)
        or (last_seen is None and last is not None)
        or not (daily is None or _are_counts(daily))
    ):
        return None
    return EventRow(cast("int", count), users, first_seen, last_seen, active, daily)


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _are_counts(value: object) -> bool:
    if not isinstance(value, list) or not value:
        return False
    days = cast("list[Any]", value)
    return set(map(type, days)) == {int} and min(days) >= 0
