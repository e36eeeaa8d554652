"""When a property stopped coming along: rows, and rows with it, by the hour (UTC)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from clients.posthog.usage_rows import (
    DAY,
    HOUR,
    MOST_ROWS,
    Run,
    batches,
    fraction,
    some_people,
    travels,
    whole,
    words,
)
from scans.model import Json, PropertyOf, Questions

NAME = "property usage by hour"

BASELINE_DAYS = 7
"""Days before the recent ones that are read: enough to see the level before a drop."""

TEXT = """\
SELECT event, tupleElement(pair, 1) AS property, start_of_hour,
       countIf(tupleElement(pair, 2) = '') AS every_row,
       countIf(tupleElement(pair, 2) NOT IN ('', 'null')) AS with_it
FROM (
  SELECT event, start_of_hour,
         arrayJoin(arrayFilter(
           p -> tupleElement(p, 2) = '' OR concat(event, '.', tupleElement(p, 1)) IN {carried},
           pairs
         )) AS pair
  FROM (
    SELECT event, intDiv(toUnixTimestamp(timestamp), 3600) * 3600 AS start_of_hour,
           arrayPushBack(JSONExtractKeysAndValuesRaw(properties), tuple('', '')) AS pairs
    FROM events
    WHERE event IN {names}
      AND timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
  )
)
GROUP BY event, property, start_of_hour ORDER BY event, property, start_of_hour LIMIT {limit}"""
"""Each row of events counts once with an empty value, which no JSON is. Event and property joined
by a dot may name two pairs at once: what was not asked for is left out afterwards."""

Hours = dict[str, list[list[int]]]
"""By property: `[unix time of the hour, rows, rows with it]`, the oldest first, empty hours out."""


async def read(
    run: Run, until: int, questions: Questions, expected: Mapping[str, int]
) -> dict[str, Hours]:
    """Return, by event, the hours of each property asked for. Raises any `ClientError`.

    `until` is in Unix seconds; `expected` tells about how many rows each event has.
    """
    wanted: dict[str, list[PropertyOf]] = defaultdict(list)
    for each in sorted(questions.hourly, key=lambda each: (each.event, each.name)):
        if travels(each.event, each.name) and each not in wanted[each.event]:
            wanted[each.event].append(each)
    days = questions.recent_days + min(questions.baseline_days, BASELINE_DAYS)
    since = (until - days * DAY) // HOUR * HOUR
    found: dict[str, Hours] = defaultdict(dict)
    for portion in _portions(wanted, days * DAY // HOUR + 1):
        for each, hours in await _portion(run, portion, since, until, expected):
            found[each.event][each.name] = hours
    return found


def _portions(wanted: Mapping[str, list[PropertyOf]], hours: int) -> list[list[PropertyOf]]:
    """Return the properties in portions that one answer holds."""
    portions: list[list[PropertyOf]] = []
    room = 0
    for properties in wanted.values():
        for some in batches(properties, MOST_ROWS // hours - 1):
            needed = (len(some) + 1) * hours
            if needed > room:
                portions.append([])
                room = MOST_ROWS
            portions[-1].extend(some)
            room -= needed
    return portions


async def _portion(
    run: Run, wanted: Sequence[PropertyOf], since: int, until: int, expected: Mapping[str, int]
) -> list[tuple[PropertyOf, list[list[int]]]]:
    names = sorted({each.event for each in wanted})
    values: Json = {"since": since, "until": until, "names": names}
    values["carried"] = [f"{each.event}.{each.name}" for each in wanted]
    sample = fraction(sum(expected[name] for name in names))
    every: dict[str, dict[int, int]] = defaultdict(dict)
    carried: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for row in await run(some_people(TEXT, sample), values, NAME, MOST_ROWS):
        event, prop = (words(row, column, NAME) for column in ("event", "property"))
        hour = whole(row, "start_of_hour", NAME)
        if rows := whole(row, "every_row", NAME):
            every[event][hour] = rows
        carried[event, prop][hour] = whole(row, "with_it", NAME)
    return [(each, _hours(every[each.event], carried[each.event, each.name])) for each in wanted]


def _hours(every: Mapping[int, int], carried: Mapping[int, int]) -> list[list[int]]:
    return [[hour, rows, carried.get(hour, 0)] for hour, rows in sorted(every.items())]
