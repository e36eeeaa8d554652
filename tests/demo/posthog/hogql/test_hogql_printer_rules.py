"""HogQL answers by the rules of PostHog's printer, not by those of the engine below."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from demo.posthog.events import Event
from demo.posthog.hogql.engine import Answer, Engine
from demo.posthog.hogql.refusals import QueryRefused

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


def _event(number: int, name: str, hour: int, **properties: Any) -> Event:
    at = datetime(2026, 11, 19, hour, 59, 59, 900_000, tzinfo=UTC)
    return Event(f"00000000-0000-4000-8000-{number:012}", name, f"p{number % 2}", at, properties)


EVENTS = [
    _event(1, "seen", 1, plan="pro", nested={"a": {"b": 2}}, blank="", quoted='say "hi"'),
    _event(2, "seen", 9, plan="free", flag=True, share=2.5, nothing=None),
    _event(3, "seen", 22),
    _event(4, "bought", 23, plan="pro", **{"$session_id": "s1", "odd name": "x"}),
]
FOREIGN = Event("00000000-0000-4000-8000-999999999999", "seen", "px", NOW, {"plan": "pro"})


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """Four events of ours and one of another team."""
    engine = Engine("Europe/Berlin")
    engine.load(EVENTS)
    engine.load([FOREIGN], team_id=2)
    yield engine
    engine.close()


def _run(engine: Engine, text: str, **values: Any) -> Answer:
    return engine.run(text, values, NOW)


def _value(engine: Engine, expression: str, where: str = "true", **values: Any) -> Any:
    answer = _run(engine, f"SELECT {expression} AS v FROM events WHERE {where} LIMIT 9", **values)
    (row,) = answer.rows
    return row[0]


def _count(engine: Engine, where: str, **values: Any) -> int:
    return _value(engine, "count()", where, **values)


@pytest.mark.parametrize(
    ("where", "rows"),
    [
        ("properties.plan = 'pro'", 2),
        ("properties.plan != 'pro'", 2),
        ("notEquals(properties.plan, 'pro')", 2),
        ("equals(properties.plan, 'pro')", 2),
        ("properties.plan NOT IN ('pro')", 2),
        ("properties.plan NOT IN ('pro', 'free')", 1),
        ("properties.plan IN ('pro', 'free')", 3),
        ("NOT properties.plan = 'pro'", 2),
        ("properties.plan < 'z'", 3),
        ("properties.plan LIKE 'p%'", 2),
        ("properties.plan NOT LIKE 'p%'", 2),
        ("properties.plan ILIKE 'PRO'", 2),
        ("properties.plan BETWEEN 'a' AND 'g'", 1),
        ("properties.plan = NULL", 1),
        ("properties.plan != NULL", 3),
        ("properties.plan IS NULL", 1),
        ("properties.plan NOT IN (SELECT properties.plan FROM events WHERE event = 'bought')", 2),
    ],
)
def test_comparison_with_a_missing_property_is_never_null(engine: Engine, where: str, rows: int):
    """One of the four events has no plan: it counts for `!=` and NOT IN, and for nothing else."""
    assert _count(engine, where) == rows


def test_in_stays_bare(engine: Engine):
    """Negating IN from outside leaves the event without the property out."""
    assert _count(engine, "NOT (properties.plan IN ('pro'))") == 1


@pytest.mark.parametrize(
    ("expression", "event", "value"),
    [
        ("properties.plan", 1, "pro"),
        ("properties['plan']", 1, "pro"),
        ("events.properties.plan", 1, "pro"),
        ("properties.flag", 2, "true"),
        ("properties.share", 2, "2.5"),
        ("properties.nested", 1, '{"a":{"b":2}}'),
        ("properties.nested.a.b", 1, "2"),
        ("properties.blank", 1, ""),
        ("properties.nothing", 2, None),
        ("properties.absent", 1, None),
        ("properties.quoted", 1, 'say \\"hi\\"'),
        ("properties['odd name']", 4, "x"),
        ("$session_id", 4, "s1"),
        ("$session_id", 1, ""),
        ("issue_id", 1, None),
    ],
)
def test_property_reads_as_text(engine: Engine, expression: str, event: int, value: str | None):
    """Raw JSON without the outer quotes; JSON null and absent are null."""
    uuid = EVENTS[event - 1].uuid
    assert _value(engine, expression, "uuid = {uuid}", uuid=uuid) == value


def test_other_teams_are_never_seen(engine: Engine):
    """The team filter stands in every read of events, nested ones too."""
    assert _count(engine, "distinct_id = 'px'") == 0
    assert _value(engine, "count()", "distinct_id IN (SELECT distinct_id FROM events)") == 4


def test_aggregates_over_no_rows_answer_defaults(engine: Engine):
    """The epoch and the empty text stand for "never", as ClickHouse has it."""
    text = (
        "SELECT max(timestamp) AS last, min(distinct_id) AS who, count() AS n, "
        "toUnixTimestamp(max(timestamp)) AS at, max(properties.plan) AS plan, "
        "groupUniqArray(event) AS names FROM events WHERE event = 'never' LIMIT 1"
    )
    assert _run(engine, text).rows == [["1970-01-01T01:00:00+01:00", "", 0, 0, None, []]]


def test_unix_time_is_truncated(engine: Engine):
    """59.9 seconds is the 59th second."""
    at = int(datetime(2026, 11, 19, 23, 59, 59, tzinfo=UTC).timestamp())
    assert _value(engine, "toUnixTimestamp(max(timestamp))") == at


def test_days_are_cut_in_the_zone_of_the_time(engine: Engine):
    """22:59 UTC is 23:59 in Berlin; 23:59 UTC is the next day there."""
    assert _value(engine, "uniq(toDate(timestamp))") == 2
    assert _value(engine, "uniq(toDate(toTimeZone(timestamp, 'UTC')))") == 1
    start = "toUnixTimestamp(toStartOfDay(max(timestamp)))"
    berlin_midnight = int(datetime(2026, 11, 19, 23, tzinfo=UTC).timestamp())
    assert _value(engine, start) == berlin_midnight


def test_times_are_rendered_and_read_in_the_project_s_zone(engine: Engine):
    """A text compared with a time is a moment in Berlin, and so is what comes back."""
    assert _count(engine, "timestamp > '2026-11-19 23:59:58'") == 2
    assert _count(engine, "timestamp > '2026-11-19T23:59:58+00:00'") == 1
    rendered = _value(engine, "max(timestamp)")
    assert rendered == "2026-11-20T00:59:59.900000+01:00"


def test_unix_seconds_bound_a_window(engine: Engine):
    """The half-open window of the ready texts."""
    since = int(datetime(2026, 11, 19, 9, 0, tzinfo=UTC).timestamp())
    where = "timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})"
    assert _count(engine, where, since=since, until=since + 3600) == 1


def test_buckets(engine: Engine):
    """Five minutes and hours start where they should."""
    bucket = "toUnixTimestamp(toStartOfFiveMinutes(max(timestamp)))"
    assert _value(engine, bucket) % 300 == 0
    hour = _value(engine, "toUnixTimestamp(toStartOfHour(max(timestamp)))")
    assert hour == int(datetime(2026, 11, 19, 23, tzinfo=UTC).timestamp())


def test_now_is_the_server_s(engine: Engine):
    """No clock of the machine gets in."""
    assert _count(engine, "timestamp > now() - INTERVAL 1 DAY") == 2


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("if(1 = 2, 'a', 'b')", "b"),
        ("multiIf(false, 'a', true, 'b', 'c')", "b"),
        ("coalesce(NULL, 'x')", "x"),
        ("ifNull(nullIf('x', 'x'), 'y')", "y"),
        ("toString(2) || '!'", "2!"),
        ("lower('AbC')", "abc"),
        ("startsWith('checkout', 'check')", True),
        ("7 / 2", 3.5),
        ("7 % 2 + 1", 2),
        ("toString(fromUnixTimestamp(0))", "1970-01-01 01:00:00"),
        ("isNull(NULL)", True),
        ("'it''s'", "it's"),
        ("greatest(1, 3, 2)", 3),
    ],
)
def test_scalar_functions(engine: Engine, expression: str, value: Any):
    """The small change of query texts."""
    assert _run(engine, f"SELECT {expression} AS v LIMIT 1").rows == [[value]]


def test_aggregate_functions(engine: Engine):
    """Conditional counts, distinct people and sets."""
    text = (
        "SELECT countIf(event = 'seen') AS a, uniq(distinct_id) AS b, "
        "uniqIf(distinct_id, event = 'bought') AS c, groupUniqArray(properties.plan) AS d, "
        "count(properties.plan) AS e, count(DISTINCT event) AS f, sum(1) AS g FROM events LIMIT 1"
    )
    assert _run(engine, text).rows == [[3, 2, 1, ["free", "pro"], 3, 2, 4]]


def test_alias_is_known_in_every_clause(engine: Engine):
    """Grouping, filtering and sorting by what the select list named."""
    text = (
        "SELECT properties.plan AS plan, count() AS n FROM events WHERE plan != 'free' "
        "GROUP BY plan HAVING n >= 1 ORDER BY n DESC, plan"
    )
    assert _run(engine, text).rows == [["pro", 2], [None, 1]]


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
def test_nulls_sort_last_both_ways(engine: Engine, direction: str):
    """A missing value never comes first."""
    text = f"SELECT properties.plan AS plan FROM events GROUP BY plan ORDER BY plan {direction}"
    assert _run(engine, text).rows[-1] == [None]


def test_subquery_in_from(engine: Engine):
    """Columns of the inner select are the outer one's fields."""
    text = (
        "SELECT count() AS people, countIf(s > 0 AND b = 0) AS never FROM (SELECT distinct_id, "
        "countIf(event = 'seen') AS s, countIf(event = 'bought') AS b FROM events "
        "GROUP BY distinct_id) LIMIT 1"
    )
    assert _run(engine, text).rows == [[2, 1]]


def test_types_are_clickhouse_s(engine: Engine):
    """Readers may look at the types, so they are PostHog's and not the engine's."""
    text = (
        "SELECT properties.plan AS p, toUnixTimestamp(max(timestamp)) AS t, max(timestamp) AS m, "
        "groupUniqArray(event) AS g, issue_id AS i FROM events GROUP BY p, i"
    )
    assert [type_ for _, type_ in _run(engine, text).types] == [
        "Nullable(String)",
        "UInt32",
        "DateTime64(6, 'Europe/Berlin')",
        "Array(String)",
        "Nullable(UUID)",
    ]


def test_more_than_fifty_thousand_rows_are_cut(engine: Engine):
    """An own limit beyond the cap counts as the cap."""
    crowded = Engine("UTC")
    at = datetime(2026, 1, 1, tzinfo=UTC)
    crowded.load(Event(f"{n:032x}", "e", "p", at, {}) for n in range(50_001))
    assert len(_run(crowded, "SELECT uuid FROM events LIMIT 60000").rows) == 50_000
    crowded.close()


@pytest.mark.parametrize(
    "value",
    [
        "' OR 1 = 1 --",
        "') OR (1 = 1",
        "\\' OR 1 = 1 --",
        "'; DROP TABLE events; --",
        "{other}",
        "$1",
        "%",
    ],
)
def test_placeholder_is_a_constant_whatever_it_says(engine: Engine, value: str):
    """No text in a value becomes syntax; it is only compared."""
    assert _count(engine, "event = {name}", name=value) == 0
    assert _count(engine, "event IN {names}", names=[value, "bought"]) == 1
    assert _run(engine, "SELECT {v} AS v", v=value).rows == [[value]]
    assert _count(engine, "true") == 4


@pytest.mark.parametrize("value", [None, True, 3, 2.5, "x"])
def test_placeholder_keeps_its_type(engine: Engine, value: Any):
    """Numbers stay numbers and null stays null."""
    assert _run(engine, "SELECT {v} AS v", v=value).rows == [[value]]


def test_placeholder_names_a_property(engine: Engine):
    """Property names of customers go through a placeholder too."""
    assert _count(engine, "properties[{name}] IS NOT NULL", name="odd name") == 1


def test_empty_list_matches_nothing(engine: Engine):
    """IN nothing is false, NOT IN nothing is true."""
    assert _count(engine, "event IN {names}", names=[]) == 0
    assert _count(engine, "event NOT IN {names}", names=[]) == 4


def test_filters_placeholder_keeps_every_row(engine: Engine):
    """The project has no test accounts to leave out."""
    assert _count(engine, "event != '' AND {filters}") == 4


def test_value_that_is_no_constant_is_refused(engine: Engine):
    """Objects cannot stand for a constant; a missing value is named."""
    with pytest.raises(QueryRefused, match="v"):
        _run(engine, "SELECT {v}", v={"a": 1})
    with pytest.raises(QueryRefused, match=r"Unresolved placeholder: \{v\}"):
        _run(engine, "SELECT {v}")


def test_first_and_last_values_are_those_of_the_rows_that_are_meant(engine: Engine) -> None:
    """`argMax` answers the value at the latest moment, and null is never one of them."""
    assert _value(engine, "argMax(event, timestamp)") == "bought"
    assert _value(engine, "argMin(event, timestamp)") == "seen"
    assert _value(engine, "argMaxIf(properties.plan, timestamp, event = 'seen')") == "free"
    assert _value(engine, "argMinIf(uuid, timestamp, event = 'bought')") == EVENTS[3].uuid
    assert _value(engine, "any(properties.flag)") == "true"
    assert _value(engine, "anyIf(event, event = 'bought')") == "bought"
    assert _value(engine, "any(properties.blank_of_all)") is None


def test_a_person_is_the_same_for_the_same_id(engine: Engine) -> None:
    """It has the form of a UUID, and there are as many as ids."""
    assert _value(engine, "uniq(person_id)") == 2
    assert _value(engine, "uniq(tuple(person_id, event))") == 3
    assert len(_value(engine, "any(toString(person_id))")) == 36


def test_who_sends_no_browser_is_a_bot_and_one_without_a_name() -> None:
    """As in PostHog: servers and phones count as bots, so only the name tells a crawler."""
    engine = Engine("UTC")
    agents = [None, "Mozilla/5.0 (X11)", "Mozilla/5.0 (compatible; Googlebot/2.1)"]
    engine.load(
        Event(f"00000000-0000-4000-8000-{n:012}", "seen", f"p{n}", NOW, {"$raw_user_agent": agent})
        for n, agent in enumerate(agents)
    )
    text = "SELECT $virt_is_bot AS bot, $virt_bot_name AS name FROM events ORDER BY uuid LIMIT 9"
    assert engine.run(text, {}, NOW).rows == [[True, ""], [False, ""], [True, "Googlebot"]]
    engine.close()
