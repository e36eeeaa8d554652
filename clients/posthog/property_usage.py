"""Which properties the rows of an event carry, and of which JSON type: one query for all of them.

The raw JSON is read, not `properties.x`: a stored column may make an empty string null, and a type
set in the project may make text null, while the JSON says what was sent. So a property counts as
carried when it is there and is not null; an empty string is a value. Names that begin with `$` are
PostHog's own and stay out.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from clients.errors import AnswerUnusable
from clients.posthog.usage_rows import (
    CONTROL_CHARACTERS,
    DAY,
    HOUR,
    Run,
    batches,
    iso,
    seconds,
    travels,
    unusable,
    whole,
    words,
)
from scans.model import Json, PropertyOf, Questions

NAME = "property usage"
HOURLY_NAME = "property usage by hour"

EVENTS_AT_ONCE = 300
MAX_ROWS = 49_999
"""One row per event, property and type. PostHog cuts at 50,000."""

TOO_MANY = "it has more properties than one query answers"

HOURLY_BASELINE_DAYS = 7
"""Days before the recent ones that are read by hour: enough to see the level before a drop."""

SAMPLE_ABOVE_ROWS = 5_000_000
"""More rows than this of one query are sampled by person: the JSON of each row is read whole."""

TEXT = """\
SELECT event, tupleElement(pair, 1) AS property, JSONType(tupleElement(pair, 2)) AS kind,
       countIf(is_recent) AS recent_rows, countIf(NOT is_recent) AS before_rows
FROM (
  SELECT event, timestamp >= fromUnixTimestamp({recent}) AS is_recent,
         arrayJoin(arrayPushBack(
           arrayFilter(p -> NOT startsWith(tupleElement(p, 1), '$'),
                       JSONExtractKeysAndValuesRaw(properties)),
           tuple('$', ''))) AS pair
  FROM events
  WHERE event IN {names} AND cityHash64(distinct_id) <= {last_hash}
    AND timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
)
GROUP BY event, property, kind ORDER BY event, property, kind LIMIT {limit}"""
"""Each row of events counts once under the name `$`, which no property of a customer has."""

HOURLY_TEXT = """\
SELECT event, hour, property, count() AS with_it
FROM (
  SELECT event, intDiv(toUnixTimestamp(timestamp), 3600) AS hour,
         arrayJoin(arrayPushBack(
           arrayMap(p -> tupleElement(p, 1),
             arrayFilter(p -> tupleElement(p, 1) IN {properties} AND tupleElement(p, 2) != 'null',
                         JSONExtractKeysAndValuesRaw(properties))),
           '$')) AS property
  FROM events
  WHERE event IN {names} AND cityHash64(distinct_id) <= {last_hash}
    AND timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
)
GROUP BY event, hour, property ORDER BY event, hour, property LIMIT {limit}"""

ROWS_THEMSELVES = "$"

_KINDS = {
    "String": "string",
    "Int64": "number",
    "UInt64": "number",
    "Double": "number",
    "Bool": "boolean",
    "Object": "object",
    "Array": "array",
    "Null": "null",
}

_LAST_HASH = 2**64 - 1


async def read(run: Run, now: datetime, questions: Questions, usage: Json | None = None) -> Json:
    """Return the document `property_usage`. Raises any `ClientError`.

    `usage` is the document `event_usage` of the same project, if it was read: it tells how many
    rows are to be read, and of more than `SAMPLE_ABOVE_ROWS` only some people's are.
    """
    until = seconds(now)
    recent = until - questions.recent_days * DAY
    since = recent - questions.baseline_days * DAY
    asked = sorted({*questions.coverage, *(each.event for each in questions.hourly)})
    names = [name for name in asked if travels(name)]
    unasked = {name: CONTROL_CHARACTERS for name in asked if name not in set(names)}
    sample = _sample(names, usage, (until - since) / DAY)
    values: Json = {"since": since, "recent": recent, "until": until}
    values["last_hash"] = int(_LAST_HASH * sample)
    rows: dict[str, Json] = {}
    for batch in batches(names, EVENTS_AT_ONCE):
        rows |= await _coverage(run, batch, values, unasked)
    await _add_hours(run, rows, questions, values)
    return {
        "as_of": iso(until),
        "window_days": questions.recent_days,
        "baseline_days": questions.baseline_days,
        "sample": sample,
        "unasked": dict(sorted(unasked.items())),
        "rows": dict(sorted(rows.items())),
    }


def _sample(names: Sequence[str], usage: Json | None, days: float) -> float:
    """Return the fraction of people to read, in steps of a hundredth."""
    known: Any = (usage or {}).get("rows", {})
    rows = 0
    for name in names:
        daily = known.get(name, {}).get("daily", [])
        rows += sum(daily[-(int(days) + 1) :])
    return 1.0 if rows <= SAMPLE_ABOVE_ROWS else max(0.01, SAMPLE_ABOVE_ROWS * 100 // rows / 100)


async def _coverage(
    run: Run, names: Sequence[str], values: Json, unasked: dict[str, str]
) -> dict[str, Json]:
    """Return the rows of `names`; the answer for one alone that is still cut is left out."""
    try:
        answer = await run(TEXT, {**values, "names": list(names)}, NAME, MAX_ROWS)
    except AnswerUnusable as error:
        if "cut off" not in error.detail:
            raise
        if len(names) == 1:
            unasked[names[0]] = TOO_MANY
            return {}
        half = len(names) // 2
        first = await _coverage(run, names[:half], values, unasked)
        return first | await _coverage(run, names[half:], values, unasked)
    rows = {name: {**_nothing(), "before": _nothing()} for name in names}
    for each in answer:
        _count(rows, each)
    return rows


def _nothing() -> Json:
    return {"count": 0, "with": {}, "types": {}}


def _count(rows: dict[str, Json], answer: Json) -> None:
    event, prop = words(answer, "event", NAME), words(answer, "property", NAME)
    recent, before = (whole(answer, column, NAME) for column in ("recent_rows", "before_rows"))
    if event not in rows:
        raise unusable(NAME, "a row of an event that was not asked for")
    for side, count in ((rows[event], recent), (rows[event]["before"], before)):
        if prop == ROWS_THEMSELVES:
            side["count"] += count
        elif count:
            _carry(side, prop, words(answer, "kind", NAME), count)


def _carry(side: Json, prop: str, kind: str, count: int) -> None:
    if kind not in _KINDS:
        raise unusable(NAME, f"the JSON type {kind!r}")
    word = _KINDS[kind]
    types = side["types"].setdefault(prop, {})
    types[word] = types.get(word, 0) + count
    side["with"].setdefault(prop, 0)
    if word != "null":
        side["with"][prop] += count


async def _add_hours(run: Run, rows: dict[str, Json], questions: Questions, values: Json) -> None:
    wanted = [each for each in questions.hourly if each.event in rows and travels(each.name)]
    if not wanted:
        return
    since = max(values["since"], values["recent"] - HOURLY_BASELINE_DAYS * DAY)
    sent: Json = {
        **{name: values[name] for name in ("until", "last_hash")},
        "since": since // HOUR * HOUR,
        "names": sorted({each.event for each in wanted}),
        "properties": sorted({each.name for each in wanted}),
    }
    answer = await run(HOURLY_TEXT, sent, HOURLY_NAME, MAX_ROWS)
    for each, hours in _hours(wanted, answer).items():
        rows[each.event].setdefault("hourly", {})[each.name] = hours


def _hours(wanted: Sequence[PropertyOf], answer: list[Json]) -> dict[PropertyOf, list[list[int]]]:
    """Return `[unix time of the hour, rows, rows with it]`, oldest first; empty hours stay out."""
    counts: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for row in answer:
        event, prop = (words(row, column, HOURLY_NAME) for column in ("event", "property"))
        hour, count = (whole(row, column, HOURLY_NAME) for column in ("hour", "with_it"))
        counts[event, prop][hour] = count
    hours: dict[PropertyOf, list[list[int]]] = {}
    for each in wanted:
        carried = counts[each.event, each.name]
        every = sorted(counts[each.event, ROWS_THEMSELVES].items())
        hours[each] = [[hour * HOUR, rows, carried.get(hour, 0)] for hour, rows in every]
    return hours
