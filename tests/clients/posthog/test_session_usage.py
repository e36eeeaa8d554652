"""Which events share sessions, from the test server over HTTP, against plain counting."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients import errors
from clients.posthog import PostHog, session_usage
from demo.posthog.events import Event
from scans.model import Json, Questions

NOW = datetime(2026, 11, 20, 12, 30, 15, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def happened(name: str, at: datetime, session: str | None) -> Event:
    """One event of a session, or of none."""
    return Event(str(uuid4()), name, "p", at, {} if session is None else {"$session_id": session})


def truth(events: Iterable[Event], group: Sequence[str], recent: int = 7) -> Json:
    """The row that plain counting gives for a group."""
    names: dict[str, set[str]] = defaultdict(set)
    for event in events:
        session = event.properties.get("$session_id")
        inside = NOW - timedelta(days=recent) <= event.timestamp < NOW
        if session and inside and event.name in group:
            names[session].add(event.name)
    return {"sessions": len(names), "shared": sum(len(each) > 1 for each in names.values())}


def usage(project: Any, *groups: tuple[str, ...], recent: int = 7) -> Json:
    """What the client reads."""

    async def ask(posthog: PostHog) -> Json:
        return await posthog.session_usage(NOW, Questions(sessions=groups, recent_days=recent))

    return project.read(ask)


@pytest.mark.requires_server
def test_sessions_are_counted_once_and_shared_by_two_names(counted_project: Any) -> None:
    """Ten of one name are one name; rows without a session, or out of the window, do not count."""
    at = NOW - timedelta(days=2)
    events = [
        *(happened("a", at, "alone") for _ in range(10)),
        *(happened(name, at, "both") for name in ("a", "b", "b")),
        *(happened(name, at, "all") for name in ("a", "b", "c")),
        *(happened(name, at, None) for name in ("a", "b")),
        *(happened(name, at, "") for name in ("a", "b")),
        happened("a", NOW - timedelta(days=7), "edge"), happened("b", NOW - TICK, "edge"),
        happened("a", NOW - timedelta(days=7) - TICK, "out"), happened("b", NOW, "out"),
        happened("c", at, "other"),
    ]  # fmt: skip
    counted_project.holds(events)
    document = usage(counted_project, ("b", "a"), ("a", "b", "c"), ("never", "seen"), ("a",))
    assert document["rows"] == {
        "a": {"sessions": 4, "shared": 0},
        "a + b": {"sessions": 4, "shared": 3},
        "a + b + c": {"sessions": 5, "shared": 3},
        "never + seen": {"sessions": 0, "shared": 0},
    }
    assert document["window_days"] == 7
    assert len(counted_project.queries) == 1


@pytest.mark.requires_server
@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b'", "{g0}", "d\\"]),
            st.integers(-5 * 24, 2),
            st.sampled_from(["s1", "s2", "s3", "", None]),
        ),
        max_size=50,
    ),
    st.lists(
        st.lists(st.sampled_from(["a", "b'", "{g0}", "d\\"]), min_size=1, max_size=4, unique=True),
        min_size=1,
        max_size=70,
    ),
)
def test_any_sessions_are_counted_as_by_hand(
    counted_project: Any, given_events: list[tuple[str, int, str | None]], groups: list[list[str]]
) -> None:
    """Server and plain counting agree on any groups, over as many queries as they take."""
    events = [
        happened(name, NOW + timedelta(hours=at), session) for name, at, session in given_events
    ]
    counted_project.holds(events)
    rows = usage(counted_project, *(tuple(group) for group in groups), recent=3)["rows"]
    assert rows == {" + ".join(sorted(group)): truth(events, group, 3) for group in groups}


def test_a_group_with_control_characters_is_not_asked_and_said_so() -> None:
    """Nothing is known of it, and the reason stands in its place."""

    async def run(*_: object) -> list[Json]:
        raise AssertionError("asked")

    questions = Questions(sessions=(("a", "b\n"),))
    document = asyncio.run(session_usage.read(run, NOW, questions))
    assert document["rows"] == {}
    assert document["unasked"] == {"a + b\n": "its name has control characters"}


@pytest.mark.parametrize("odd", [{"place": 2}, {"place": 0}, {"sessions": "1"}, {"shared": None}])
def test_a_row_of_another_shape_is_unusable(odd: Json) -> None:
    """A group that was not asked for is not passed over."""

    async def run(*_: object) -> list[Json]:
        return [{"place": 1, "sessions": 1, "shared": 1} | odd]

    with pytest.raises(errors.AnswerUnusable):
        asyncio.run(session_usage.read(run, NOW, Questions(sessions=(("a", "b"),))))
