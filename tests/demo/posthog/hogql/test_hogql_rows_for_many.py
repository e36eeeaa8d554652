"""A row that stands for many events counts as all of them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import repeat
from typing import Any, cast

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.posthog.events import Event
from demo.posthog.hogql.engine import Engine
from demo.posthog.hogql.refusals import NotCovered

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)

COUNTING = {
    "by event": """
        SELECT event, count() AS n, countIf(distinct_id = 'p') AS mine, uniq(distinct_id) AS people,
               sum(1) AS ones, sumIf(2, distinct_id = 'p') AS twos
        FROM events GROUP BY event ORDER BY event LIMIT 99""",
    "all": "SELECT count() AS n FROM events LIMIT 1",
    "counts of counts": """
        SELECT event, sum(n) AS total, groupArray(n) AS each FROM (
          SELECT event, distinct_id, count() AS n FROM events GROUP BY event, distinct_id
        ) GROUP BY event ORDER BY event LIMIT 99""",
    "of several for each": """
        SELECT name, count() AS n FROM (SELECT arrayJoin([event, distinct_id]) AS name FROM events)
        GROUP BY name ORDER BY name LIMIT 99""",
    "of two selects": """
        SELECT count() AS n FROM (
          SELECT event AS e FROM events UNION ALL SELECT distinct_id AS e FROM events
        ) LIMIT 1""",
    "of members": """
        SELECT count() AS n FROM events WHERE event IN (SELECT distinct_id FROM events) LIMIT 1""",
    "in arrays": """
        SELECT event, length(groupArray(distinct_id)) AS n,
               length(groupArrayIf(1, event = 'p')) AS i
        FROM events GROUP BY event ORDER BY event LIMIT 99""",
    "not at all": "SELECT DISTINCT event FROM events ORDER BY event LIMIT 99",
    "of what is distinct": "SELECT count() AS n FROM (SELECT DISTINCT event FROM events) LIMIT 1",
}


def _event(number: int, name: str, person: str, times: int) -> Event:
    at = NOW - timedelta(hours=number)
    return Event(f"{number:032x}", name, person, at, {}, times)


@pytest.fixture(scope="module")
def engines() -> Iterator[tuple[Engine, Engine]]:
    """One for rows that stand for many, one for as many rows."""
    both = Engine("UTC"), Engine("UTC")
    yield both
    for each in both:
        each.close()


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("pqr"), st.sampled_from("pqr"), st.integers(1, 4)), max_size=12
    )
)
def test_counts_are_those_of_as_many_rows(
    engines: tuple[Engine, Engine], given_rows: list[tuple[str, str, int]]
):
    """Whatever is asked, short of the rows themselves."""
    rows = [_event(n, *row) for n, row in enumerate(given_rows)]
    many = [
        each for row in rows for each in repeat(_event(0, row.name, row.distinct_id, 1), row.times)
    ]
    for engine, events in zip(engines, (rows, many), strict=True):
        engine.clear()
        engine.load(events)
    for text in COUNTING.values():
        short, long = (_sorted(engine.run(text, {}, NOW).rows) for engine in engines)
        assert short == long


def _sorted(rows: list[list[Any]]) -> list[list[Any]]:
    return [
        [sorted(cast("list[Any]", cell)) if isinstance(cell, list) else cell for cell in row]
        for row in rows
    ]


@pytest.mark.requires_server
def test_a_million_events_can_be_told_of_in_one(playground: httpx.Client):
    """Over the control door too; without a number an event is one."""
    event = {"event": "a", "distinct_id": "p", "timestamp": "2026-11-20T10:00:00Z"}
    order = {"add": [event | {"times": 1_000_000}, event]}
    playground.post("/_control/events/", json=order).raise_for_status()
    query = {"kind": "HogQLQuery", "query": "SELECT count() AS n FROM events LIMIT 2"}
    answer = playground.post("/api/projects/1/query/", json={"query": query}).json()
    assert answer["results"] == [[1_000_001]]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT event FROM events LIMIT 5",
        "SELECT avg(1) AS a FROM events LIMIT 1",
        "SELECT count(event) AS a FROM events LIMIT 1",
        "SELECT count() AS n FROM (SELECT event FROM events LIMIT 5) LIMIT 1",
    ],
)
def test_what_needs_the_rows_themselves_is_a_gap(text: str):
    """Nobody gets one row for many, or a mean of the wrong ones."""
    engine = Engine("UTC")
    engine.load([_event(1, "a", "p", 5)])
    with pytest.raises(NotCovered):
        engine.run(text, {}, NOW)
    engine.clear()
    engine.load([_event(1, "a", "p", 1)])
    assert engine.run(text, {}, NOW).rows
    engine.close()
