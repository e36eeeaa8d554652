"""What ever arrived, and when first, from the test server over HTTP, against plain counting."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients import errors
from clients.posthog import PostHog, event_arrivals
from demo.posthog.events import Event
from scans.model import Json, PropertyOf, Questions

NOW = datetime(2026, 11, 20, 12, 30, 15, tzinfo=UTC)
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

STRANGE = ("it's", 'say "hi"', "back\\slash", "{names}", "'; DROP TABLE events; --", "ünï", "100%")


def happened(name: str, at: datetime, properties: Json | None = None) -> Event:
    """One event."""
    return Event(str(uuid4()), name, "p", at, properties or {})


def iso(moment: datetime) -> str:
    """Whole seconds in UTC."""
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def truth(events: Iterable[Event], name: str, since: datetime | None = None) -> Json:
    """The row that plain counting gives for a name."""
    start = since or EPOCH
    times = sorted(e.timestamp for e in events if e.name == name and start <= e.timestamp < NOW)
    if not times:
        return {"count": 0, "first_seen": None, "last_seen": None}
    return {"count": len(times), "first_seen": iso(times[0]), "last_seen": iso(times[-1])}


def carried(events: Iterable[Event], each: PropertyOf, since: datetime | None = None) -> Json:
    """What plain counting gives for a property of an event."""
    having = [event for event in events if event.properties.get(each.name) is not None]
    row = truth(having, each.event, since)
    return {"count": row["count"], "first_seen": row["first_seen"]}


def arrivals(project: Any, questions: Questions) -> Json:
    """What the client reads."""

    async def ask(posthog: PostHog) -> Json:
        return await posthog.event_arrivals(NOW, questions)

    return project.read(ask)


STORY = [
    happened("seen", NOW - 400 * DAY), happened("seen", NOW - DAY), happened("seen", NOW + DAY),
    happened("only ahead", NOW + TICK), happened("just now", NOW - TICK),
    happened("at the end", NOW), happened("ages ago", EPOCH + DAY),
    happened("backfilled", NOW - 700 * DAY),
    *(happened(name, NOW - DAY) for name in STRANGE),
]  # fmt: skip


@pytest.mark.requires_server
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/St_Johns"])
@pytest.mark.parametrize("since", [None, NOW - DAY, NOW - 30 * DAY])
def test_arrivals_since_a_moment_or_ever(
    counted_project: Any, zone: str, since: datetime | None
) -> None:
    """What never came has a row of zeros, and what claims to be from the future has not come."""
    counted_project.holds(STORY, zone)
    names = ("never", *sorted({event.name for event in STORY}))
    document = arrivals(counted_project, Questions(arrivals=names, arrivals_since=since))
    assert document == {
        "as_of": "2026-11-20T12:30:15Z",
        "since": None if since is None else iso(since),
        "unasked": {},
        "rows": {name: truth(STORY, name, since) for name in sorted(names)},
    }
    assert document["rows"]["only ahead"]["count"] == 0
    assert len(counted_project.queries) == 1


@pytest.mark.requires_server
def test_properties_arrive_with_their_event(counted_project: Any) -> None:
    """Null is not an arrival, an empty value is; joined names do not stand for each other."""
    events = [
        happened("paid", NOW - 3 * DAY, {"plan": None}), happened("paid", NOW - 2 * DAY),
        happened("paid", NOW - DAY, {"plan": "", "other": 1}),
        happened("a.b", NOW - 5 * DAY, {"c": 1}), happened("a", NOW - DAY, {"b.c": False}),
        happened("soon", NOW + DAY, {"plan": 1}),
        *(happened("odd", NOW - DAY, {name: 1}) for name in STRANGE),
    ]  # fmt: skip
    counted_project.holds(events)
    asked = [("paid", "plan"), ("paid", "never"), ("a.b", "c"), ("a", "b.c"), ("soon", "plan")]
    asked += [("odd", name) for name in STRANGE]
    properties = tuple(PropertyOf(event=event, name=name) for event, name in asked)
    document = arrivals(counted_project, Questions(arrived_properties=properties))
    for each in properties:
        row = document["rows"][each.event]
        assert row["properties"][each.name] == carried(events, each)
        assert row["count"] == truth(events, each.event)["count"]
    assert document["rows"]["paid"]["properties"]["plan"]["first_seen"] == iso(NOW - DAY)
    assert document["rows"]["paid"]["properties"].keys() == {"plan", "never"}
    assert len(counted_project.queries) == 2


@pytest.mark.requires_server
@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b'", "{c}"]),
            st.integers(-50, 2),
            st.dictionaries(st.sampled_from(["p", "q%"]), st.sampled_from([None, "", 1, False])),
        ),
        max_size=40,
    ),
    st.none() | st.integers(0, 50),
)
def test_any_arrivals_are_counted_as_by_hand(
    counted_project: Any, given_events: list[tuple[str, int, Json]], ago: int | None
) -> None:
    """Server and plain counting agree on any moment to begin from."""
    events = [happened(name, NOW + at * DAY, having) for name, at, having in given_events]
    since = None if ago is None else NOW - ago * DAY
    properties = tuple(PropertyOf(event=e, name=n) for e in ("a", "b'") for n in ("p", "q%"))
    counted_project.holds(events)
    questions = Questions(
        arrivals=("a", "{c}", "d"), arrived_properties=properties, arrivals_since=since
    )
    rows = arrivals(counted_project, questions)["rows"]
    assert rows == {
        name: truth(events, name, since)
        | (
            {
                "properties": {
                    p.name: carried(events, p, since) for p in properties if p.event == name
                }
            }
            if name in ("a", "b'")
            else {}
        )
        for name in ("a", "b'", "d", "{c}")
    }


def test_many_names_are_asked_in_batches() -> None:
    """Five hundred names a query, and each of them once."""
    asked: list[list[str]] = []

    async def run(text: str, values: Json, name: str, limit: int) -> list[Json]:
        asked.append(values["names"])
        assert limit == len(values["names"])
        return []

    names = tuple(f"event {n}" for n in range(1201))
    document = asyncio.run(event_arrivals.read(run, NOW, Questions(arrivals=names)))
    assert [len(batch) for batch in asked] == [500, 500, 201]
    assert sorted(name for batch in asked for name in batch) == sorted(names)
    assert document["rows"].keys() == set(names)


def test_names_with_control_characters_are_not_asked_and_said_so() -> None:
    """Nothing is known of them, and the reason stands in their place."""

    async def run(text: str, values: Json, name: str, limit: int) -> list[Json]:
        assert values["names"] == ["a"]
        return []

    questions = Questions(
        arrivals=("a\n",),
        arrived_properties=(PropertyOf(event="a", name="p\t"), PropertyOf(event="b\r", name="p")),
    )
    document = asyncio.run(event_arrivals.read(run, NOW, questions))
    assert document["rows"].keys() == {"a"}
    assert document["unasked"].keys() == {"a\n", "a.p\t", "b\r"}


@pytest.mark.parametrize(
    "odd", [{"event": "b"}, {"event": None}, {"total": "1"}, {"first_at": None}, {"last_at": -1}]
)
def test_a_row_of_another_shape_is_unusable(odd: Json) -> None:
    """An event that was not asked for is not passed over."""

    async def run(*_: object) -> list[Json]:
        return [{"event": "a", "total": 1, "first_at": 1, "last_at": 1} | odd]

    with pytest.raises(errors.AnswerUnusable):
        asyncio.run(event_arrivals.read(run, NOW, Questions(arrivals=("a",))))
