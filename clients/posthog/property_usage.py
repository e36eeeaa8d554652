"""Which properties the rows of an event carry, and of which JSON type: one query for all of them.

The raw JSON is read, not `properties.x`: a stored column may make an empty string null, and a type
set in the project may make text null, while the JSON says what was sent. So a property counts as
carried when it is there and is not null; an empty string is a value. Names that begin with `$` are
PostHog's own and stay out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clients.errors import ClientError
from clients.posthog import property_hours
from clients.posthog.usage_rows import (
    CONTROL_CHARACTERS,
    DAY,
    MOST_ROWS,
    ROWS_AT_ONCE,
    Run,
    batches,
    fraction,
    iso,
    seconds,
    some_people,
    too_much,
    travels,
    unusable,
    whole,
    words,
)
from scans.model import Json, Questions

NAME = "property usage"

ROOMS = ((300, 165), (24, 2_000))
"""Events of one query and rows for each: what does not fit the first is asked in one more query."""

TOO_MANY = "it has more properties than one query answers"

HURRIED_SAMPLE = 0.1
"""What is read of the people after a query ran out of time or memory."""

TEXT = """\
SELECT event, tupleElement(pair, 1) AS property, JSONType(tupleElement(pair, 2)) AS kind,
       countIf(is_recent) AS recent_rows, countIf(NOT is_recent) AS before_rows
FROM (
  SELECT event, is_recent,
         arrayJoin(arrayFilter(
           p -> tupleElement(p, 2) = '' OR NOT startsWith(tupleElement(p, 1), '$'), pairs
         )) AS pair
  FROM (
    SELECT event, timestamp >= fromUnixTimestamp({recent}) AS is_recent,
           arrayPushBack(JSONExtractKeysAndValuesRaw(properties), tuple('$', '')) AS pairs
    FROM events
    WHERE event IN {names}
      AND timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
  )
)
GROUP BY event, property, kind ORDER BY event, property
LIMIT ROOM BY event LIMIT {limit}"""
"""Each row of events counts once under the name `$`, which no property of a customer has. Raw JSON
is never empty, so nothing else has an empty value."""

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


@dataclass(frozen=True)
class _Window:
    """Unix seconds: rows from `since` to `until` are read, from `recent` on they are recent."""

    since: int
    recent: int
    until: int


def text(room: int, sample: float = 1.0) -> str:
    """Return the text that gives each event so many rows and one, and reads so many people."""
    return some_people(TEXT, sample).replace("ROOM", str(room + 1))


async def read(run: Run, now: datetime, questions: Questions, usage: Json | None = None) -> Json:
    """Return the document `property_usage`. Raises any `ClientError`.

    `usage` is the document `event_usage` of the same project, if it was read: it tells how many
    rows are to be read, and of the events with the most only some people's are.
    """
    until = seconds(now)
    recent = until - questions.recent_days * DAY
    window = _Window(recent - questions.baseline_days * DAY, recent, until)
    asked = sorted({*questions.coverage, *(each.event for each in questions.hourly)})
    unasked = {name: CONTROL_CHARACTERS for name in asked if not travels(name)}
    for each in questions.hourly:
        if not travels(each.name):
            unasked[f"{each.event}.{each.name}"] = CONTROL_CHARACTERS
    expected = _expected(asked, usage, questions.recent_days + questions.baseline_days)
    covered = sorted({name for name in questions.coverage if travels(name)})
    rows: dict[str, Json] = {}
    for names, sample in portions(covered, expected):
        for batch in batches(names, ROOMS[0][0]):
            rows |= await _coverage(run, batch, window, sample, unasked)
    for name, hours in (await _hours(run, until, questions, expected)).items():
        rows[name] = {**rows.get(name, {}), "hourly": hours}
    return {
        "as_of": iso(until),
        "window_days": questions.recent_days,
        "baseline_days": questions.baseline_days,
        "unasked": dict(sorted(unasked.items())),
        "rows": dict(sorted(rows.items())),
    }


async def _hours(
    run: Run, until: int, questions: Questions, expected: Mapping[str, int]
) -> Mapping[str, property_hours.Hours]:
    try:
        return await property_hours.read(run, until, questions, expected)
    except ClientError as error:
        if not too_much(error):
            raise
        # Without hours nobody knows when a share fell. That it fell is known all the same.
        return {}


def _expected(names: Sequence[str], usage: Json | None, days: int) -> dict[str, int]:
    known: Mapping[str, Any] = (usage or {}).get("rows", {})
    return {name: sum(known.get(name, {}).get("daily", [])[-days - 1 :]) for name in names}


def portions(
    names: Sequence[str], expected: Mapping[str, int]
) -> list[tuple[Sequence[str], float]]:
    """Return names with the fraction of people to read: the rarest events whole.

    The rest are the events with the most rows, of which a part still has enough.
    """
    rarest_first = sorted(names, key=lambda name: (expected[name], name))
    total, whole_ones = 0, 0
    for name in rarest_first:
        total += expected[name]
        if total > ROWS_AT_ONCE:
            break
        whole_ones += 1
    rest = rarest_first[whole_ones:]
    sample = fraction(sum(expected[name] for name in rest))
    both = (sorted(rarest_first[:whole_ones]), 1.0), (sorted(rest), sample)
    return [portion for portion in both if portion[0]]


async def _coverage(
    run: Run, names: Sequence[str], window: _Window, sample: float, unasked: dict[str, str]
) -> dict[str, Json]:
    """Return the rows of `names`. An event with more properties than any room is left out."""
    rows: dict[str, Json] = {}
    left = names
    for at_once, room in ROOMS:
        answer, read_sample = await _patiently(run, left[:at_once], window, room, sample)
        unasked |= dict.fromkeys(left[at_once:], TOO_MANY)
        fitting = [name for name in left[:at_once] if len(answer[name]) <= room]
        rows |= {name: _row(answer[name], read_sample) for name in fitting}
        left = [name for name in left[:at_once] if name not in rows]
        if not left:
            break
    unasked |= dict.fromkeys(left, TOO_MANY)
    return rows


async def _patiently(
    run: Run, names: Sequence[str], window: _Window, room: int, sample: float
) -> tuple[dict[str, list[Json]], float]:
    """Return the answer by event, and of how many people: fewer if there was no time for all."""
    try:
        return await _ask(run, names, window, room, sample), sample
    except ClientError as error:
        if sample <= HURRIED_SAMPLE or not too_much(error):
            raise
    return await _ask(run, names, window, room, HURRIED_SAMPLE), HURRIED_SAMPLE


async def _ask(
    run: Run, names: Sequence[str], window: _Window, room: int, sample: float
) -> dict[str, list[Json]]:
    values: Json = {"names": list(names), **vars(window)}
    answer: dict[str, list[Json]] = {name: [] for name in names}
    for row in await run(text(room, sample), values, NAME, MOST_ROWS):
        event = words(row, "event", NAME)
        if event not in answer:
            raise unusable(NAME, "a row of an event that was not asked for")
        answer[event].append(row)
    return answer


def _row(answer: Sequence[Json], sample: float) -> Json:
    row: Json = {"count": 0, "with": {}, "types": {}}
    before: Json = {"count": 0, "with": {}, "types": {}}
    for each in answer:
        prop, kind = words(each, "property", NAME), words(each, "kind", NAME)
        for side, column in ((row, "recent_rows"), (before, "before_rows")):
            _count(side, prop, kind, whole(each, column, NAME))
    return {**row, "before": before, **({} if sample == 1 else {"sample": sample})}


def _count(side: Json, prop: str, kind: str, count: int) -> None:
    if prop == ROWS_THEMSELVES:
        side["count"] += count
    elif kind not in _KINDS:
        raise unusable(NAME, f"the JSON type {kind!r}")
    elif count:
        word = _KINDS[kind]
        types = side["types"].setdefault(prop, {})
        types[word] = types.get(word, 0) + count
        carried = side["with"].get(prop, 0)
        side["with"][prop] = carried + (count if word != "null" else 0)
