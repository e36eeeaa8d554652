"""What was normal before a deploy: people and sessions by the hour, and how to count them.

Learnt once per deploy, with four to a dozen queries. The first of them tells what the server can do
and whom errors name; everything after counts the same way, and so does every look of the watch.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from clients.errors import ClientError, RequestRefused
from clients.posthog import error_texts, funnel_counts
from clients.posthog.error_counts import BORN_DAYS, began, exposure_values
from clients.posthog.usage_rows import (
    DAY,
    HOUR,
    MOST_ROWS,
    Run,
    at_once,
    is_cut,
    travels,
    unusable,
    whole,
    words,
)
from scans.deploy_watch.counting import Counting, Unit
from scans.deploy_watch.observations import FunnelHours, History
from scans.deploy_watch.settings import DeployWatchSettings, Funnel
from scans.model import Json

TOTAL, ISSUES, EXPOSURE, OLDER = (
    "errors by hour",
    "errors by issue and hour",
    "sessions by hour",
    "older issues",
)
"""Names in the project's query log."""

DAYS = 28
WEEK_HOURS = 7 * 24
MOST_ISSUES = 50
"""Issues with a series of their own: those with most people."""

MOST_OF_NOBODY = 0.5
"""Share of errors without a real person above which another unit is looked for; the same share has
to carry it."""
MANY_ERRORS = 20
"""Errors in an hour that cannot all be one person's, hour after hour."""
HOURS_OF_ONE = 0.9
"""Share of such hours with a single person above which that person is none."""
HOURS_TO_TELL = 6

TAGGED = 0.9
"""Share of the last day's sessions that have to carry their release: as much as of the errors."""

NO_EXPOSURE = "no event carries a session, so errors cannot be told from traffic"

Span = tuple[int, int]
"""Unix seconds: from the first on, before the second."""


BOTS_COUNT = "this PostHog cannot tell bots, so they count as people"
NOT_MERGED = "this PostHog does not tell which issues were merged: a merged one may look new"
ANY_SESSION = "there is no {event}, so sessions of every event are counted"
UNITS: dict[Unit, str] = {
    "session": "errors name no people: sessions are counted in their place",
    "place": "errors name no people and no sessions: addresses are counted in their place",
    "event": "errors name nobody: every event counts, so only large rises can be told",
}


@dataclass(frozen=True)
class Past:
    """Hours of a project, oldest first; the last one ends at `until`."""

    until: int
    """Unix seconds."""
    sessions: Sequence[int]
    """Session minutes: a session counts in every minute in which it did something."""
    users: Sequence[int]
    issues: Mapping[str, Sequence[int]]
    """People per hour of each issue; of very many issues, those with most people."""
    births: Mapping[str, tuple[int, int]]
    """Issue to the hour in which it was first met, by its place, and the people of its first two.

    Where issues are too many to be counted by the hour, the people it ever reached stand in: then
    more of them count as large, and a new one has to be larger to be told."""
    funnels: Mapping[str, FunnelHours] = field(default_factory=dict[str, FunnelHours])
    plain_events: bool = False

    def history(self, hours: int = DAYS * 24, *, before: int = 0) -> History:
        """Return what was known `before` hours before the end; nothing of it is from later."""
        end = len(self.users) - before
        begin = min(max(0, end - hours, self._first()), end)
        issues = {name: counts[begin:end] for name, counts in self.issues.items()}
        busy = sorted(issues, key=lambda name: (-sum(issues[name]), name))[:MOST_ISSUES]
        return History(
            sessions=self.sessions[begin:end],
            users=self.users[begin:end],
            issues={name: issues[name] for name in busy if any(issues[name])},
            births=tuple(people for first, people in self.births.values() if begin <= first < end),
            funnels={
                name: FunnelHours(one.entered[begin:end], one.converted[begin:end])
                for name, one in self.funnels.items()
            },
            plain_events=self.plain_events,
        )

    def _first(self) -> int:
        """The first hour in which anything was heard of the project."""
        hours = enumerate(zip(self.sessions, self.users, strict=True))
        return next((at for at, both in hours if any(both)), len(self.users))


@dataclass(frozen=True)
class Learnt:
    """What is normal and how it was counted, or why nobody can say."""

    history: History | None
    counting: Counting
    why_not: str = ""


@dataclass(frozen=True)
class _Span:
    """Unix seconds: hours from `since` on, up to `until`."""

    since: int
    until: int

    @property
    def hours(self) -> int:
        return (self.until - self.since) // HOUR

    @property
    def values(self) -> Json:
        return {"since": self.since, "until": self.until, "before": self.until - 1}

    def weeks(self) -> Iterator[Json]:
        """The values for a week each, hours counted from the same end; the newest first."""
        for end in range(self.until, self.since, -7 * DAY):
            yield self.values | {"since": max(end - 7 * DAY, self.since), "until": end}

    def months(self) -> Iterator[Json]:
        """The same for four weeks each."""
        for end in range(self.until, self.since, -DAYS * DAY):
            yield self.values | {"since": max(end - DAYS * DAY, self.since), "until": end}

    def spread(self, rows: Iterable[Json], column: str, name: str) -> list[int]:
        """A column by the hour, oldest first; hours without a row are zero."""
        counts = [0] * self.hours
        for row in rows:
            counts[self.place(row, name)] = whole(row, column, name)
        return counts

    def place(self, row: Json, name: str) -> int:
        """The place of a row's hour. Raises `AnswerUnusable` for one outside."""
        back = whole(row, "hours_back", name)
        if back >= self.hours:
            raise unusable(name, "an hour that was not asked for")
        return self.hours - 1 - back


async def learn(run: Run, settings: DeployWatchSettings, at: datetime) -> Learnt:
    """Return what was normal in the 28 days before `at`. Raises any `ClientError`."""
    until = began(at)
    span = _Span(until - DAYS * DAY, until)
    counting, errors = await _errors(run, span, Counting(exposure=settings.exposure_event))
    counting, sessions = await _exposure(run, span, counting, settings.release_property)
    if not any(sessions):
        return Learnt(None, counting, NO_EXPOSURE)
    found = await _past(run, span, counting, errors, sessions, settings.funnels)
    return Learnt(found.history(), counting)


async def past(
    run: Run, counting: Counting, until: datetime, hours: int, funnels: Sequence[Funnel] = ()
) -> Past:
    """Return the hours before `until`, cut to the full minute. Raises any `ClientError`.

    Four to a dozen queries, for at most 56 days.
    """
    end = began(until)
    span = _Span(end - hours * HOUR, end)
    errors = await run(error_texts.total(counting), span.values, TOTAL, hours)
    sessions = await _sessions(run, span, counting)
    return await _past(run, span, counting, errors, sessions, funnels)


async def _errors(run: Run, span: _Span, counting: Counting) -> tuple[Counting, list[Json]]:
    """Return errors by the hour, and how this server and project can be asked for them."""
    bots = counting.model_copy(update={"spares_bots": True})
    plain = counting.model_copy(update={"notes": (BOTS_COUNT,)})
    older = counting.model_copy(update={"issue_column": False, "notes": (BOTS_COUNT, NOT_MERGED)})
    for way in (bots, plain, older):
        try:
            rows = await run(error_texts.total(way), span.values, TOTAL, span.hours)
        except RequestRefused:
            if way is older:
                raise
            continue
        unit = unit_of(rows)
        notes = (*way.notes, *([UNITS[unit]] if unit in UNITS else ()))
        return way.model_copy(update={"unit": unit, "notes": notes}), rows
    raise AssertionError("the last way returns or raises")


def unit_of(rows: Sequence[Json]) -> Unit:
    """Return whom errors are counted for, given them by the hour in every unit."""
    errors, of_nobody, in_sessions, at_places = (
        sum(whole(row, column, TOTAL) for row in rows)
        for column in ("event_people", "of_nobody", "in_sessions", "at_places")
    )
    if of_nobody <= MOST_OF_NOBODY * errors and not _is_one_id(rows):
        return "person"
    if in_sessions >= MOST_OF_NOBODY * errors:
        return "session"
    return "place" if at_places >= MOST_OF_NOBODY * errors else "event"


def _is_one_id(rows: Sequence[Json]) -> bool:
    """Whether one id stands for everybody, as that of a server does."""
    many = [row for row in rows if whole(row, "event_people", TOTAL) >= MANY_ERRORS]
    alone = sum(whole(row, "person_people", TOTAL) == 1 for row in many)
    return len(many) >= HOURS_TO_TELL and alone >= HOURS_OF_ONE * len(many)


async def _exposure(
    run: Run, span: _Span, counting: Counting, own: str
) -> tuple[Counting, list[int]]:
    """Return session minutes by the hour, of whichever event there is, and their release."""
    own = own if travels(own) else ""
    rows = await _exposure_rows(run, span, counting, own)
    if not rows:
        note = ANY_SESSION.format(event=counting.exposure)
        notes = (*counting.notes, note)
        counting = counting.model_copy(update={"exposure": "", "notes": notes})
        rows = await _exposure_rows(run, span, counting, own)
    recent = [row for row in rows if whole(row, "hours_back", EXPOSURE) < 24]
    events = sum(whole(row, "events", EXPOSURE) for row in recent)
    columns = {"$release_id": "with_release_id", "$app_version": "with_version"}
    told = {
        name: sum(whole(row, column, EXPOSURE) for row in recent)
        for name, column in (({own: "with_own"} if own else {}) | columns).items()
    }
    release = next((name for name, count in told.items() if count >= TAGGED * events > 0), "")
    counting = counting.model_copy(update={"release_property": release})
    return counting, span.spread(rows, "sessions", EXPOSURE)


async def _exposure_rows(run: Run, span: _Span, counting: Counting, own: str) -> list[Json]:
    values = span.values | exposure_values(counting) | ({"own": own} if own else {})
    text = error_texts.exposure_hours(counting, own=bool(own))
    return await run(text, values, EXPOSURE, span.hours)


async def _sessions(run: Run, span: _Span, counting: Counting) -> list[int]:
    asked = counting.model_copy(update={"release_property": ""})
    rows = await _exposure_rows(run, span, asked, "")
    return span.spread(rows, "sessions", EXPOSURE)


async def _past(
    run: Run,
    span: _Span,
    counting: Counting,
    errors: Sequence[Json],
    sessions: Sequence[int],
    funnels: Sequence[Funnel],
) -> Past:
    async with at_once() as group:
        met = group.create_task(_issues(run, span, counting))
        before = group.create_task(_older(run, span, counting))
        converted = group.create_task(
            funnel_counts.hours(run, counting, funnels, span.since, span.until)
        )
    (issues, births), older = met.result(), before.result()
    return Past(
        until=span.until,
        sessions=sessions,
        users=span.spread(errors, f"{counting.unit}_people", TOTAL),
        issues=issues,
        births={name: born for name, born in births.items() if name not in older},
        funnels=converted.result(),
        plain_events=counting.unit == "event",
    )


_Births = dict[str, tuple[int, int]]


async def _issues(
    run: Run, span: _Span, counting: Counting
) -> tuple[dict[str, list[int]], _Births]:
    """Return people by the hour and issue, and when each was first met."""
    text = error_texts.issues(counting)
    try:
        rows = await run(text, span.values, ISSUES, MOST_ROWS)
    except ClientError as error:
        if not is_cut(error):
            raise
        try:
            weeks = [await run(text, week, ISSUES, MOST_ROWS) for week in span.weeks()]
        except ClientError as again:
            if not is_cut(again):
                raise
            return await _busiest(run, span, counting)
        rows = [row for week in weeks for row in week]
    issues = _by_issue(span, rows)
    return issues, {name: _birth(counts) for name, counts in issues.items()}


async def _busiest(
    run: Run, span: _Span, counting: Counting
) -> tuple[dict[str, list[int]], _Births]:
    """Return the hours of the issues with most people, and of all others only the first."""
    text = error_texts.busiest(counting, MOST_ISSUES)
    months = [await run(text, month, ISSUES, MOST_ROWS) for month in span.months()]
    met = await run(error_texts.met(counting), span.values, ISSUES, MOST_ROWS)
    births = {
        words(row, "issue", ISSUES): (
            span.place(row, ISSUES),
            whole(row, "people", ISSUES),
        )
        for row in met
    }
    return _by_issue(span, [row for month in months for row in month]), births


def _by_issue(span: _Span, rows: Iterable[Json]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in rows:
        counts = found.setdefault(words(row, "issue", ISSUES), [0] * span.hours)
        counts[span.place(row, ISSUES)] = whole(row, "people", ISSUES)
    return found


def _birth(counts: Sequence[int]) -> tuple[int, int]:
    first = next(at for at, people in enumerate(counts) if people)
    return first, sum(counts[first : first + 2])


async def _older(run: Run, span: _Span, counting: Counting) -> frozenset[str]:
    """Return the issues that were met before; nobody of them was born in these hours.

    Where they are too many for an answer, none is known: then more issues seem to be born, and a
    new one has to be larger to be told.
    """
    values: Json = {
        "since": span.until - BORN_DAYS * DAY,
        "until": span.since,
        "before": span.since - 1,
    }
    try:
        rows = await run(error_texts.met(counting), values, OLDER, MOST_ROWS)
    except ClientError as error:
        if not is_cut(error):
            raise
        return frozenset()
    return frozenset(words(row, "issue", OLDER) for row in rows)
