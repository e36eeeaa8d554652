"""Whether events, and properties of events, ever arrived, and when first: queries by name.

Unlike a definition's `last_seen_at`, this counts rows. The time is the event's own, so a backfill
is as old as it says; what claims to come from the future has not arrived yet.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from clients.posthog.usage_rows import (
    CONTROL_CHARACTERS,
    MOST_ROWS,
    Run,
    batches,
    iso,
    seconds,
    travels,
    unusable,
    whole,
    words,
)
from scans.model import Json, Questions

NAME = "event arrivals"
PROPERTIES_NAME = "property arrivals"

NAMES_AT_ONCE = 500
TEXT = """\
SELECT event, count() AS total, toUnixTimestamp(min(timestamp)) AS first_at,
       toUnixTimestamp(max(timestamp)) AS last_at
FROM events
WHERE event IN {names}
  AND timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
GROUP BY event ORDER BY event LIMIT {limit}"""

PROPERTIES_TEXT = """\
SELECT event, tupleElement(pair, 1) AS property, count() AS total, min(at) AS first_at
FROM (
  SELECT event, at,
         arrayJoin(arrayFilter(
           p -> concat(event, '.', tupleElement(p, 1)) IN {carried}, pairs
         )) AS pair
  FROM (
    SELECT event, toUnixTimestamp(timestamp) AS at,
           JSONExtractKeysAndValuesRaw(properties) AS pairs
    FROM events
    WHERE event IN {names}
      AND timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
  )
)
WHERE tupleElement(pair, 2) != 'null'
GROUP BY event, property ORDER BY event, property LIMIT {limit}"""
"""Calls within calls are few here and in every text: the grammar of PostHog reads each further one
inside another about five times slower."""


async def read(run: Run, now: datetime, questions: Questions) -> Json:
    """Return the document `event_arrivals`. Raises any `ClientError`."""
    until = seconds(now)
    start = questions.arrivals_since
    values: Json = {"since": 0 if start is None else seconds(start), "until": until}
    asked = sorted({*questions.arrivals, *(each.event for each in questions.arrived_properties)})
    unasked = {name: CONTROL_CHARACTERS for name in asked if not travels(name)}
    rows: dict[str, Json] = {}
    for batch in batches((name for name in asked if travels(name)), NAMES_AT_ONCE):
        rows |= await _batch(run, batch, values)
    await _add_properties(run, rows, questions, values, unasked)
    return {
        "as_of": iso(until),
        "since": None if start is None else iso(values["since"]),
        "unasked": dict(sorted(unasked.items())),
        "rows": dict(sorted(rows.items())),
    }


async def _batch(run: Run, names: Sequence[str], values: Json) -> dict[str, Json]:
    answer = await run(TEXT, {**values, "names": list(names)}, NAME, len(names))
    rows: dict[str, Json] = {
        name: {"count": 0, "first_seen": None, "last_seen": None} for name in names
    }
    for row in answer:
        event = words(row, "event", NAME)
        count, first, last = (whole(row, each, NAME) for each in ("total", "first_at", "last_at"))
        if event not in rows:
            raise unusable(NAME, "a row of an event that was not asked for")
        rows[event] = {"count": count, "first_seen": iso(first), "last_seen": iso(last)}
    return rows


async def _add_properties(
    run: Run, rows: dict[str, Json], questions: Questions, values: Json, unasked: dict[str, str]
) -> None:
    wanted: dict[str, set[str]] = defaultdict(set)
    for each in questions.arrived_properties:
        if each.event in rows and travels(each.name):
            wanted[each.event].add(each.name)
        elif each.event in rows:
            unasked[f"{each.event}.{each.name}"] = CONTROL_CHARACTERS
    for batch in batches(sorted(wanted), NAMES_AT_ONCE):
        carried = [f"{event}.{name}" for event in batch for name in sorted(wanted[event])]
        for event in batch:
            absent: Json = {name: {"count": 0, "first_seen": None} for name in wanted[event]}
            rows[event]["properties"] = dict(sorted(absent.items()))
        sent: Json = {**values, "names": list(batch), "carried": carried}
        for row in await run(PROPERTIES_TEXT, sent, PROPERTIES_NAME, MOST_ROWS):
            _arrived(rows, row)


def _arrived(rows: dict[str, Json], row: Json) -> None:
    event, prop = (words(row, column, PROPERTIES_NAME) for column in ("event", "property"))
    count, first = (whole(row, column, PROPERTIES_NAME) for column in ("total", "first_at"))
    asked = rows.get(event, {}).get("properties", {})
    # `a.b` and `c` join to the same text as `a` and `b.c`: only what was asked for is kept.
    if prop in asked:
        asked[prop] = {"count": count, "first_seen": iso(first)}
