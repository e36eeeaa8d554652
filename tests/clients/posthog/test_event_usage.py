"""Counts of events by UTC day, from the test server over HTTP, against plain counting."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients import errors
from clients.posthog import PostHog, event_usage
from clients.posthog.event_usage import Counted, Part
from demo.posthog.events import Event
from scans.model import Json, Questions

NOW = datetime(2026, 11, 20, 12, 30, 15, 250_000, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 20, tzinfo=UTC)
SECOND = NOW.replace(microsecond=0)
ZONES = ("Europe/Berlin", "America/St_Johns", "UTC", "Pacific/Kiritimati")

STRANGE = (
    "it's", 'say "hi"', "back\\slash", "{limit}", "{since}", "'; DROP TABLE events; --", "ünï☕",
    "100%", "a\u2028b", "' OR 1 = 1 --", "null", "",
)  # fmt: skip


def happened(name: str, at: datetime, person: str = "p", **properties: Any) -> Event:
    """One event."""
    return Event(str(uuid4()), name, person, at, properties)


def truth(events: Iterable[Event], days: int, now: datetime = NOW) -> Json:
    """The rows that plain counting gives."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    since, until = midnight - timedelta(days=days - 1), now.replace(microsecond=0)
    by_name: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if since <= event.timestamp < until and not event.name.startswith("$"):
            by_name[event.name].append(event)
    return {name: _row(found, since, days) for name, found in sorted(by_name.items())}


def _row(events: list[Event], since: datetime, days: int) -> Json:
    daily, people = [0] * days, [set[str]() for _ in range(days)]
    for event in events:
        day = (event.timestamp - since).days
        daily[day] += 1
        people[day].add(event.distinct_id)
    times = sorted(event.timestamp.replace(microsecond=0) for event in events)
    return {
        "count": len(events),
        "users": max(map(len, people)),
        "first_seen": times[0].isoformat().replace("+00:00", "Z"),
        "last_seen": times[-1].isoformat().replace("+00:00", "Z"),
        "active_days": sum(count > 0 for count in daily),
        "daily": daily,
    }


def usage(project: Any, days: int = 180, now: datetime = NOW) -> Json:
    """What the client reads."""
    questions = Questions(event_window_days=days)

    async def ask(posthog: PostHog) -> Json:
        return await posthog.event_usage(now, questions)

    return project.read(ask)


def quiet_weekends() -> list[Event]:
    """Ten a day, and none on Saturdays and Sundays."""
    days = (MIDNIGHT - timedelta(days=n) for n in range(1, 60))
    return [
        happened("invoice_sent", day + timedelta(hours=hour), f"p{hour % 3}")
        for day in days
        if day.weekday() < 5
        for hour in range(10)
    ]


def burst() -> list[Event]:
    """A thousand within a minute, by the same three people, over midnight in UTC."""
    start = MIDNIGHT - timedelta(days=3, seconds=30)
    return [
        happened("imported", start + timedelta(milliseconds=60 * n), f"p{n % 3}")
        for n in range(1000)
    ]


def borders() -> list[Event]:
    """At both ends of the window and of a day, a microsecond to either side."""
    start, tick = MIDNIGHT - timedelta(days=179), timedelta(microseconds=1)
    moments = [start, SECOND, MIDNIGHT, MIDNIGHT - timedelta(days=1)]
    return [happened("edge", at + step) for at in moments for step in (-tick, 0 * tick, tick)]


def clocks_gone_wrong() -> list[Event]:
    """Clients whose clock says next week, next century, or 1971."""
    ahead = [timedelta(minutes=1), timedelta(days=7), timedelta(days=36_500)]
    wrong = [happened("synced", NOW + each) for each in ahead]
    return [
        *wrong,
        happened("synced", datetime(1971, 1, 1, tzinfo=UTC)),
        happened("synced", SECOND),
    ]


def clocks_changed() -> list[Event]:
    """Every half hour around the nights in which zones change their clocks."""
    nights = [datetime(2026, 10, 24, tzinfo=UTC), datetime(2026, 10, 31, tzinfo=UTC)]
    return [
        happened("ticked", night + timedelta(minutes=30 * n), f"p{n % 5}")
        for night in nights
        for n in range(120)
    ]


def strange_names() -> list[Event]:
    """Names that look like something else, and PostHog's own."""
    names = [*STRANGE, "$pageview", "$", "a$b"]
    return [happened(name, NOW - timedelta(days=n)) for n, name in enumerate(names)]


@pytest.mark.requires_server
@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    "story",
    [quiet_weekends, burst, borders, clocks_gone_wrong, clocks_changed, strange_names, list],
)
def test_every_event_is_counted_on_its_utc_day(counted_project: Any, story: Any, zone: str) -> None:
    """The numbers are those of counting by hand, whatever zone the project is set to."""
    events: list[Event] = story()
    counted_project.holds(events, zone)
    document = usage(counted_project)
    assert document == {
        "as_of": "2026-11-20T12:30:15Z",
        "window_days": 180,
        "rows": truth(events, 180),
    }
    assert len(counted_project.queries) == 1


@pytest.mark.requires_server
def test_a_late_arrival_counts_on_the_day_it_happened(counted_project: Any) -> None:
    """A backfill changes the past and leaves today alone."""
    events = quiet_weekends()
    counted_project.holds(events)
    before = usage(counted_project)["rows"]["invoice_sent"]
    late = [happened("invoice_sent", NOW - timedelta(days=50), "late")] * 4
    counted_project.holds([*events, *late])
    after = usage(counted_project)["rows"]["invoice_sent"]
    grown = [new - old for new, old in zip(after["daily"], before["daily"], strict=True)]
    assert {place: count for place, count in enumerate(grown) if count} == {179 - 50: 4}
    assert after["last_seen"] == before["last_seen"]


@pytest.mark.requires_server
def test_people_of_several_days_are_not_added(counted_project: Any) -> None:
    """The same five people every day, and a sixth once, are six at most."""
    events = [
        happened("opened", NOW - timedelta(days=day), f"p{person}")
        for day in range(1, 30)
        for person in range(6 if day == 4 else 5)
    ]
    counted_project.holds(events)
    assert usage(counted_project)["rows"]["opened"]["users"] == 6


@pytest.mark.requires_server
@settings(max_examples=15, deadline=None)
@given(
    moments=st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "$c", "d'"]),
            st.sampled_from(["x", "y", "z"]),
            st.integers(-10 * 86_400, 2 * 86_400),
            st.integers(0, 999_999),
        ),
        max_size=60,
    ),
    zone=st.sampled_from(ZONES),
    days=st.integers(1, 9),
)
def test_any_events_are_counted_as_by_hand(
    counted_project: Any, moments: list[tuple[str, str, int, int]], zone: str, days: int
) -> None:
    """Server and plain counting agree on everything that can happen."""
    events = [
        happened(name, NOW + timedelta(seconds=at, microseconds=micro), person)
        for name, person, at, micro in moments
    ]
    counted_project.holds(events, zone)
    assert usage(counted_project, days)["rows"] == truth(events, days)


@pytest.mark.requires_server
def test_rows_that_stand_for_many_are_counted_as_many(counted_project: Any) -> None:
    """A hundred million events need not be there to be counted."""
    many = [
        Event(str(uuid4()), f"e{n % 100}", "p", NOW - timedelta(days=n // 100, hours=1), {}, 10_000)
        for n in range(10_000)
    ]
    counted_project.holds(many)
    rows = usage(counted_project)["rows"]
    assert sum(row["count"] for row in rows.values()) == 100_000_000


class Asked:
    """Answers like the test server, but of a window no longer than it can bear."""

    def __init__(self, project: Any, longest: int, error: errors.ClientError) -> None:
        self.windows: list[int] = []
        self._project, self._longest, self._error = project, longest, error

    async def __call__(self, text: str, values: Json, name: str, limit: int) -> list[Json]:
        """Run a text, or fail."""
        self.windows.append(values["days"])
        if values["days"] > self._longest:
            raise self._error

        async def ask(posthog: PostHog) -> list[Json]:
            return await posthog.query(text, values, name, limit)

        # Each reading of the project brings its own loop.
        return await asyncio.to_thread(self._project.read, ask)


TOO_MUCH = [
    errors.ServerFailed("PostHog", "query", "500: memory limit"),
    errors.TimedOut("PostHog", "query", "ReadTimeout"),
    errors.AnswerUnusable("PostHog", "query", "cut off: more than 49999 rows"),
    errors.RequestRefused("PostHog", "query", "400: Query exceeded the memory limit."),
    errors.RequestRefused("PostHog", "query", "400: Timeout exceeded: elapsed 10.2 seconds"),
]


@pytest.mark.requires_server
@pytest.mark.parametrize(
    ("longest", "windows"), [(180, [180]), (90, [180, 90, 90]), (45, [180, 90, 45, 45, 90, 45, 45])]
)
def test_what_is_too_much_at_once_is_asked_in_parts(
    counted_project: Any, longest: int, windows: list[int]
) -> None:
    """Halves, then quarters, joined to what the whole would have been."""
    events = [*quiet_weekends(), *burst(), *borders(), *strange_names()]
    counted_project.holds(events)
    asked = Asked(counted_project, longest, TOO_MUCH[0])
    document = asyncio.run(event_usage.read(asked, NOW, Questions()))
    assert document["rows"] == truth(events, 180)
    assert asked.windows == windows


@pytest.mark.requires_server
@pytest.mark.parametrize("outcome", ["failed", "crashed"])
def test_a_query_that_fails_on_the_server_is_asked_in_halves(
    counted_project: Any, outcome: str
) -> None:
    """It ran out of memory, or nobody knows why; the halves did not."""
    events = [*quiet_weekends(), *burst()]
    counted_project.holds(events)
    counted_project.goes_wrong("accepted_202", outcome=outcome)
    assert usage(counted_project)["rows"] == truth(events, 180)
    days = [sent["query"]["values"]["days"] for sent in counted_project.queries]
    assert days == [180, 90, 90]


@pytest.mark.parametrize("error", TOO_MUCH, ids=str)
def test_a_project_that_answers_nothing_is_asked_three_times(error: errors.ClientError) -> None:
    """Whole, a half, a quarter; then the failure is told."""
    asked = Asked(None, 0, error)
    with pytest.raises(type(error)):
        asyncio.run(event_usage.read(asked, NOW, Questions()))
    assert asked.windows == [180, 90, 45]


@pytest.mark.parametrize(
    "error",
    [
        errors.AnswerUnusable("PostHog", "query", "users is not a number"),
        errors.RateLimited("PostHog", "query", "429", retry_after=100),
        errors.ScopeMissing("PostHog", "query", "403"),
        errors.RequestRefused("PostHog", "query", "400: Unknown function intDiv"),
    ],
    ids=str,
)
def test_other_failures_are_not_asked_again(error: errors.ClientError) -> None:
    """A smaller window changes nothing about a missing scope or a full hour."""
    asked = Asked(None, 0, error)
    with pytest.raises(type(error)):
        asyncio.run(event_usage.read(asked, NOW, Questions()))
    assert asked.windows == [180]


COUNTED = st.builds(
    Counted,
    users=st.integers(1, 9),
    first_at=st.integers(0, 99),
    last_at=st.integers(0, 99),
    daily=st.lists(st.integers(0, 5), min_size=8, max_size=8).map(tuple),
)


def cut(part: Part, days: int) -> list[Part]:
    """Two parts of one, an event without rows in a part left out of it."""
    first = {
        name: Counted(each.users, each.first_at, each.last_at, each.daily[:days])
        for name, each in part.events.items()
        if any(each.daily[:days])
    }
    second = {
        name: Counted(each.users, each.first_at, each.last_at, each.daily[days:])
        for name, each in part.events.items()
        if any(each.daily[days:])
    }
    return [Part(days, first), Part(part.days - days, second)]


@given(st.dictionaries(st.text(max_size=3), COUNTED), st.integers(1, 7))
def test_merging_parts_gives_the_whole(events: dict[str, Counted], days: int) -> None:
    """Wherever the window was cut."""
    whole = Part(8, {name: each for name, each in events.items() if any(each.daily)})
    assert event_usage.merged(cut(whole, days)) == whole


ROW: Json = {
    "event": "a", "total": 3, "users": 1, "first_at": 1, "last_at": 2, "daily": [3 * 180 + 4],
}  # fmt: skip


@pytest.mark.parametrize(
    "odd",
    [
        {"event": None}, {"total": "3"}, {"total": True}, {"users": None}, {"daily": None},
        {"daily": ["540"]}, {"daily": [540.5]}, {"daily": [2 * 180 + 4]}, {"total": float("nan")},
        {"total": -3},
    ],
)  # fmt: skip
def test_a_row_that_does_not_add_up_is_unusable(odd: Json) -> None:
    """A number that is none is never counted as zero."""

    async def run(*_: object) -> list[Json]:
        return [ROW | odd]

    with pytest.raises(errors.AnswerUnusable):
        asyncio.run(event_usage.read(run, NOW, Questions()))
