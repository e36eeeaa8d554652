"""Older days of single events, from the test server over HTTP, against plain counting."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients import errors
from clients.posthog import PostHog, older_event_usage
from demo.posthog.events import Event
from scans.model import Json, Questions

NOW = datetime(2026, 11, 20, 12, 30, 15, tzinfo=UTC)
MIDNIGHT = NOW.replace(hour=0, minute=0, second=0)
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
DAYS = 500
NOTHING = {"count": 0, "users": 0, "first_seen": None, "last_seen": None, "active_days": 0}

STRANGE = ("it's", 'say "hi"', "back\\slash", "{names}", "'; DROP TABLE events; --", "ünï", "100%")


def happened(name: str, at: datetime, person: str = "p") -> Event:
    """One event."""
    return Event(str(uuid4()), name, person, at, {})


def truth(events: Iterable[Event], name: str, days: int = DAYS) -> Json:
    """The row that plain counting gives for a name."""
    begin = MIDNIGHT - (days - 1) * DAY
    found = [each for each in events if each.name == name and begin <= each.timestamp < NOW]
    if not found:
        return NOTHING
    daily, people = [0] * days, [set[str]() for _ in range(days)]
    for each in found:
        day = (each.timestamp - begin).days
        daily[day] += 1
        people[day].add(each.distinct_id)
    times = sorted(each.timestamp.replace(microsecond=0) for each in found)
    first, last = (at.isoformat().replace("+00:00", "Z") for at in (times[0], times[-1]))
    return {
        "count": len(found),
        "users": max(map(len, people)),
        "first_seen": first,
        "last_seen": last,
        "active_days": sum(count > 0 for count in daily),
        "daily": daily,
    }


def older(project: Any, names: Sequence[str], days: int = DAYS) -> Json:
    """What the client reads."""
    questions = Questions(older=tuple(names), older_days=days)

    async def ask(posthog: PostHog) -> Json:
        return await posthog.older_event_usage(NOW, questions)

    return project.read(ask)


STORY = [
    *(
        happened("coupon_applied", MIDNIGHT - n * DAY + hour * timedelta(hours=1), f"p{n % 4}")
        for n in range(400, 480)
        for hour in range(0, 24, 7)
    ),
    *(happened("alive", MIDNIGHT - n * DAY) for n in range(DAYS)),
    *(happened("$pageview", MIDNIGHT - n * DAY) for n in range(5)),
    *(
        happened("edge", MIDNIGHT - (DAYS - 1) * DAY + step)
        for step in (-TICK, 0 * TICK, TICK, DAY - TICK, DAY)
    ),
    happened("ahead", NOW), happened("ahead", NOW + 300 * DAY),
    *(happened(name, MIDNIGHT - 300 * DAY) for name in STRANGE),
]  # fmt: skip


@pytest.mark.requires_server
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati"])
def test_every_day_is_counted_and_only_of_the_names(counted_project: Any, zone: str) -> None:
    """UTC days within both bounds, in one query; what did not come has a row of zeros."""
    counted_project.holds(STORY, zone)
    names = ("coupon_applied", "edge", "ahead", "never", *STRANGE)
    assert older(counted_project, names) == {
        "as_of": "2026-11-20T12:30:15Z",
        "window_days": DAYS,
        "unasked": {},
        "rows": {name: truth(STORY, name) for name in sorted(names)},
    }
    (sent,) = counted_project.queries
    assert sent["query"]["values"]["names"] == sorted(names)
    assert "coupon_applied" not in sent["query"]["query"]


@pytest.mark.requires_server
def test_too_much_is_asked_in_parts(counted_project: Any) -> None:
    """Halves give the same days as the whole."""
    counted_project.holds(STORY)
    whole = older(counted_project, ["coupon_applied", "edge"])
    counted_project.goes_wrong("accepted_202", outcome="failed")
    assert older(counted_project, ["coupon_applied", "edge"]) == whole
    assert [each["query"]["values"]["days"] for each in counted_project.queries] == [500, 250, 250]


@pytest.mark.requires_server
@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["a", "b'", "{c}"]), st.integers(-900, 2)), max_size=40),
    st.integers(1, 800),
)
def test_any_older_days_are_counted_as_by_hand(
    counted_project: Any, moments: list[tuple[str, int]], days: int
) -> None:
    """Server and plain counting agree on any window."""
    events = [happened(name, NOW + at * DAY) for name, at in moments]
    counted_project.holds(events)
    rows = older(counted_project, ["a", "{c}"], days)["rows"]
    assert rows == {name: truth(events, name, days) for name in ("a", "{c}")}


def answering(*rows: Json) -> Callable[..., Any]:
    """Return a project that answers every query so."""

    async def run(text: str, values: Json, name: str, limit: int) -> list[Json]:
        return list(rows)

    return run


def test_names_with_control_characters_are_not_asked_for_their_days() -> None:
    """The reason stands in the place of a row."""
    document = asyncio.run(older_event_usage.read(answering(), NOW, Questions(older=("a", "b\n"))))
    assert document["rows"] == {"a": NOTHING}
    assert document["unasked"].keys() == {"b\n"}
    row = {"event": "b"}
    nobody = asyncio.run(older_event_usage.read(answering(row), NOW, Questions(older=("b\n",))))
    assert nobody["rows"] == {}


def test_days_of_an_event_that_was_not_asked_for_are_unusable() -> None:
    """An answer to another question is no answer."""
    row: Json = {"event": "b", "total": 0, "users": 0, "first_at": 1, "last_at": 1, "daily": []}
    with pytest.raises(errors.AnswerUnusable):
        asyncio.run(older_event_usage.read(answering(row), NOW, Questions(older=("a",))))
