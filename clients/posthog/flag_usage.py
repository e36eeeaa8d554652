"""Who asked for which flag and what the answer was: one aggregated query for all keys.

An SDK sends one `$feature_flag_called` per user, flag and value, so counts are not calls. Local
evaluation and disabled capture send none, so an empty stream means unknown, never unused. The
public token lets anybody forge them.
"""

from datetime import datetime, timedelta
from typing import Any

from clients.posthog.usage_rows import DAY, Run, iso, seconds, whole, words
from scans.model import Json, Questions

NAME = "flag usage"

MAX_ROWS = 20_000
"""One row per key and response; 2,000 flags are the usual limit of a project."""

TEXT = """\
SELECT properties.$feature_flag AS flag_key, properties.$feature_flag_response AS response,
       count() AS calls, uniq(distinct_id) AS users, toUnixTimestamp(max(timestamp)) AS last_call
FROM events
WHERE event = '$feature_flag_called' AND properties.$feature_flag IS NOT NULL
  AND timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
GROUP BY flag_key, response ORDER BY calls DESC, flag_key, response LIMIT {limit}"""
"""`since` and `until` are Unix seconds: a time as text would be read in the project's own zone."""


async def read(run: Run, now: datetime, questions: Questions) -> Json:
    """Return the document of the days before `now`; see `document`."""
    since = now - timedelta(days=questions.flag_window_days)
    values = {"since": seconds(since), "until": seconds(now)}
    return document(await run(TEXT, values, NAME, MAX_ROWS), since, now)


def document(rows: list[Json], since: datetime, until: datetime) -> Json:
    """Return `{"as_of", "window_days", "rows": {KEY: {count, users, last_seen, responses}}}`.

    `users` is the largest number for one response, so at least so many: the sum would count a
    person twice who saw two. Raises `AnswerUnusable` for a row of another shape.
    """
    usage: dict[str, Json] = {}
    for row in rows:
        key = words(row, "flag_key", NAME)
        calls, users, last = (whole(row, name, NAME) for name in ("calls", "users", "last_call"))
        entry = usage.setdefault(key, {"count": 0, "users": 0, "last_call": 0, "responses": {}})
        response = response_name(row.get("response"))
        entry["count"] += calls
        entry["users"] = max(entry["users"], users)
        entry["last_call"] = max(entry["last_call"], last)
        entry["responses"][response] = entry["responses"].get(response, 0) + calls
    for entry in usage.values():
        entry["last_seen"] = iso(entry.pop("last_call"))
    days = (until - since).total_seconds() / DAY
    return {
        "as_of": iso(until.timestamp()),
        "window_days": _plain(days),
        "rows": dict(sorted(usage.items())),
    }


def response_name(value: Any) -> str:
    """Return a response as the key it is counted under: `true`, `false`, a variant, `null`.

    A boolean arrives as boolean or text, depending on the type the project gave the property.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _plain(days: float) -> int | float:
    return int(days) if days.is_integer() else days
