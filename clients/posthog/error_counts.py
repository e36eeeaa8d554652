"""One look at a deploy: who met which error since an hour before, and in how many sessions.

At most three queries: people, sessions (with every declared funnel), and, where an issue without a
past has reached several people, whether it is new. A look that could not read something says so and
holds nothing: half of the rows would look like fewer errors.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from clients.errors import ClientError
from clients.posthog import error_texts, funnel_counts
from clients.posthog.error_frames import top_file
from clients.posthog.error_releases import Names, ReleaseNames, told
from clients.posthog.usage_rows import (
    DAY,
    HOUR,
    MOST_ROWS,
    Run,
    at_once,
    is_cut,
    seconds,
    travels,
    unusable,
    whole,
    words,
)
from scans.deploy_watch.counting import Counting
from scans.deploy_watch.observations import (
    NEW_RELEASE,
    OLD_RELEASE,
    FunnelMinutes,
    Observed,
    Rows,
)
from scans.deploy_watch.settings import Funnel
from scans.model import Json
from scans.model.code import Deploy

PEOPLE, EXPOSURE, BORN = "errors by person", "sessions by minute", "new issues"
"""Names in the project's query log."""

BEFORE_PEOPLE = HOUR
"""Whoever fails all the time must not look new at T0."""
BEFORE_SESSIONS = 3 * HOUR
"""For the pace of the traffic before."""

PARTS = 8
"""Where one answer does not hold everybody, one in so many people is counted, and sessions as if
they were so many fewer: the ratio is the same."""

MOST_EVENTS = 200_000
"""Where events count as people, so many at most."""

NO_SESSIONS = "there was no session in the last three hours"

BORN_DAYS = 90
PEOPLE_TO_ASK = 3
"""An issue of fewer people is never told, so nobody has to know whether it is new."""
MOST_NEW = 50
"""Issues without a past that are asked about in one look, those with most people first."""


@dataclass(frozen=True)
class Minutes:
    """A stretch of minutes of a project, counted from its beginning."""

    rows: Rows
    sessions: Mapping[int, int]


@dataclass(frozen=True)
class Wanted:
    """What one look counts."""

    deploy: Deploy
    minute: int
    """Minutes after T0 up to which everything is counted."""
    counting: Counting
    known: frozenset[str] = frozenset()
    """Issues with a series of their own."""
    funnels: tuple[Funnel, ...] = ()
    own: str = ""
    """The customer's own property for releases, on errors."""

    @property
    def began(self) -> int:
        """T0, cut to the full minute."""
        return began(self.deploy.at)

    @property
    def until(self) -> int:
        """Unix seconds."""
        return self.began + self.minute * 60


class _Row(NamedTuple):
    """Who met which issue in a minute after T0, and what they call their releases."""

    minute: int
    issue: str
    who: str
    events: int
    releases: tuple[Names, ...]


@dataclass(frozen=True)
class _People:
    rows: list[_Row]
    sampled: bool = False
    """Whether these are one in `PARTS` of the people."""


def began(at: datetime) -> int:
    """Return T0 in Unix seconds, cut to the full minute: every minute after it is a whole one."""
    return seconds(at) // 60 * 60


async def look(run: Run, wanted: Wanted) -> Observed:
    """Return everything visible at one look. Raises any `ClientError`."""
    async with at_once() as group:
        rows = group.create_task(_people(run, wanted))
        counts = group.create_task(_exposed(run, wanted))
    people, (exposed, funnels) = rows.result(), counts.result()
    names = ReleaseNames(wanted.deploy)
    names.learn(_names(people, exposed))
    if not exposed:
        return Observed(Rows(), {}, blind=NO_SESSIONS)
    parts = PARTS if people.sampled else 1
    sessions = _by_minute(exposed, names)
    told = NEW_RELEASE in sessions or OLD_RELEASE in sessions
    return Observed(
        rows=_rows(people.rows, names),
        sessions=_fewer(sessions[None], parts),
        on_new=_fewer(sessions.get(NEW_RELEASE, {}), parts) if told else None,
        born=await _born(run, wanted, people),
        funnels=funnels,
        on_old=_fewer(sessions.get(OLD_RELEASE, {}), parts) if told else None,
    )


async def minutes(run: Run, counting: Counting, since: datetime, until: datetime) -> Minutes:
    """Return who failed in a stretch of the past, without releases. Raises any `ClientError`.

    Two queries; `AnswerUnusable` where one answer does not hold the stretch.
    """
    first, last = began(since), began(until)
    values: Json = {"since": first, "until": last}
    asked = counting.model_copy(update={"release_property": ""})
    people, exposed = error_texts.people(counting, own=False), error_texts.exposed(asked, ())
    async with at_once() as group:
        rows = group.create_task(_all(run, people, values, PEOPLE))
        counts = group.create_task(_all(run, exposed, values | exposure_values(asked), EXPOSURE))
    sessions = {
        whole(row, "minute", EXPOSURE): whole(row, "entered", EXPOSURE) for row in counts.result()
    }
    return Minutes(_rows(_found(rows.result(), 0, counting)), sessions)


async def _all(run: Run, text: str, values: Json, name: str) -> list[Json]:
    return await run(text, values, name, MOST_ROWS)


async def _people(run: Run, wanted: Wanted) -> _People:
    counting, since = wanted.counting, wanted.began - BEFORE_PEOPLE
    values: Json = {"since": since, "until": wanted.until}
    if wanted.own:
        values["own"] = wanted.own
    text = error_texts.people(counting, own=bool(wanted.own))
    try:
        rows, sampled = await run(text, values, PEOPLE, MOST_ROWS), False
    except ClientError as error:
        if not is_cut(error) or counting.unit == "event":
            raise
        text = error_texts.people(counting, own=bool(wanted.own), sampled=True)
        rows = await run(text, {**values, "parts": PARTS}, PEOPLE, MOST_ROWS)
        sampled = True
    return _People(_found(rows, BEFORE_PEOPLE // 60, counting), sampled)


def _found(rows: Iterable[Json], before: int, counting: Counting) -> list[_Row]:
    found = [
        _Row(
            whole(row, "minute", PEOPLE) - before,
            words(row, "issue", PEOPLE),
            words(row, "who", PEOPLE),
            whole(row, "events", PEOPLE),
            told(row),
        )
        for row in rows
    ]
    return list(_each_event(found)) if counting.unit == "event" else found


def _each_event(found: Iterable[_Row]) -> Iterator[_Row]:
    """Give every event a name of its own, so that each counts."""
    left = MOST_EVENTS
    for row in found:
        left -= row.events
        if left < 0:
            raise unusable(PEOPLE, f"cut off: more than {MOST_EVENTS} errors without a person")
        for number in range(row.events):
            yield row._replace(who=f"{row.minute}/{row.issue}/{number}", events=1)


async def _exposed(
    run: Run, wanted: Wanted
) -> tuple[list[tuple[int, str, int]], dict[str, FunnelMinutes]]:
    """Return sessions by minute and release, and the funnels."""
    counting, since = wanted.counting, wanted.began - BEFORE_SESSIONS
    funnels = funnel_counts.asked(wanted.funnels)
    values: Json = {"since": since, "until": wanted.until, **exposure_values(counting)}
    text = error_texts.exposed(counting, [len(one.steps) for one in funnels])
    rows = await run(text, values | funnel_counts.values(funnels), EXPOSURE, MOST_ROWS)
    before = BEFORE_SESSIONS // 60
    entered: list[dict[int, int]] = [{} for _ in funnels]
    converted: list[dict[int, int]] = [{} for _ in funnels]
    sessions: list[tuple[int, str, int]] = []
    for row in rows:
        place, minute = whole(row, "place", EXPOSURE), whole(row, "minute", EXPOSURE) - before
        count = whole(row, "entered", EXPOSURE)
        if place == 0:
            sessions.append((minute, words(row, "release", EXPOSURE), count))
        elif place <= len(funnels):
            entered[place - 1][minute] = count
            converted[place - 1][minute] = whole(row, "converted", EXPOSURE)
    found = zip(funnels, entered, converted, strict=True)
    return sessions, {one.name: FunnelMinutes(into, out) for one, into, out in found}


def exposure_values(counting: Counting) -> Json:
    """Return the values of a text for sessions."""
    values: Json = {"exposure": counting.exposure} if counting.exposure else {}
    if error_texts.is_own(counting.release_property):
        values["own"] = counting.release_property
    return values


def _names(people: _People, exposed: Iterable[tuple[int, str, int]]) -> Iterator[tuple[int, Names]]:
    for row in people.rows:
        yield from ((row.minute, names) for names in row.releases)
    yield from ((minute, (release,)) for minute, release, _ in exposed if release)


def _rows(rows: Sequence[_Row], names: ReleaseNames | None = None) -> Rows:
    told = any(row.releases for row in rows)
    return Rows(
        issue=[row.issue for row in rows],
        person=[row.who for row in rows],
        minute=[row.minute for row in rows],
        events=[row.events for row in rows],
        release=_sides(rows, names) if names and told else (),
    )


def _sides(rows: Iterable[_Row], names: ReleaseNames) -> list[int]:
    known: dict[tuple[Names, ...], int] = {}
    for row in rows:
        if row.releases not in known:
            known[row.releases] = names.side(name for group in row.releases for name in group)
    return [known[row.releases] for row in rows]


def _by_minute(
    exposed: Iterable[tuple[int, str, int]], names: ReleaseNames
) -> dict[int | None, dict[int, int]]:
    """Return sessions by the minute: all of them at None, and those on either release."""
    counts: dict[int | None, dict[int, int]] = {None: defaultdict(int)}
    for minute, release, count in exposed:
        for side in (None, names.side((release,))):
            counts.setdefault(side, defaultdict(int))[minute] += count
    return counts


def _fewer(counts: Mapping[int, int], parts: int) -> dict[int, int]:
    return {minute: round(count / parts) for minute, count in counts.items()}


async def _born(run: Run, wanted: Wanted, people: _People) -> dict[str, str]:
    """Return the issues that nobody met before T0, with the file of their top in-app frame."""
    ids = _without_a_past(wanted, people)
    # Two queries went to the people: whatever made them so many is seen in the total.
    if not ids or people.sampled:
        return {}
    values: Json = {
        "ids": ids,
        "since": wanted.began - BORN_DAYS * DAY,
        "until": wanted.until,
        "began": wanted.began,
    }
    rows = await run(error_texts.born(wanted.counting), values, BORN, MOST_NEW)
    return {
        words(row, "issue", BORN): top_file(row.get("exceptions"), row.get("lib"))
        for row in rows
        if whole(row, "first_seen", BORN) >= wanted.began
    }


def _without_a_past(wanted: Wanted, people: _People) -> list[str]:
    """Return issues without a series or a row before T0 that have reached several people."""
    reached: dict[str, set[str]] = defaultdict(set)
    known = {*wanted.known, ""}
    for row in people.rows:
        if row.minute < 0:
            known.add(row.issue)
        else:
            reached[row.issue].add(row.who)
    several = [
        (len(whom), issue)
        for issue, whom in reached.items()
        if issue not in known and len(whom) >= PEOPLE_TO_ASK and travels(issue)
    ]
    return [issue for _, issue in sorted(several, key=lambda one: (-one[0], one[1]))[:MOST_NEW]]
