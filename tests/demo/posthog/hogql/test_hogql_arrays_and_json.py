"""Arrays, tuples, lambdas and raw JSON answer as ClickHouse does."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from demo.posthog.events import Event
from demo.posthog.hogql.engine import Answer, Engine

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)

PROPERTIES: dict[str, Any] = {
    "text": 'say "hi"', "empty": "", "null": None, "one": 1, "minus": -2, "half": 0.5,
    "huge": 2**63 + 5, "yes": True, "list": [1, "a"], "object": {"a": {"b/c~d": 1}}, "100%": 1,
    "a/b~c": 2, 'q"uote': 3, "ünï": 4, "": 5, "back\\slash": 6,
}  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One event with a property of every kind, and two bare ones."""
    engine = Engine("Europe/Berlin")
    engine.load([Event(f"{1:032x}", "full", "p", NOW, PROPERTIES)])
    engine.load(Event(f"{n:032x}", "bare", "p", NOW, {}) for n in (2, 3))
    yield engine
    engine.close()


def _run(engine: Engine, text: str, **values: Any) -> Answer:
    return engine.run(text, values, NOW)


@pytest.mark.parametrize(
    ("expression", "value", "type_"),
    [
        ("[1, 2]", [1, 2], "Array(UInt64)"),
        ("[]", [], "Array(Nothing)"),
        ("['a', NULL]", ["a", None], "Array(Nullable(String))"),
        ("tuple('a', 1)", ("a", 1), "Tuple(String, UInt64)"),
        ("('a', [1])", ("a", [1]), "Tuple(String, Array(UInt64))"),
        ("tuple('a', ['b']).2", ["b"], "Array(String)"),
        ("tupleElement(tuple('a', 7), 2)", 7, "UInt64"),
        ("[7, 8][2]", 8, "UInt64"),
        ("arrayElement([7, 8], 3)", 0, "UInt64"),
        ("arrayElement(['a'], 2)", "", "String"),
        ("arrayElement([[1], [2, 3]], 2)", [2, 3], "Array(UInt64)"),
        ("arrayElement([[1]], 2)", [], "Array(UInt64)"),
        ("arrayMap(a -> a + 1, [1, 2])", [2, 3], "Array(Int64)"),
        ("arrayMap(a -> arrayMap(b -> a + b, [1, 2]), [10])", [[11, 12]], "Array(Array(Int64))"),
        ("arrayMap(a -> arrayMap(a -> a, [1]), ['x'])", [[1]], "Array(Array(UInt64))"),
        ("arrayFilter(a -> a != 'x', ['x', 'y'])", ["y"], "Array(String)"),
        ("arrayExists(a -> a > 1, [1, 2])", True, "Bool"),
        ("arrayExists(a -> a > 1, [1])", False, "Bool"),
        ("arrayAll(a -> a > 1, [])", True, "Bool"),
        ("arrayCount(a -> a > 1, [1, 2, 3])", 2, "UInt64"),
        ("has(['a'], 'a')", True, "Bool"),
        ("indexOf(['a', 'b'], 'b')", 2, "UInt64"),
        ("indexOf(['a', 'b'], 'c')", 0, "UInt64"),
        ("arrayConcat([1], [2])", [1, 2], "Array(UInt64)"),
        ("arrayPushBack([1], 2)", [1, 2], "Array(UInt64)"),
        ("arrayPushFront([1], 2)", [2, 1], "Array(UInt64)"),
        ("arrayEnumerate(['x', 'y'])", [1, 2], "Array(UInt32)"),
        ("length([1, 2])", 2, "UInt64"),
        ("length('ünï')", 5, "UInt64"),
        ("empty([])", True, "Bool"),
        ("notEmpty('x')", True, "Bool"),
        ("intDiv(7, 2)", 3, "Int64"),
        ("intDiv(-7, 2)", -3, "Int64"),
        ("abs(-7)", 7, "Int64"),
    ],
)
def test_expressions(engine: Engine, expression: str, value: Any, type_: str):
    """Value and type, counted from 1, with the default of the type where nothing is."""
    answer = _run(engine, f"SELECT {expression} AS v LIMIT 1")
    assert answer.rows == [[value]]
    assert answer.types == [["v", type_]]


@pytest.mark.parametrize(
    ("name", "raw", "kind"),
    [
        ("text", '"say \\"hi\\""', "String"),
        ("empty", '""', "String"),
        ("null", "null", "Null"),
        ("one", "1", "Int64"),
        ("minus", "-2", "Int64"),
        ("half", "0.5", "Double"),
        ("huge", "9223372036854775813", "UInt64"),
        ("yes", "true", "Bool"),
        ("list", '[1,"a"]', "Array"),
        ("object", '{"a":{"b/c~d":1}}', "Object"),
        ("100%", "1", "Int64"),
        ("a/b~c", "2", "Int64"),
        ('q"uote', "3", "Int64"),
        ("ünï", "4", "Int64"),
        ("", "5", "Int64"),
        ("back\\slash", "6", "Int64"),
        ("absent", "", "Null"),
    ],
)
def test_raw_json_of_a_property(engine: Engine, name: str, raw: str, kind: str):
    """By any name, whatever is in it; what is absent is empty text."""
    text = (
        "SELECT JSONExtractRaw(properties, {name}) AS raw, JSONType(properties, {name}) AS kind, "
        "JSONHas(properties, {name}) AS there, JSONType(JSONExtractRaw(properties, {name})) AS own "
        "FROM events WHERE event = 'full' LIMIT 1"
    )
    assert _run(engine, text, name=name).rows == [[raw, kind, name != "absent", kind]]


def test_json_further_down(engine: Engine):
    """A path has several names; what is no JSON holds nothing."""
    text = (
        "SELECT JSONExtractRaw(properties, 'object', 'a', 'b/c~d') AS deep, "
        "JSONExtractRaw('no json', 'a') AS bad, "
        "JSONExtractKeys(properties, 'object') AS keys FROM events WHERE event = 'full' LIMIT 1"
    )
    assert _run(engine, text).rows == [["1", "", ["a"]]]


def test_keys_and_values(engine: Engine):
    """Every property once, in pairs, null among them."""
    text = (
        "SELECT JSONExtractKeysAndValuesRaw(properties) AS pairs, JSONExtractKeys(properties) AS k "
        "FROM events WHERE event = 'full' LIMIT 1"
    )
    answer = _run(engine, text)
    assert answer.types[0] == ["pairs", "Array(Tuple(String, String))"]
    ((pairs, keys),) = answer.rows
    assert [name for name, _ in pairs] == keys == list(PROPERTIES)
    assert dict(pairs)["null"] == "null"


def test_array_join_makes_a_row_of_each_element(engine: Engine):
    """And none of an empty array; the names can be used one SELECT further out."""
    text = (
        "SELECT name, count() AS n FROM (SELECT event, arrayJoin(JSONExtractKeys(properties)) "
        "AS name FROM events) WHERE name LIKE 'h%' GROUP BY name ORDER BY name"
    )
    assert _run(engine, text).rows == [["half", 1], ["huge", 1]]


def test_a_lambda_sees_the_row_around_it(engine: Engine):
    """Columns and aliases are known inside, and its own name wins."""
    text = "SELECT 'full' AS wanted, arrayFilter(event -> event = wanted, [event, 'x']) AS v "
    assert _run(engine, f"{text} FROM events WHERE event = 'full' LIMIT 1").rows == [
        ["full", ["full"]]
    ]


def test_groups_of_arrays(engine: Engine):
    """Nulls stay out, nothing is an empty array, and arrays of tuples can be taken apart."""
    text = (
        "SELECT event, groupArray(tuple(event, 1)) AS pairs, groupArrayIf(1, event = 'full') AS f, "
        "groupArray(properties.text) AS said FROM events GROUP BY event ORDER BY event LIMIT 9"
    )
    bare, full = _run(engine, text).rows
    assert bare == ["bare", [("bare", 1), ("bare", 1)], [], []]
    assert full == ["full", [("full", 1)], [1], ['say \\"hi\\"']]


def test_limit_by_keeps_the_first_of_each(engine: Engine):
    """In the order of the whole, before the limit of the whole."""
    rows = [("a", 1), ("a", 3), ("b", 2)]
    inner = " UNION ALL ".join(f"SELECT '{k}' AS k, {v} AS v" for k, v in rows)
    text = f"SELECT k, v FROM ({inner}) ORDER BY v DESC LIMIT 1 BY k LIMIT {{n}}"
    assert _run(engine, text.replace("{n}", "9")).rows == [["a", 3], ["b", 2]]
    assert _run(engine, text.replace("{n}", "1")).rows == [["a", 3]]


def test_limit_by_on_groups(engine: Engine):
    """What each group counted can decide which stay."""
    text = (
        "SELECT event, length(name) AS l, count() AS n FROM (SELECT event, "
        "arrayJoin(JSONExtractKeys(properties)) AS name FROM events) GROUP BY event, l "
        "ORDER BY n DESC, l LIMIT 2 BY event LIMIT 9"
    )
    lengths = Counter(len(name.encode()) for name in PROPERTIES)
    often = sorted(lengths.items(), key=lambda each: (-each[1], each[0]))[:2]
    assert _run(engine, text).rows == [["full", length, count] for length, count in often]


def test_a_hash_is_even_and_of_64_bits(engine: Engine):
    """A range of it is that part of the people, and everybody is below its end."""
    crowd = Engine("UTC")
    crowd.load(Event(f"{n:032x}", "e", f"person {n}", NOW, {}) for n in range(2000))
    text = "SELECT count() AS n FROM events WHERE cityHash64(distinct_id) <= {last} LIMIT 1"
    assert _run(crowd, text, last=2**64 - 1).rows == [[2000]]
    assert 130 < _run(crowd, text, last=2**64 // 10).rows[0][0] < 270
    crowd.close()


def test_milliseconds_are_truncated(engine: Engine):
    """Like seconds are."""
    at = NOW.replace(microsecond=999_999)
    one = Engine("Europe/Berlin")
    one.load([Event("0" * 32, "e", "p", at, {})])
    answer = _run(one, "SELECT toUnixTimestamp64Milli(timestamp) AS ms FROM events LIMIT 1")
    assert answer.rows == [[int(NOW.timestamp()) * 1000 + 999]]
    one.close()
