"""What is refused, and whose refusal it is."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from demo.posthog.hogql.engine import Engine
from demo.posthog.hogql.refusals import NotCovered, QueryRefused


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """No events: a refusal comes before any row is read."""
    engine = Engine("UTC")
    yield engine
    engine.close()


def _run(engine: Engine, text: str) -> None:
    engine.run(text, {}, datetime(2026, 11, 20, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1 FROM events LIMIT 5 OFFSET 5",
        "SELECT 1 FROM (SELECT event FROM events LIMIT 5 OFFSET 5)",
        "SELECT event FROM events WHERE event IN (SELECT event FROM events LIMIT 1 OFFSET 1)",
        "SELECT event FROM events LIMIT 1 OFFSET 2 BY event",
    ],
)
def test_offset_is_refused_as_posthog_does(engine: Engine, text: str):
    """At the top, in subqueries and in LIMIT BY alike."""
    with pytest.raises(QueryRefused) as refusal:
        _run(engine, text)
    assert str(refusal.value).startswith(
        "OFFSET is not supported on queries made with a personal API key"
    )


@pytest.mark.parametrize(
    "text", ["SELEC 1", "SELECT 1 FROM", "SELECT count( FROM events", "", "DROP TABLE events"]
)
def test_syntax_errors_are_posthog_s(engine: Engine, text: str):
    """The grammar is PostHog's own, and so is its complaint."""
    with pytest.raises(QueryRefused):
        _run(engine, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1 UNION ALL SELECT 2",
        "WITH x AS (SELECT 1) SELECT * FROM x",
        "SELECT e.event FROM events e JOIN persons p ON e.distinct_id = p.id",
        "SELECT row_number() OVER (ORDER BY event) FROM events",
        "SELECT person.properties.email FROM events",
        "SELECT elements_chain FROM events",
        "SELECT * FROM events",
        "SELECT count(*) FROM events",
        "SELECT quantile(0.5)(1)",
        "SELECT sleep(3)",
        "SELECT read_csv('/etc/passwd')",
        "SELECT event FROM persons",
        "SELECT id FROM system.dashboards",
        "SELECT from",
        "SELECT event FROM events FINAL",
        "SELECT event FROM events SAMPLE 0.1",
        "SELECT event FROM events PREWHERE true",
        "SELECT 1 FROM events WHERE properties.plan = 1",
        "SELECT 1 FROM events WHERE properties.plan = true",
        "SELECT 1 FROM events WHERE event NOT BETWEEN 'a' AND 'b'",
        "SELECT 1 FROM events WHERE event =~ 'a'",
        "SELECT event FROM events ORDER BY 1",
        "SELECT 1 FROM events LIMIT {limit}",
        "SELECT arrayJoin([1]) AS a, arrayJoin([2]) AS b",
        "SELECT arrayJoin([1]) AS a, count() AS n",
        "SELECT arrayJoin([1]) AS a, a + 1 AS b",
        "SELECT arrayJoin([1]) AS a FROM events WHERE a = 1",
        "SELECT event, arrayJoin([1]) AS a FROM events LIMIT 1 BY event",
        "SELECT 1 + arrayJoin([1])",
        "SELECT arrayMap((a, b) -> a, [1], [2])",
        "SELECT arrayFilter(a -> a, [1])",
        "SELECT [1, 'a']",
        "SELECT tuple(1, 'a').3",
        "SELECT has([1], 'a')",
        "SELECT a FROM (SELECT 1 AS a UNION DISTINCT SELECT 2 AS a)",
        "SELECT a FROM (SELECT 1 AS a UNION ALL SELECT 'x' AS a)",
        "SELECT JSONExtractInt(properties, 'a') FROM events",
        "SELECT JSONExtractString(properties, 'a') FROM events",
        "SELECT JSONExtractRaw(properties.plan, 'a') FROM events",
        "SELECT 1e400",
        "SELECT team_id FROM events",
        "SELECT event, event FROM events",
        "SELECT 1 FROM events WHERE event",
        "SELECT toFloat64('1')",
        "SELECT upper(1)",
    ],
)
def test_what_we_lack_is_called_a_gap(engine: Engine, text: str):
    """Nobody may take a gap of the test server for PostHog's answer."""
    text = text.replace("{limit}", "1 + 1")
    with pytest.raises(NotCovered) as refusal:
        _run(engine, text)
    assert refusal.value.code == "test_server_gap"


@pytest.mark.parametrize("path", ["properties['100%']", "properties.a['%']"])
def test_percent_in_a_property_name_is_posthog_s_refusal(engine: Engine, path: str):
    """Names with it must be read out of the JSON instead."""
    with pytest.raises(QueryRefused, match="is not permitted as it contains"):
        _run(engine, f"SELECT {path} FROM events")
    _run(engine, "SELECT JSONExtractRaw(properties, '100%') FROM events")


def test_aggregate_in_where_is_refused(engine: Engine):
    """It belongs into HAVING, here as there."""
    with pytest.raises(QueryRefused, match="WHERE"):
        _run(engine, "SELECT 1 FROM events WHERE count() > 1")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT sum(count()) FROM events",
        "SELECT count() AS n, sum(n) AS m FROM events",
        "SELECT max(v) AS v, min(v) AS w FROM (SELECT 1 AS v)",
        "SELECT count() AS n FROM events HAVING max(n) > 1",
    ],
)
def test_an_aggregate_inside_another_is_refused(engine: Engine, text: str):
    """Also under an alias, which wins over a column of that name."""
    with pytest.raises(QueryRefused, match="inside another"):
        _run(engine, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT max(v) AS v FROM (SELECT 1 AS v)",
        "SELECT count() AS n FROM events HAVING n > 1 ORDER BY n",
        "SELECT count() AS n, n + 1 AS m FROM events",
        "SELECT sum(n) AS t FROM (SELECT count() AS n FROM events)",
    ],
)
def test_an_aggregate_may_be_named_elsewhere(engine: Engine, text: str):
    """Its own column, the clauses after it, and the query around it."""
    _run(engine, text)


def test_an_alias_of_an_aggregate_in_where_is_refused(engine: Engine):
    """A column of that name is not what is meant."""
    with pytest.raises(QueryRefused, match="WHERE"):
        _run(engine, "SELECT max(v) AS v FROM (SELECT 1 AS v) WHERE v > 0")


def test_text_that_is_no_time_is_refused(engine: Engine):
    """A comparison with nonsense is an error, not false."""
    with pytest.raises(QueryRefused, match="yesterday"):
        _run(engine, "SELECT 1 FROM events WHERE timestamp > 'yesterday'")
