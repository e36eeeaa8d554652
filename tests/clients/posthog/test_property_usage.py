"""What rows carry, from the test server over HTTP, against plain counting."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients import errors
from clients.posthog import PostHog, property_usage
from clients.posthog.property_usage import ROOMS, TOO_MANY, portions
from clients.posthog.usage_rows import MOST_ROWS, ROWS_AT_ONCE, fraction
from demo.posthog.events import Event
from scans.model import Json, PropertyOf, Questions

NOW = datetime(2026, 11, 20, 12, 30, 15, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TICK = timedelta(microseconds=1)

NAMES = ("plan", "it's", 'say "hi"', "back\\slash", "{limit}", "100%", "a/b~c", "ünï", "", "a.b")
VALUES: tuple[Any, ...] = (
    "x", "", "null", "1", 0, -3, 2.5, 1e300, 2**63 + 5, True, False, None, [], [1], {}, {"z": [1]},
)  # fmt: skip


def happened(name: str, at: datetime, person: str = "p", /, **properties: Any) -> Event:
    """One event."""
    return Event(str(uuid4()), name, person, at, properties)


def carrying(name: str, at: datetime, properties: Json) -> Event:
    """One event, with properties of any name."""
    return Event(str(uuid4()), name, "p", at, properties)


KINDS: dict[str, str] = {
    "str": "string", "bool": "boolean", "dict": "object", "list": "array", "NoneType": "null",
}  # fmt: skip


def kind(value: Any) -> str:
    """The word for a JSON type."""
    return KINDS.get(type(value).__name__, "number")


def side(events: Iterable[Event]) -> Json:
    """What plain counting gives for the rows of one event."""
    rows = list(events)
    carried = [
        (name, kind(value))
        for row in rows
        for name, value in row.properties.items()
        if not name.startswith("$")
    ]
    types: Json = {name: {} for name, _ in carried}
    for (name, word), count in Counter(carried).items():
        types[name][word] = count
    present = {
        name: sum(count for word, count in words.items() if word != "null")
        for name, words in types.items()
    }
    return {"count": len(rows), "with": present, "types": types}


def truth(events: Iterable[Event], name: str, recent: int = 7, baseline: int = 28) -> Json:
    """The row that plain counting gives for an event."""
    rows = [event for event in events if event.name == name and event.timestamp < NOW]
    since = NOW - recent * DAY
    start = since - baseline * DAY
    return {
        **side(row for row in rows if row.timestamp >= since),
        "before": side(row for row in rows if start <= row.timestamp < since),
    }


def usage(project: Any, questions: Questions, known: Json | None = None) -> Json:
    """What the client reads."""

    async def ask(posthog: PostHog) -> Json:
        return await posthog.property_usage(NOW, questions, known)

    return project.read(ask)


EVERYTHING = [
    carrying("order", NOW - place * DAY, {name: value, "$lib": "web"})
    for place, (name, value) in enumerate((name, value) for name in NAMES for value in VALUES)
]
BORDERS = [
    happened("edge", at + step, plan="x")
    for at in (NOW, NOW - 7 * DAY, NOW - 35 * DAY)
    for step in (-TICK, 0 * TICK, TICK)
]


@pytest.mark.requires_server
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/St_Johns"])
def test_rows_are_counted_by_property_and_type(counted_project: Any, zone: str) -> None:
    """Present and not null is carried, an empty string too; PostHog's own names stay out."""
    moved = [
        carrying(each.name, NOW - (each.timestamp - NOW) / 5 - 10 * DAY, each.properties)
        for each in EVERYTHING
    ]
    events = [*EVERYTHING, *moved, *BORDERS, happened("bare", NOW - DAY), happened("other", NOW)]
    counted_project.holds(events, zone)
    names = ("order", "edge", "bare", "never")
    document = usage(counted_project, Questions(coverage=names))
    assert document["rows"] == {name: truth(events, name) for name in sorted(names)}
    assert document["rows"]["never"]["count"] == 0
    assert {name: document[name] for name in ("as_of", "window_days", "baseline_days")} == {
        "as_of": "2026-11-20T12:30:15Z",
        "window_days": 7,
        "baseline_days": 28,
    }
    assert document["unasked"] == {}
    assert len(counted_project.queries) == 1


@pytest.mark.requires_server
@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b'", "{c}"]),
            st.integers(-40 * 86_400, 86_400),
            st.dictionaries(st.sampled_from([*NAMES, "$ip"]), st.sampled_from(VALUES), max_size=4),
        ),
        max_size=40,
    ),
    st.integers(1, 9),
    st.integers(1, 30),
)
def test_any_rows_are_counted_as_by_hand(
    counted_project: Any, given_rows: list[tuple[str, int, Json]], recent: int, baseline: int
) -> None:
    """Server and plain counting agree on every name and value."""
    events = [
        Event(str(uuid4()), name, "p", NOW + timedelta(seconds=at), properties)
        for name, at, properties in given_rows
    ]
    counted_project.holds(events)
    asked = Questions(coverage=("a", "b'", "{c}"), recent_days=recent, baseline_days=baseline)
    expected = {name: truth(events, name, recent, baseline) for name in ("a", "b'", "{c}")}
    assert usage(counted_project, asked)["rows"] == expected


@pytest.mark.requires_server
def test_a_drop_shows_in_its_hour(counted_project: Any) -> None:
    """Rows, and rows with it, by UTC hour; hours without rows are not there."""
    drop = datetime(2026, 11, 18, 9, 20, tzinfo=UTC)
    events = [
        carrying("order", at, {"plan": "x"} if at < drop else {})
        for at in (NOW - n * HOUR / 4 for n in range(1, 4 * 24 * 20))
        if at.hour != 3
    ]
    counted_project.holds(events, "America/St_Johns")
    asked = Questions(hourly=(PropertyOf(event="order", name="plan"),))
    row = usage(counted_project, asked)["rows"]["order"]
    start = (NOW - 14 * DAY).replace(minute=0, second=0)
    expected: dict[int, list[int]] = {}
    for event in events:
        if event.timestamp >= start:
            hour = int(event.timestamp.timestamp()) // 3600 * 3600
            rows, carried = expected.get(hour, (0, 0))
            expected[hour] = [rows + 1, carried + ("plan" in event.properties)]
    assert row == {"hourly": {"plan": [[hour, *expected[hour]] for hour in sorted(expected)]}}
    assert [drop.replace(minute=0).timestamp(), 4, 2] in row["hourly"]["plan"]


@pytest.mark.requires_server
def test_coverage_and_hours_come_together(counted_project: Any) -> None:
    """A row may have both; a name that joins to the same text as another counts for itself."""
    events = [
        happened("a.b", NOW - HOUR, c=1),
        carrying("a", NOW - HOUR, {"b.c": None, "d": 1}),
        carrying("a", NOW - HOUR, {"b.c": 2, "": 1}),
    ]
    counted_project.holds(events)
    hourly = tuple(
        PropertyOf(event=e, name=n) for e, n in (("a.b", "c"), ("a", "b.c"), ("a", "no"), ("a", ""))
    )
    rows = usage(counted_project, Questions(coverage=("a",), hourly=hourly))["rows"]
    hour = int((NOW - HOUR).timestamp()) // 3600 * 3600
    assert rows["a.b"] == {"hourly": {"c": [[hour, 1, 1]]}}
    assert rows["a"]["hourly"] == {
        "": [[hour, 2, 1]],
        "b.c": [[hour, 2, 1]],
        "no": [[hour, 2, 0]],
    }
    assert rows["a"]["with"] == {"": 1, "b.c": 1, "d": 1}
    assert len(counted_project.queries) == 2


def test_nothing_asked_costs_nothing() -> None:
    """No names, no request."""

    async def run(*_: object) -> list[Json]:
        raise AssertionError("asked")

    document = asyncio.run(property_usage.read(run, NOW, Questions()))
    assert document["rows"] == {}


@pytest.mark.parametrize("name", ["tab\there", "line\nbreak", "nul\0", "del\x7f", "c1\x85"])
def test_a_name_with_control_characters_is_not_asked_and_said_so(name: str) -> None:
    """It gets no row of zeros, which would say that it never happened."""

    async def run(*_: object) -> list[Json]:
        raise AssertionError("asked")

    document = asyncio.run(property_usage.read(run, NOW, Questions(coverage=(name,))))
    assert document["rows"] == {}
    assert document["unasked"] == {name: "its name has control characters"}
    hourly = Questions(hourly=(PropertyOf(event="order", name=name),))
    document = asyncio.run(property_usage.read(run, NOW, hourly))
    assert document["rows"] == {}
    assert document["unasked"] == {f"order.{name}": "its name has control characters"}


@pytest.mark.requires_server
def test_a_huge_project_is_read_by_sample(counted_project: Any) -> None:
    """The rare events whole; of the largest some people, each with everything or nothing."""
    people = [f"person {n}" for n in range(400)]
    events = [happened("huge", NOW - n * DAY, person, plan=1) for person in people for n in (1, 20)]
    events += [happened("rare", NOW - DAY, person, plan=1) for person in people[:50]]
    counted_project.holds(events)
    known = {"rows": {"huge": {"daily": [ROWS_AT_ONCE // 10] * 180}, "rare": {"daily": [2] * 180}}}
    document = usage(counted_project, Questions(coverage=("huge", "rare")), known)
    huge, rare = (document["rows"][name] for name in ("huge", "rare"))
    assert rare["count"] == 50
    assert "sample" not in rare
    assert huge["sample"] == 0.27
    assert 60 < huge["count"] < 160
    assert huge["count"] == huge["before"]["count"] == huge["with"]["plan"]
    assert len(counted_project.queries) == 2


def _in_question(text: str) -> int:
    found = re.search(r"cityHash64\(distinct_id\) <= (\d+)", text)
    return 2**64 if found is None else int(found[1]) + 1


@given(st.integers(0, 10**12))
def test_a_sample_is_a_fraction_that_a_query_can_name(rows: int) -> None:
    """All, or at most half: the bound is a number of 63 bits, and no more rows than allowed."""
    sample = fraction(rows)
    bound = _in_question(property_usage.text(165, sample))
    assert bound == 2**64 if rows <= ROWS_AT_ONCE else bound <= 2**63
    assert sample == 0.01 or rows * sample <= ROWS_AT_ONCE


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(0, 10**7), max_size=9))
def test_every_event_is_in_one_portion_and_the_whole_ones_are_the_rarest(
    expected: dict[str, int],
) -> None:
    """Nothing is forgotten, and what is read whole is never more than allowed."""
    found = portions(sorted(expected), expected)
    assert sorted(name for names, _ in found for name in names) == sorted(expected)
    whole_ones = [name for names, sample in found[:1] if sample == 1 for name in names]
    assert len(found) == 1 or sum(expected[name] for name in whole_ones) <= ROWS_AT_ONCE
    rest = [expected[name] for names, _ in found[1:] for name in names]
    assert not rest or max((expected[name] for name in whole_ones), default=0) <= min(rest)


@pytest.mark.requires_server
def test_an_event_with_too_many_properties_is_left_out_alone(counted_project: Any) -> None:
    """Many get more room, too many are named, and the others are answered all the same."""
    some, most = ROOMS[0][1] + 10, ROOMS[1][1] + 10
    events = [
        carrying("wide", NOW - DAY, {f"p{n}": n for n in range(some)}),
        carrying("wild", NOW - DAY, {f"p{n}": n for n in range(most)}),
        happened("tame", NOW - DAY, plan="x"),
    ]
    counted_project.holds(events)
    document = usage(counted_project, Questions(coverage=("wide", "wild", "tame")))
    assert document["unasked"] == {"wild": TOO_MANY}
    assert document["rows"] == {name: truth(events, name) for name in ("tame", "wide")}
    assert len(counted_project.queries) == 2


@pytest.mark.requires_server
def test_a_question_that_ran_out_of_time_is_asked_of_fewer_people(counted_project: Any) -> None:
    """Once, and the row says so."""
    events = [happened("order", NOW - DAY, f"p{n}", plan="x") for n in range(300)]
    counted_project.holds(events)
    bounds: list[int] = []

    async def run(text: str, values: Json, name: str, limit: int) -> list[Json]:
        bounds.append(_in_question(text))
        if len(bounds) == 1:
            raise errors.TimedOut("PostHog", "query", "ReadTimeout")

        async def ask(posthog: PostHog) -> Any:
            return await posthog.query(text, values, name, limit)

        return await asyncio.to_thread(counted_project.read, ask)

    document = asyncio.run(property_usage.read(run, NOW, Questions(coverage=("order",))))
    row = document["rows"]["order"]
    assert row["sample"] == 0.1
    assert 5 < row["count"] < 70
    assert [bound == 2**64 for bound in bounds] == [True, False]


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(st.text("ab", min_size=1, max_size=3), st.integers(1, 200), max_size=12),
    st.integers(1, 30),
)
def test_hours_are_asked_in_questions_that_one_answer_holds(
    properties: dict[str, int], recent: int
) -> None:
    """Each property once, and never more rows than PostHog gives."""
    sent: list[Json] = []

    async def run(text: str, values: Json, name: str, limit: int) -> list[Json]:
        sent.append(values)
        return []

    named = [(event, f"p{n}") for event, count in properties.items() for n in range(count)]
    hourly = tuple(PropertyOf(event=event, name=name) for event, name in named)
    asyncio.run(property_usage.read(run, NOW, Questions(hourly=hourly, recent_days=recent)))
    carried = [name for values in sent for name in values["carried"]]
    assert sorted(carried) == sorted(f"{event}.{name}" for event, name in named)
    for values in sent:
        hours = (values["until"] - values["since"]) // 3600 + 1
        assert hours * (len(values["names"]) + len(values["carried"])) <= MOST_ROWS


@pytest.mark.parametrize("error", [errors.ServerFailed, errors.TimedOut, errors.AnswerUnusable])
def test_hours_that_cannot_be_read_leave_the_counts_alone(error: type[errors.ClientError]) -> None:
    """A row without hours says that nobody knows them; a missing scope is still a failure."""

    async def run(text: str, values: Json, name: str, limit: int) -> list[Json]:
        if "start_of_hour" in text:
            raise failure
        return [
            {"event": "a", "property": "$", "kind": "Null", "recent_rows": 3, "before_rows": 4},
        ]

    asked = Questions(coverage=("a",), hourly=(PropertyOf(event="a", name="p"),))
    failure: errors.ClientError = error("PostHog", "query", "memory limit, or cut off")
    row = asyncio.run(property_usage.read(run, NOW, asked))["rows"]["a"]
    assert row["count"] == 3
    assert "hourly" not in row
    failure = errors.ScopeMissing("PostHog", "query", "403")
    with pytest.raises(errors.ScopeMissing):
        asyncio.run(property_usage.read(run, NOW, asked))


@pytest.mark.parametrize(
    "odd",
    [{"event": "b"}, {"event": None}, {"property": 3}, {"kind": "Decimal"}, {"recent_rows": None}],
)
def test_a_row_of_another_shape_is_unusable(odd: Json) -> None:
    """A row that was not asked for, or a type nobody knows, is not passed over."""
    row = {"event": "a", "property": "p", "kind": "String", "recent_rows": 1, "before_rows": 1}

    async def run(*_: object) -> list[Json]:
        return [row | odd]

    with pytest.raises(errors.AnswerUnusable):
        asyncio.run(property_usage.read(run, NOW, Questions(coverage=("a",))))
