"""The query texts a worker sends give the numbers that the story was made from.

Every truth here is counted over the generated events in Python, without a query.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from demo.posthog.events import Event
from demo.posthog.story import Story

pytestmark = pytest.mark.requires_server
TEXTS = Path(__file__).parent / "texts"
PAIR = ("checkout_started", "order_completed")
Rows = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def window(now: datetime) -> dict[str, Any]:
    """The last fourteen days, as the texts want them."""
    return {
        "since": int((now - timedelta(days=14)).timestamp()),
        "until": int(now.timestamp()),
        "day_ago": int((now - timedelta(days=1)).timestamp()),
    }


@pytest.fixture
def events(story: Story, window: dict[str, Any]) -> list[Event]:
    """The events inside the window."""
    since, until = window["since"], window["until"]
    return [one for one in story.events if since <= one.timestamp.timestamp() < until]


@pytest.fixture
def rows(company: httpx.Client, window: dict[str, Any]) -> Rows:
    """Sends one of the texts and answers its rows by column name."""

    def ask(name: str, **values: Any) -> list[dict[str, Any]]:
        text = (TEXTS / f"{name}.sql").read_text(encoding="utf-8")
        query = {"kind": "HogQLQuery", "query": text, "values": window | values}
        answer = company.post("/api/projects/1/query/", json={"query": query}).json()
        return [dict(zip(answer["columns"], row, strict=True)) for row in answer["results"]]

    return ask


def _named(events: list[Event], name: str) -> list[Event]:
    return [event for event in events if event.name == name]


def _people(events: list[Event]) -> int:
    return len({event.distinct_id for event in events})


def _last_day(events: list[Event], window: dict[str, Any]) -> int:
    return sum(event.timestamp.timestamp() >= window["day_ago"] for event in events)


def test_flag_usage(rows: Rows, events: list[Event], window: dict[str, Any]):
    """One row per key and response, booleans as text and a missing response as null."""
    truth: dict[tuple[str, str | None], list[Event]] = defaultdict(list)
    for event in _named(events, "$feature_flag_called"):
        response = event.properties.get("$feature_flag_response")
        text = str(response).lower() if isinstance(response, bool) else response
        truth[event.properties["$feature_flag"], text].append(event)
    answered = rows("flag_usage")
    assert {(row["flag_key"], row["response"]) for row in answered} == set(truth)
    for row in answered:
        calls = truth[row["flag_key"], row["response"]]
        assert row["calls"] == len(calls)
        assert row["calls_24h"] == _last_day(calls, window)
        assert row["users"] == _people(calls)
        assert set(row["libs"]) == {call.properties["$lib"] for call in calls}
        assert row["first_call"] == int(calls[0].timestamp.timestamp())
        assert row["last_call"] == int(calls[-1].timestamp.timestamp())


def test_ghost_flags(rows: Rows, events: list[Event]):
    """Only the summer sale is asked for without being there."""
    (row,) = rows("ghost_flags", min_calls=100)
    calls = [
        event
        for event in _named(events, "$feature_flag_called")
        if event.properties["$feature_flag"] == "summer-sale"
    ]
    assert row == {
        "flag_key": "summer-sale",
        "calls": len(calls),
        "users": _people(calls),
        "last_call": int(calls[-1].timestamp.timestamp()),
    }
    assert rows("ghost_flags", min_calls=len(calls) + 1) == []


def test_event_volume(rows: Rows, events: list[Event], story: Story, window: dict[str, Any]):
    """Days are the project's; names without events have no row."""
    zone = ZoneInfo(story.zone)
    names = [*PAIR, "gift_wrap_selected", "never_heard_of"]
    answered = {row.pop("event"): row for row in rows("event_volume", names=names)}
    assert set(answered) == set(PAIR)
    for name, row in answered.items():
        truth = _named(events, name)
        assert row == {
            "total": len(truth),
            "last_day": _last_day(truth, window),
            "active_days": len({event.timestamp.astimezone(zone).date() for event in truth}),
            "users": _people(truth),
            "last_event": int(truth[-1].timestamp.timestamp()),
        }


def test_property_coverage(rows: Rows, events: list[Event]):
    """A property counts where it is present, whatever its value."""
    answered = rows("property_coverage", names=list(PAIR), p0="payment_method", p1="$session_id")
    for row in answered:
        truth = _named(events, row["event"])
        assert row["total"] == len(truth)
        assert row["c0"] == sum("payment_method" in event.properties for event in truth)
        assert row["c1"] == sum("$session_id" in event.properties for event in truth)
    assert {row["event"]: row["c0"] > 0 for row in answered} == {PAIR[0]: False, PAIR[1]: True}


def test_pair_balance(rows: Rows, events: list[Event]):
    """Starts and finishes by UTC day, whatever the project's zone."""
    counted: Counter[tuple[int, str]] = Counter()
    people: dict[tuple[int, str], set[str]] = defaultdict(set)
    for event in events:
        midnight = event.timestamp.replace(hour=0, minute=0, second=0, microsecond=0)
        bucket = int(midnight.timestamp()), event.name
        counted[bucket] += 1
        people[bucket].add(event.distinct_id)
    answered = rows("pair_balance", start=PAIR[0], finish=PAIR[1], pair=list(PAIR))
    assert len(answered) == 15
    assert all(datetime.fromtimestamp(row["day"], UTC).hour == 0 for row in answered)
    for row in answered:
        start, finish = ((row["day"], name) for name in PAIR)
        assert (row["starts"], row["finishes"]) == (counted[start], counted[finish])
        assert (row["start_users"], row["finish_users"]) == (
            len(people[start]),
            len(people[finish]),
        )


def test_people_who_never_finish(rows: Rows, events: list[Event]):
    """Everybody is in exactly one of three groups."""
    started, finished = ({one.distinct_id for one in _named(events, name)} for name in PAIR)
    answered = rows("pair_people", start=PAIR[0], finish=PAIR[1], pair=list(PAIR))
    assert answered == [
        {
            "people": len(started | finished),
            "started_only": len(started - finished),
            "finished_only": len(finished - started),
        }
    ]


def test_exceptions_by_issue_and_bucket(rows: Rows, events: list[Event]):
    """Five-minute buckets without events have no row."""
    truth: Counter[tuple[str, int]] = Counter()
    for event in _named(events, "$exception"):
        at = int(event.timestamp.timestamp())
        truth[event.properties["$exception_issue_id"], at - at % 300] += 1
    answered = rows("exceptions")
    assert {(row["issue_id"], row["bucket"]): row["occurrences"] for row in answered} == truth
    single = [row for row in answered if row["occurrences"] == 1]
    # A server-side error belongs to no session.
    assert {(row["users"], row["sessions"]) for row in single} == {(1, 0), (1, 1)}
    assert [row["bucket"] for row in answered] == sorted(row["bucket"] for row in answered)
