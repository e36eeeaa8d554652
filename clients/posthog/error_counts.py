"""One look at a deploy: who met which error since an hour before, and in how many sessions.

At most three queries, two at once: people, sessions (with every declared funnel), and, where an
issue without a past has reached several people, whether it is new. A look that could not read
something raises why, or says it: half of the rows would look like half of the errors.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from clients.posthog import error_people, error_texts, exposure_counts
from clients.posthog.error_frames import top_file
from clients.posthog.error_people import People, Stretch
from clients.posthog.error_releases import Names, ReleaseNames
from clients.posthog.exposure_counts import Exposed
from clients.posthog.usage_rows import DAY, HOUR, Run, at_once, seconds, travels, whole, words
from scans.deploy_watch.counting import Counting
from scans.deploy_watch.observations import Observed, Rows
from scans.deploy_watch.settings import Funnel
from scans.model import Json
from scans.model.code import Deploy

BORN = "new issues"
"""Name in the project's query log."""

BEFORE_PEOPLE = HOUR
"""Whoever fails all the time must not look new at T0."""
BEFORE_SESSIONS = 3 * HOUR
"""For the pace of the traffic before."""

NO_SESSIONS = "there was no session in the last three hours"

BORN_DAYS = 90
PEOPLE_TO_ASK = 3
"""An issue of fewer people is never told, so nobody has to know whether it is new."""
MOST_NEW = 50
"""Issues without a past that are asked about in one look, those with most people first."""


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


@dataclass(frozen=True)
class Minutes:
    """A stretch of minutes of a project, counted from its beginning."""

    rows: Rows
    sessions: Mapping[int, int]


def began(at: datetime) -> int:
    """Return T0 in Unix seconds, cut to the full minute: every minute after it is a whole one."""
    return seconds(at) // 60 * 60


async def look(run: Run, wanted: Wanted) -> Observed:
    """Return everything visible at one look. Raises any `ClientError`."""
    async with at_once() as group:
        rows = group.create_task(_people(run, wanted))
        counts = group.create_task(_exposed(run, wanted))
    people, exposed = rows.result(), counts.result()
    if not exposed.minutes:
        return Observed(Rows(), {}, blind=NO_SESSIONS)
    names = ReleaseNames(wanted.deploy)
    names.learn(_names(people, exposed))
    parts = error_people.PARTS if people.sampled else 1
    sessions = exposure_counts.sides(exposed.minutes, names, parts)
    return Observed(
        rows=error_people.columns(people.rows, names),
        sessions=sessions.all,
        on_new=sessions.new,
        born=await _born(run, wanted, people),
        funnels=exposed.funnels,
        on_old=sessions.old,
    )


async def minutes(run: Run, counting: Counting, since: datetime, until: datetime) -> Minutes:
    """Return who failed in a stretch of the past, without releases. Raises any `ClientError`.

    Two queries; `AnswerUnusable` where one answer does not hold the stretch.
    """
    first, last = began(since), began(until)
    untold = counting.model_copy(update={"release_property": ""})
    async with at_once() as group:
        rows = group.create_task(error_people.read_all(run, counting, Stretch(first, last)))
        counts = group.create_task(exposure_counts.read(run, untold, first, last))
    sessions = {each.minute: each.sessions for each in counts.result().minutes}
    return Minutes(error_people.columns(rows.result()), sessions)


async def _people(run: Run, wanted: Wanted) -> People:
    since = wanted.began - BEFORE_PEOPLE
    stretch = Stretch(since, wanted.until, BEFORE_PEOPLE // 60, wanted.own)
    return await error_people.read(run, wanted.counting, stretch)


async def _exposed(run: Run, wanted: Wanted) -> Exposed:
    since, before = wanted.began - BEFORE_SESSIONS, BEFORE_SESSIONS // 60
    return await exposure_counts.read(
        run, wanted.counting, since, wanted.until, before=before, funnels=wanted.funnels
    )


def _names(people: People, exposed: Exposed) -> Iterator[tuple[int, Names]]:
    for row in people.rows:
        yield from ((row.minute, names) for names in row.releases)
    for minute, release, _ in exposed.minutes:
        if release:
            yield minute, (release,)


async def _born(run: Run, wanted: Wanted, people: People) -> dict[str, str]:
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


def _without_a_past(wanted: Wanted, people: People) -> list[str]:
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
