"""How often each event arrives, day by day: one aggregated query for every name of a project.

Days are whole UTC days, cut from Unix seconds, so the project's own time zone plays no part. Both
ends of the window are bound, because `timestamp` is the client's clock and some are ahead. Names
that begin with `$` are PostHog's own, are the largest, and are judged by nobody: they stay out.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from clients.errors import ClientError
from clients.posthog.usage_rows import (
    DAY,
    MOST_ROWS,
    Run,
    iso,
    seconds,
    too_much,
    unusable,
    whole,
    words,
)
from scans.model import Json, Questions

NAME = "event usage"

Ask = Callable[[Json], Awaitable[list[Json]]]
"""Rows by values: `since`, `until` and `days` of one part."""

WHICH = "NOT startsWith(event, '$')"
"""The part of the text that says which events are counted."""

PARTS = (1, 2, 4)
"""In how many parts the window is asked: whole, and smaller only after a failure."""

TEXT = """\
SELECT event, sum(calls) AS total, max(people) AS users, min(day_first) AS first_at,
       max(day_last) AS last_at, groupArray(calls * {days} + day) AS daily
FROM (
  SELECT event, intDiv(toUnixTimestamp(timestamp) - {since}, 86400) AS day, count() AS calls,
         uniq(distinct_id) AS people, toUnixTimestamp(min(timestamp)) AS day_first,
         toUnixTimestamp(max(timestamp)) AS day_last
  FROM events
  WHERE timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
    AND NOT startsWith(event, '$')
  GROUP BY event, day
)
GROUP BY event ORDER BY event LIMIT {limit}"""
"""`daily` is unordered, one number for each day with events: its count times `days`, plus its place
from 0 (the oldest). Pairs would say the same in three times the memory."""


@dataclass(frozen=True)
class Counted:
    """One event in one window. Times are Unix seconds; `daily` has the oldest day first."""

    users: int
    first_at: int
    last_at: int
    daily: tuple[int, ...]


@dataclass(frozen=True)
class Part:
    """Every event of `days` days."""

    days: int
    events: Mapping[str, Counted]


async def read(run: Run, now: datetime, questions: Questions) -> Json:
    """Return the document `event_usage`. Raises any `ClientError`.

    An answer that would be cut, ran out of time or out of memory is asked for again in halves, and
    a half in quarters: seven queries at the very most, and three that fail end it.
    """

    async def ask(values: Json) -> list[Json]:
        return await run(TEXT, values, NAME, MOST_ROWS)

    until = seconds(now)
    return document(await days_until(ask, until, questions.event_window_days), until)


async def days_until(ask: Ask, until: int, days: int) -> Part:
    """Return the last `days` UTC days, in as few questions as PostHog can answer.

    `until` is in Unix seconds, and its day is the last one. Raises any `ClientError`.
    """
    since = until // DAY * DAY - (days - 1) * DAY
    return merged(await _asked(ask, since, until, days, PARTS))


async def _asked(ask: Ask, since: int, until: int, days: int, parts: Sequence[int]) -> list[Part]:
    """Return the window in as few parts as PostHog can answer. `since` is the start of a day."""
    try:
        return [await _part(ask, since, until, days)]
    except ClientError as error:
        if len(parts) == 1 or days < 2 or not too_much(error):
            raise
    half = days // 2
    middle = since + half * DAY
    older = await _asked(ask, since, middle, half, parts[1:])
    return older + await _asked(ask, middle, until, days - half, parts[1:])


async def _part(ask: Ask, since: int, until: int, days: int) -> Part:
    rows = await ask({"since": since, "until": until, "days": days})
    return Part(days, dict(_counted(row, days) for row in rows))


def _counted(row: Json, days: int) -> tuple[str, Counted]:
    """Return one row. Raises `AnswerUnusable` if its days do not add up to its total."""
    name = words(row, "event", NAME)
    total, users, first, last = (
        whole(row, column, NAME) for column in ("total", "users", "first_at", "last_at")
    )
    daily = _dense(row.get("daily"), days)
    if sum(daily) != total:
        raise unusable(NAME, f"the days of {name!r} do not add up to its total")
    return name, Counted(users, first, last, tuple(daily))


def _dense(packed: object, days: int) -> list[int]:
    if not isinstance(packed, list):
        raise unusable(NAME, "daily is not a list")
    daily = [0] * days
    for number in cast("list[object]", packed):
        # Millions of them: no more is done for each than has to be.
        if type(number) is not int or number < 0:
            raise unusable(NAME, "a day is not a count")
        count, day = divmod(number, days)
        daily[day] += count
    return daily


def merged(parts: Iterable[Part]) -> Part:
    """Return consecutive parts, the oldest first, as the one that they are parts of."""
    ordered = list(parts)
    if len(ordered) == 1:
        return ordered[0]
    names = {name for part in ordered for name in part.events}
    days = sum(part.days for part in ordered)
    return Part(days, {name: _joined(name, ordered) for name in names})


def _joined(name: str, parts: Sequence[Part]) -> Counted:
    found = [part.events[name] for part in parts if name in part.events]
    return Counted(
        users=max(each.users for each in found),
        first_at=min(each.first_at for each in found),
        last_at=max(each.last_at for each in found),
        daily=tuple(count for part in parts for count in _days(name, part)),
    )


def _days(name: str, part: Part) -> Iterable[int]:
    return part.events[name].daily if name in part.events else (0,) * part.days


def document(part: Part, until: int) -> Json:
    """Return `{"as_of", "window_days", "rows": {EVENT: ROW}}` in the order of names.

    ROW is `{count, users, first_seen, last_seen, active_days, daily}`, all of the window alone. A
    name without a row did not arrive in it.
    """
    rows = {name: _row(part.events[name]) for name in sorted(part.events)}
    return {"as_of": iso(until), "window_days": part.days, "rows": rows}


def _row(counted: Counted) -> Json:
    return {
        "count": sum(counted.daily),
        "users": counted.users,
        "first_seen": iso(counted.first_at),
        "last_seen": iso(counted.last_at),
        "active_days": len(counted.daily) - counted.daily.count(0),
        "daily": list(counted.daily),
    }
