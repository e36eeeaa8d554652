"""Starts and finishes, from the test server over HTTP, against plain counting."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients import errors
from clients.posthog import PostHog, pair_usage
from demo.posthog.events import Event
from scans.model import Json, Pair, Questions

NOW = datetime(2026, 11, 20, 12, 30, 15, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BOUGHT = Pair(start="checkout_started", finish="order_completed")


def happened(name: str, at: datetime, session: str | None, **properties: Any) -> Event:
    """One event of a session, or of none."""
    within = {} if session is None else {"$session_id": session}
    return Event(str(uuid4()), name, "p", at, within | properties)


def shared(event: Event, pair: Pair) -> str | None:
    """What joins the event to others as text, and None for nothing."""
    value = event.properties.get(pair.by)
    text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
    return None if text in ("", "null") else text


def truth(events: Iterable[Event], pair: Pair, recent: int = 7, baseline: int = 28) -> Json:
    """The row that plain counting gives for a pair."""
    border = NOW - recent * DAY
    together: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event.timestamp):
        key = shared(event, pair)
        if key is not None and border - baseline * DAY <= event.timestamp < NOW:
            together[key].append(event)
    windows = ((border, NOW), (border - baseline * DAY, border))
    now, before = (_counted(together.values(), pair, *window) for window in windows)
    return {**now, "before": before, "by": pair.by, "within_hours": pair.within_hours}


def _counted(together: Iterable[list[Event]], pair: Pair, since: datetime, until: datetime) -> Json:
    within = pair.within_hours * HOUR
    starts = finished = 0
    for events in together:
        begun = [
            event.timestamp
            for event in events
            if event.name == pair.start
            and since <= event.timestamp < until
            and event.timestamp + within <= NOW
        ]
        ends = [event.timestamp for event in events if event.name in (pair.finish, *pair.also)]
        starts += bool(begun)
        finished += any(min(begun) <= end <= min(begun) + within for end in ends if begun)
    return {"starts": starts, "finished": finished}


def usage(project: Any, *pairs: Pair, recent: int = 7, baseline: int = 28) -> Json:
    """What the client reads."""
    questions = Questions(pairs=pairs, recent_days=recent, baseline_days=baseline)

    async def ask(posthog: PostHog) -> Json:
        return await posthog.pair_usage(NOW, questions)

    return project.read(ask)


def story() -> list[Event]:
    """Each case that a start can be in, in a session that is called after it."""
    start, finish = BOUGHT.start, BOUGHT.finish
    at = NOW - 3 * DAY
    return [
        *(happened(name, at, "finished") for name in (start, finish)),
        happened(start, at, "never"),
        *(happened(start, at + n * HOUR, "twice") for n in range(3)),
        happened(finish, at + 25 * HOUR, "twice"),
        happened(start, at, "just in time"), happened(finish, at + 24 * HOUR, "just in time"),
        happened(start, at, "too late"),
        happened(finish, at + 24 * HOUR + timedelta(milliseconds=1), "too late"),
        happened(start, at, "finish first"),
        happened(finish, at - timedelta(milliseconds=1), "finish first"),
        happened(finish, at, "no start"),
        happened(start, NOW - 24 * HOUR, "old enough"),
        happened(start, NOW - 24 * HOUR + timedelta(milliseconds=1), "too young"),
        happened(start, at, None), happened(finish, at, None),
        happened(start, at, ""), happened(finish, at, ""),
        happened(start, NOW - 7 * DAY, "border"), happened(finish, NOW - 7 * DAY, "border"),
        happened(start, NOW - 7 * DAY - timedelta(milliseconds=1), "over the border"),
        happened(finish, NOW - 7 * DAY, "over the border"),
        happened(start, NOW - 35 * DAY, "oldest"),
        happened(start, NOW - 35 * DAY - timedelta(milliseconds=1), "too old"),
        happened(start, NOW + DAY, "ahead of time"),
        happened(start, NOW - 20 * DAY, "both windows"), happened(start, at, "both windows"),
        happened(finish, at + HOUR, "both windows"),
    ]  # fmt: skip


@pytest.mark.requires_server
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/St_Johns"])
def test_a_start_counts_once_and_is_finished_in_time_or_not(
    counted_project: Any, zone: str
) -> None:
    """Once per session and window, from the first start; a start without time yet does not."""
    counted_project.holds(story(), zone)
    document = usage(counted_project, BOUGHT)
    assert document["rows"] == {BOUGHT.key: truth(story(), BOUGHT)}
    assert document["rows"][BOUGHT.key] == {
        "starts": 9,
        "finished": 4,
        "before": {"starts": 3, "finished": 1},
        "by": "$session_id",
        "within_hours": 24,
    }
    assert len(counted_project.queries) == 1


@pytest.mark.requires_server
def test_any_of_several_events_ends_a_pair(counted_project: Any) -> None:
    """Failed is as good an end as completed."""
    pair = Pair(start="export_started", finish="export_completed", also=("export_failed",))
    ends = [(pair.finish, "s1"), ("export_failed", "s2"), ("export_paused", "s3")]
    events = [happened(pair.start, NOW - 2 * DAY, session) for _, session in ends]
    events += [happened(name, NOW - 2 * DAY + HOUR, session) for name, session in ends]
    counted_project.holds(events)
    row = usage(counted_project, pair)["rows"][pair.key]
    assert (row["starts"], row["finished"]) == (3, 2)


@pytest.mark.requires_server
@pytest.mark.parametrize("by", ["order_id", "100%", "it's", 'say "hi"', "a/b~c", "{by}", "ünï"])
def test_a_pair_may_be_joined_by_a_property_of_any_name(counted_project: Any, by: str) -> None:
    """A number meets its text; null, empty and absent join nothing."""
    pair = Pair(start="begun", finish="done", by=by, within_hours=48)
    values: list[Any] = [1, "1", "x", "null", "", None, True, ["x"], 2.5]
    events = [happened("begun", NOW - 4 * DAY, "s", **{by: value}) for value in values]
    events += [
        happened("done", NOW - 3 * DAY, "s", **{by: value}) for value in ("1", None, "", 2.5)
    ]
    events += [happened("begun", NOW - 4 * DAY, "s"), happened("done", NOW - 3 * DAY, "s")]
    counted_project.holds(events)
    row = usage(counted_project, pair)["rows"][pair.key]
    assert row == truth(events, pair)
    assert (row["starts"], row["finished"]) == (5, 2)


@pytest.mark.requires_server
def test_many_pairs_are_asked_at_once(counted_project: Any) -> None:
    """Fifty of a kind in one query; events may be in several pairs, and at both ends."""
    steps = [f"step {n}" for n in range(60)]
    pairs = [
        Pair(start=first, finish=second, within_hours=1 + n % 3)
        for n, (first, second) in enumerate(pairwise(steps))
    ]
    events = [
        happened(name, NOW - 5 * DAY + n * HOUR * (1 + session % 4), f"s{session}")
        for session in range(8)
        for n, name in enumerate(steps[: 10 * session])
    ]
    counted_project.holds(events)
    document = usage(counted_project, *pairs)
    assert document["rows"] == {pair.key: truth(events, pair) for pair in pairs}
    assert len(counted_project.queries) == 2


STRANGE = st.sampled_from(["a", "b'", "{s0}", "d\\"])


@pytest.mark.requires_server
@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(
            STRANGE,
            st.integers(-12 * 24 * 4, 8).map(lambda quarters: quarters * timedelta(minutes=15)),
            st.sampled_from(["s1", "s2", "s3", "", None]),
            st.sampled_from([1, "1", None, ""]),
        ),
        max_size=60,
    ),
    st.lists(
        st.builds(
            Pair,
            start=STRANGE,
            finish=STRANGE,
            by=st.sampled_from(["$session_id", "id"]),
            within_hours=st.integers(1, 72),
        ),
        min_size=1,
        max_size=5,
        unique_by=lambda pair: pair.key,
    ),
)
def test_any_events_are_paired_as_by_hand(
    counted_project: Any, given_events: list[tuple[Any, ...]], pairs: list[Pair]
) -> None:
    """Server and plain counting agree on every order of starts and finishes."""
    events = [happened(name, NOW + at, session, id=key) for name, at, session, key in given_events]
    counted_project.holds(events)
    rows = usage(counted_project, *pairs, recent=4, baseline=6)["rows"]
    assert rows == {pair.key: truth(events, pair, 4, 6) for pair in pairs}


@pytest.mark.parametrize("part", ["start", "finish", "by", "also"])
def test_a_pair_with_control_characters_is_not_asked_and_said_so(part: str) -> None:
    """Nothing is known of it, and the reason stands in its place."""
    changed: Json = {part: ("a\nb",) if part == "also" else "a\nb"}
    pair = Pair.model_validate({"start": "a", "finish": "b"} | changed)

    async def run(*_: object) -> list[Json]:
        raise AssertionError("asked")

    document = asyncio.run(pair_usage.read(run, NOW, Questions(pairs=(pair,))))
    assert document["rows"] == {}
    assert document["unasked"] == {pair.key: "its name has control characters"}


@pytest.mark.parametrize("odd", [{"pair": 2}, {"pair": 0}, {"pair": None}, {"recent_starts": "1"}])
def test_a_row_of_another_shape_is_unusable(odd: Json) -> None:
    """A pair that was not asked for is not passed over."""
    row = {"pair": 1, "recent_starts": 1, "recent_finished": 1, "before_starts": 1}

    async def run(*_: object) -> list[Json]:
        return [row | {"before_finished": 1} | odd]

    with pytest.raises(errors.AnswerUnusable):
        asyncio.run(pair_usage.read(run, NOW, Questions(pairs=(BOUGHT,))))
