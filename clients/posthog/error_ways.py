"""How errors and sessions of a project are counted: what its server can tell, and whom errors name.

Found out by the first two questions of a watch, which are needed anyway.
"""

from collections.abc import Sequence

from clients.errors import RequestRefused
from clients.posthog import error_texts, exposure_texts
from clients.posthog.error_span import Span
from clients.posthog.usage_rows import Run, travels, whole
from scans.deploy_watch.counting import Counting, Unit
from scans.model import Json

TOTAL, EXPOSURE = "errors by hour", "sessions by hour"
"""Names in the project's query log."""

MOST_OF_NOBODY = 0.5
"""Share of errors without a real person above which another unit is looked for; the same share has
to carry it."""
MANY_ERRORS = 20
"""Errors in an hour that cannot all be one person's, hour after hour."""
HOURS_OF_ONE = 0.9
"""Share of such hours with a single person above which that person is none."""
HOURS_TO_TELL = 6

TAGGED = 0.9
"""Share of the last day's sessions that have to carry their release: as much as of the errors."""

BOTS_COUNT = "this PostHog cannot tell bots, so they count as people"
NOT_MERGED = "this PostHog does not tell which issues were merged: a merged one may look new"
ANY_SESSION = "there is no {event}, so sessions of every event are counted"
UNITS: dict[Unit, str] = {
    "session": "errors name no people: sessions are counted in their place",
    "place": "errors name no people and no sessions: addresses are counted in their place",
    "event": "errors name nobody: every event counts, so only large rises can be told",
}
"""What is said where people cannot be counted."""


async def errors(run: Run, span: Span, counting: Counting) -> tuple[Counting, list[Json]]:
    """Return how errors can be asked for here, and their hours in every unit.

    Raises any `ClientError`.
    """
    for way in _ways(counting):
        try:
            rows = await read_errors(run, span, way)
        except RequestRefused:
            if not way.issue_column:
                raise
            continue
        unit = unit_of(rows)
        return _with_note(way, UNITS.get(unit)).model_copy(update={"unit": unit}), rows
    raise AssertionError("the last way is answered or refused")


async def read_errors(run: Run, span: Span, counting: Counting) -> list[Json]:
    """Return errors by the hour, in every unit. Raises any `ClientError`."""
    return await span.read(run, error_texts.total(counting), {}, TOTAL, span.hours)


async def exposure(
    run: Run, span: Span, counting: Counting, own: str
) -> tuple[Counting, list[int]]:
    """Return how sessions are counted here, and their minutes by the hour, oldest first.

    `own` is the customer's own property for releases, if there is one. Raises any `ClientError`.
    """
    own = own if travels(own) else ""
    rows = await _sessions(run, span, counting, own)
    if not rows:
        note = ANY_SESSION.format(event=counting.exposure)
        counting = _with_note(counting.model_copy(update={"exposure": ""}), note)
        rows = await _sessions(run, span, counting, own)
    release = _release(rows, own)
    counting = counting.model_copy(update={"release_property": release})
    return counting, span.spread(rows, "sessions", EXPOSURE)


async def read_sessions(run: Run, span: Span, counting: Counting) -> list[int]:
    """Return session minutes by the hour, oldest first. Raises any `ClientError`."""
    untold = counting.model_copy(update={"release_property": ""})
    return span.spread(await _sessions(run, span, untold, ""), "sessions", EXPOSURE)


def unit_of(rows: Sequence[Json]) -> Unit:
    """Return whom errors are counted for, given them by the hour in every unit."""
    all_errors, of_nobody, in_sessions, at_places = (
        sum(whole(row, column, TOTAL) for row in rows)
        for column in ("event_people", "of_nobody", "in_sessions", "at_places")
    )
    if of_nobody <= MOST_OF_NOBODY * all_errors and not _is_one_id(rows):
        return "person"
    if in_sessions >= MOST_OF_NOBODY * all_errors:
        return "session"
    return "place" if at_places >= MOST_OF_NOBODY * all_errors else "event"


def _ways(counting: Counting) -> tuple[Counting, ...]:
    """The ways to ask, the newest servers' first."""
    plain = _with_note(counting, BOTS_COUNT)
    return (
        counting.model_copy(update={"spares_bots": True}),
        plain,
        _with_note(plain, NOT_MERGED).model_copy(update={"issue_column": False}),
    )


def _with_note(counting: Counting, note: str | None) -> Counting:
    return counting.model_copy(update={"notes": (*counting.notes, note)}) if note else counting


def _is_one_id(rows: Sequence[Json]) -> bool:
    """Whether one id stands for everybody, as that of a server does."""
    many = [row for row in rows if whole(row, "event_people", TOTAL) >= MANY_ERRORS]
    alone = sum(whole(row, "person_people", TOTAL) == 1 for row in many)
    return len(many) >= HOURS_TO_TELL and alone >= HOURS_OF_ONE * len(many)


async def _sessions(run: Run, span: Span, counting: Counting, own: str) -> list[Json]:
    values = exposure_texts.values(counting) | ({"own": own} if own else {})
    text = exposure_texts.exposure_hours(counting, own=bool(own))
    return await span.read(run, text, values, EXPOSURE, span.hours)


def _release(rows: Sequence[Json], own: str) -> str:
    """Return the property in which nearly all sessions of the last day carry their release."""
    recent = [row for row in rows if whole(row, "hours_back", EXPOSURE) < 24]
    events = sum(whole(row, "events", EXPOSURE) for row in recent)
    columns = {"$release_id": "with_release_id", "$app_version": "with_version"}
    for name, column in (({own: "with_own"} if own else {}) | columns).items():
        if sum(whole(row, column, EXPOSURE) for row in recent) >= TAGGED * events > 0:
            return name
    return ""
