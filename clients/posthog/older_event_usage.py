"""The days of events that fell silent before the days of `event_usage`: one query by name.

Few names and many days, where `event_usage` reads every name and few days. Only who knows that an
event came, and when last, has reason to ask; the window holds its rhythm before that.
"""

from datetime import datetime

from clients.posthog.event_usage import TEXT, WHICH, Part, days_until, document
from clients.posthog.usage_rows import CONTROL_CHARACTERS, Run, seconds, travels, unusable
from scans.model import Json, Questions

NAME = "older event usage"

BY_NAME = TEXT.replace(WHICH, "event IN {names}")

NOTHING: Json = {
    "count": 0,
    "users": 0,
    "first_seen": None,
    "last_seen": None,
    "active_days": 0,
}


async def read(run: Run, now: datetime, questions: Questions) -> Json:
    """Return the document `older_event_usage`, in the shape of `event_usage` with `unasked`.

    Raises any `ClientError`; as there, what is too much is asked for again in parts.
    """
    names = sorted(name for name in set(questions.older) if travels(name))
    unasked = {name: CONTROL_CHARACTERS for name in questions.older if not travels(name)}

    async def ask(values: Json) -> list[Json]:
        rows = await run(BY_NAME, {**values, "names": names}, NAME, len(names))
        if not {row.get("event") for row in rows} <= set(names):
            raise unusable(NAME, "a row of an event that was not asked for")
        return rows

    until, days = seconds(now), questions.older_days
    counted = document(await days_until(ask, until, days) if names else Part(days, {}), until)
    rows: Json = {name: counted["rows"].get(name, NOTHING) for name in names}
    return {**counted, "rows": rows, "unasked": dict(sorted(unasked.items()))}
