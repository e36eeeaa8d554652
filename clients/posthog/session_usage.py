"""Whether events share sessions: one query for many groups of names.

A session counts for a group if any of its events happened in it, and as shared if at least two of
them did. Rows without a session (server-side events have none) are left out.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from clients.posthog.usage_rows import (
    CONTROL_CHARACTERS,
    DAY,
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
from scans.model import Json, Questions

NAME = "session usage"

GROUPS_AT_ONCE = 50

_TEXT = """\
SELECT place, count() AS sessions, countIf(names > 1) AS shared
FROM (
  SELECT session_key, place, uniqExact(event) AS names
  FROM (
    SELECT $session_id AS session_key, event, arrayJoin(PLACES) AS place
    FROM events
    WHERE event IN {names} AND $session_id != ''
      AND timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
  )
  GROUP BY session_key, place
)
GROUP BY place ORDER BY place LIMIT {limit}"""


def text(groups: Sequence[Sequence[str]]) -> str:
    """Return the text for `groups`, counted from 1: which names are in which, but no name."""
    return _TEXT.replace("PLACES", by_name(_places(groups).values()))


def _places(groups: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, group in enumerate(groups, start=1):
        for name in group:
            places[name].append(place)
    return dict(sorted(places.items()))


async def read(run: Run, now: datetime, questions: Questions) -> Json:
    """Return the document `session_usage`. Raises any `ClientError`."""
    until = seconds(now)
    values: Json = {"since": until - questions.recent_days * DAY, "until": until}
    asked = sorted({tuple(sorted(set(group))) for group in questions.sessions})
    unasked = {_key(group): CONTROL_CHARACTERS for group in asked if not travels(*group)}
    rows: dict[str, Json] = {}
    for batch in batches((group for group in asked if travels(*group)), GROUPS_AT_ONCE):
        rows |= await _batch(run, batch, values)
    return {
        "as_of": iso(until),
        "window_days": questions.recent_days,
        "unasked": unasked,
        "rows": dict(sorted(rows.items())),
    }


def _key(group: Sequence[str]) -> str:
    return " + ".join(group)


async def _batch(run: Run, groups: Sequence[Sequence[str]], values: Json) -> dict[str, Json]:
    sent: Json = {**values, **named(_places(groups))}
    answer = await run(text(groups), sent, NAME, len(groups))
    rows: dict[str, Json] = {_key(group): {"sessions": 0, "shared": 0} for group in groups}
    for row in answer:
        place, sessions, shared = (
            whole(row, column, NAME) for column in ("place", "sessions", "shared")
        )
        if not 1 <= place <= len(groups):
            raise unusable(NAME, "a row of a group that was not asked for")
        rows[_key(groups[place - 1])] = {"sessions": sessions, "shared": shared}
    return rows
