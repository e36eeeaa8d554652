"""How errors and sessions of a project are counted: what its server can tell, and whom errors name.

Found out by the first three questions of a watch; two of them are needed anyway.
"""

from collections.abc import Sequence

from clients.errors import RequestRefused
from clients.posthog import error_texts, exposure_texts
from clients.posthog.error_span import Span
from clients.posthog.usage_rows import HOUR, Run, travels, whole
from scans.deploy_watch.counting import Counting, Unit
from scans.model import Json

TOTAL, EXPOSURE, RELEASES = "errors by hour", "sessions by hour", "releases of sessions"
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
"""Share of what sessions do that has to carry their release: as much as of the errors."""
TAGGED_SECONDS = 3 * HOUR
"""Before T0, in which it has to. A property that is no column is slow to read, so no longer."""

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
    sessions = await read_sessions(run, span, counting)
    if not any(sessions):
        note = ANY_SESSION.format(event=counting.exposure)
        counting = _with_note(counting.model_copy(update={"exposure": ""}), note)
        sessions = await read_sessions(run, span, counting)
    release = await _release(run, span, counting, own if travels(own) else "")
    return counting.model_copy(update={"release_property": release}), sessions


async def read_sessions(run: Run, span: Span, counting: Counting) -> list[int]:
    """Return session minutes by the hour, oldest first. Raises any `ClientError`."""
    text = exposure_texts.exposure_hours(counting)
    values: Json = {"exposure": counting.exposure} if counting.exposure else {}
    return span.spread(
        await span.read(run, text, values, EXPOSURE, span.hours), "sessions", EXPOSURE
    )


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


async def _release(run: Run, span: Span, counting: Counting, own: str) -> str:
    """Return the property in which sessions carry their release; empty where nearly none do."""
    values: Json = {"since": span.until - TAGGED_SECONDS, "until": span.until}
    values |= exposure_texts.values(counting) | ({"own": own} if own else {})
    text = exposure_texts.releases(counting, own=bool(own))
    columns = {"$release_id": "with_release_id", "$app_version": "with_version"}
    for row in await run(text, values, RELEASES, 1):
        events = whole(row, "events", RELEASES)
        for name, column in (({own: "with_own"} if own else {}) | columns).items():
            if whole(row, column, RELEASES) >= TAGGED * events > 0:
                return name
    return ""
