"""How many starts found their finish: one query for all pairs that are joined by the same thing.

A session, or a value of the property both events share, counts at most once per window, from its
first start there. It has finished if a finish follows at or after that start and within the pair's
hours. A start so young that its hours have not passed yet says nothing, and does not count. A value
is compared as text, so that a number of one event meets the text of another; null, an empty string
and an absent property join nothing.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from clients.posthog.usage_rows import (
    CONTROL_CHARACTERS,
    DAY,
    HOUR,
    Run,
    batches,
    by_name,
    iso,
    named,
    seconds,
    travels,
    unusable,
    whole,
)
from scans.model import Json, Pair, Questions

NAME = "pair usage"

PAIRS_AT_ONCE = 50
SESSION = "$session_id"

_COLUMNS = ("recent_starts", "recent_finished", "before_starts", "before_finished")

SESSION_KEY = "$session_id"
PROPERTY_KEY = "ifNull(properties[{by}], '')"
RAW_KEY = """replaceRegexpAll(JSONExtractRaw(properties, {by}), '^"|"$', '')"""
"""What PostHog makes of `properties[…]`, for names with `%`, which it refuses there."""

_TEXT = """\
SELECT pair,
       countIf(recent_at > 0) AS recent_starts,
       countIf(recent_at > 0 AND arrayExists(
         at -> at >= recent_at AND at <= recent_at + within_ms, finishes
       )) AS recent_finished,
       countIf(before_at > 0) AS before_starts,
       countIf(before_at > 0 AND arrayExists(
         at -> at >= before_at AND at <= before_at + within_ms, finishes
       )) AS before_finished
FROM (
  SELECT shared, pair, within_ms,
         minIf(at_ms, role > 0 AND at_ms >= {recent_ms} AND at_ms + within_ms <= {until_ms})
           AS recent_at,
         minIf(at_ms, role > 0 AND at_ms < {recent_ms} AND at_ms + within_ms <= {until_ms})
           AS before_at,
         groupArrayIf(at_ms, role < 0) AS finishes
  FROM (
    SELECT shared, at_ms, role, abs(role) AS pair, arrayElement([WITHINS], abs(role)) AS within_ms
    FROM (
      SELECT KEY AS shared, toUnixTimestamp64Milli(timestamp) AS at_ms,
             arrayJoin(ROLES) AS role
      FROM events
      WHERE event IN {names}
        AND timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
    )
    WHERE shared NOT IN ('', 'null')
  )
  GROUP BY shared, pair, within_ms
)
GROUP BY pair ORDER BY pair LIMIT {limit}"""
"""Of the pairs, counted from 1, an event begins those with a positive and ends those with a
negative role; `within_ms` is how long it may take. An inner row is one session, or one value, of
one pair; a time of 0 is no start."""


def text(pairs: Sequence[Pair], key: str) -> str:
    """Return the text for `pairs`; `key` is one of the expressions of this module.

    It holds their hours and which of the names begin and end them, but no name.
    """
    withins = ", ".join(str(pair.within_hours * HOUR * 1000) for pair in pairs)
    joined = _TEXT.replace("WITHINS", withins).replace("KEY", key)
    return joined.replace("ROLES", by_name(_roles(pairs).values()))


def _roles(pairs: Sequence[Pair]) -> dict[str, list[int]]:
    roles: dict[str, list[int]] = defaultdict(list)
    for place, pair in enumerate(pairs, start=1):
        roles[pair.start].append(place)
        for name in sorted({pair.finish, *pair.also}):
            roles[name].append(-place)
    return dict(sorted(roles.items()))


async def read(run: Run, now: datetime, questions: Questions) -> Json:
    """Return the document `pair_usage`. Raises any `ClientError`."""
    until = seconds(now)
    recent = until - questions.recent_days * DAY
    values: Json = {
        "since": recent - questions.baseline_days * DAY,
        "until": until,
        "recent_ms": recent * 1000,
        "until_ms": until * 1000,
    }
    rows: dict[str, Json] = {}
    unasked: dict[str, str] = {}
    by: dict[str, list[Pair]] = defaultdict(list)
    for pair in sorted(set(questions.pairs), key=lambda pair: (pair.key, pair.by)):
        if travels(pair.start, pair.finish, *pair.also, pair.by):
            by[pair.by].append(pair)
        else:
            unasked[pair.key] = CONTROL_CHARACTERS
    for shared, pairs in sorted(by.items()):
        for batch in batches(pairs, PAIRS_AT_ONCE):
            rows |= await _batch(run, batch, shared, values)
    return {
        "as_of": iso(until),
        "window_days": questions.recent_days,
        "baseline_days": questions.baseline_days,
        "unasked": unasked,
        "rows": dict(sorted(rows.items())),
    }


async def _batch(run: Run, pairs: Sequence[Pair], shared: str, values: Json) -> dict[str, Json]:
    sent: Json = {**values, **named(_roles(pairs))}
    key = SESSION_KEY
    if shared != SESSION:
        key, sent["by"] = RAW_KEY if "%" in shared else PROPERTY_KEY, shared
    answer = await run(text(pairs, key), sent, NAME, len(pairs))
    counted = {whole(row, "pair", NAME): [whole(row, c, NAME) for c in _COLUMNS] for row in answer}
    if not counted.keys() <= set(range(1, len(pairs) + 1)):
        raise unusable(NAME, "a row of a pair that was not asked for")
    nothing = [0] * len(_COLUMNS)
    return {
        pair.key: _row(pair, counted.get(place, nothing))
        for place, pair in enumerate(pairs, start=1)
    }


def _row(pair: Pair, counts: Sequence[int]) -> Json:
    recent_starts, recent_finished, before_starts, before_finished = counts
    return {
        "starts": recent_starts,
        "finished": recent_finished,
        "before": {"starts": before_starts, "finished": before_finished},
        "by": pair.by,
        "within_hours": pair.within_hours,
    }
