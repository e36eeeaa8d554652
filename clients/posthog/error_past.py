"""The hours before a moment: people, sessions, issues, and which issues were born in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from clients.errors import ClientError
from clients.posthog import error_texts, funnel_counts
from clients.posthog.error_counts import BORN_DAYS
from clients.posthog.error_span import MONTH, Span
from clients.posthog.error_ways import TOTAL
from clients.posthog.usage_rows import DAY, MOST_ROWS, Run, at_once, is_cut, whole, words
from scans.deploy_watch.counting import Counting
from scans.deploy_watch.observations import FunnelHours, History
from scans.deploy_watch.settings import Funnel
from scans.model import Json

ISSUES, OLDER = "errors by issue and hour", "older issues"
"""Names in the project's query log."""

DAYS = 28
MOST_ISSUES = 50
"""Issues with a series of their own: those with most people."""

Births = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Past:
    """Hours of a project, oldest first; the last one ends at `until`."""

    until: int
    """Unix seconds."""
    sessions: Sequence[int]
    """Session minutes: a session counts in every minute in which it did something."""
    users: Sequence[int]
    issues: Mapping[str, Sequence[int]]
    """People per hour of each issue; of very many issues, those with most people."""
    births: Mapping[str, tuple[int, int]]
    """Issue to the hour in which it was first met, by its place, and the people of its first two.

    Where issues are too many to be counted by the hour, the people it ever reached stand in: then
    more of them count as large, and a new one has to be larger to be told."""
    funnels: Mapping[str, FunnelHours] = field(default_factory=dict[str, FunnelHours])
    plain_events: bool = False

    def history(self, hours: int = DAYS * 24, *, before: int = 0) -> History:
        """Return what was known `before` hours before the end; nothing of it is from later."""
        end = len(self.users) - before
        begin = min(max(0, end - hours, self._first()), end)
        issues = {name: counts[begin:end] for name, counts in self.issues.items()}
        busy = sorted(issues, key=lambda name: (-sum(issues[name]), name))[:MOST_ISSUES]
        return History(
            sessions=self.sessions[begin:end],
            users=self.users[begin:end],
            issues={name: issues[name] for name in busy if any(issues[name])},
            births=tuple(people for first, people in self.births.values() if begin <= first < end),
            funnels={
                name: FunnelHours(one.entered[begin:end], one.converted[begin:end])
                for name, one in self.funnels.items()
            },
            plain_events=self.plain_events,
        )

    def _first(self) -> int:
        """The first hour with a session: errors alone tell nothing of what is normal."""
        return next((at for at, each in enumerate(self.sessions) if each), len(self.sessions))


async def read(
    run: Run,
    span: Span,
    counting: Counting,
    errors: Iterable[Json],
    sessions: Sequence[int],
    funnels: Sequence[Funnel],
) -> Past:
    """Return the hours of a span, given its errors and sessions. Raises any `ClientError`.

    Two queries, three with funnels, and some more where an answer does not hold all issues.
    """
    async with at_once() as group:
        met = group.create_task(_issues(run, span, counting))
        before = group.create_task(_older(run, span, counting))
        converted = group.create_task(funnel_counts.hours(run, counting, funnels, span))
    (issues, births), older = met.result(), before.result()
    return Past(
        until=span.until,
        sessions=sessions,
        users=span.spread(errors, f"{counting.unit}_people", TOTAL),
        issues=issues,
        births={name: born for name, born in births.items() if name not in older},
        funnels=converted.result(),
        plain_events=counting.unit == "event",
    )


async def _issues(run: Run, span: Span, counting: Counting) -> tuple[dict[str, list[int]], Births]:
    """Return people by the hour and issue, and when each was first met."""
    try:
        rows = await span.read(run, error_texts.issues(counting), {}, ISSUES, MOST_ROWS)
    except ClientError as error:
        if not is_cut(error):
            raise
        return await _busiest(run, span, counting)
    issues = _by_issue(span, rows)
    return issues, {name: _birth(counts) for name, counts in issues.items()}


async def _busiest(run: Run, span: Span, counting: Counting) -> tuple[dict[str, list[int]], Births]:
    """Return the hours of the issues with most people, and of all others only the first."""
    text = error_texts.busiest(counting, MOST_ISSUES)
    months = [await run(text, month, ISSUES, MOST_ROWS) for month in span.pieces(MONTH)]
    met = await run(error_texts.met(counting), span.values, ISSUES, MOST_ROWS)
    births = {
        words(row, "issue", ISSUES): (span.place(row, ISSUES), whole(row, "people", ISSUES))
        for row in met
    }
    return _by_issue(span, [row for month in months for row in month]), births


def _by_issue(span: Span, rows: Iterable[Json]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in rows:
        counts = found.setdefault(words(row, "issue", ISSUES), [0] * span.hours)
        counts[span.place(row, ISSUES)] = whole(row, "people", ISSUES)
    return found


def _birth(counts: Sequence[int]) -> tuple[int, int]:
    first = next((at for at, people in enumerate(counts) if people), 0)
    return first, sum(counts[first : first + 2])


async def _older(run: Run, span: Span, counting: Counting) -> frozenset[str]:
    """Return the issues that were met before; none of them was born in these hours.

    Where they are too many for an answer, none is known: then more issues seem to be born, and a
    new one has to be larger to be told.
    """
    older = Span(span.until - BORN_DAYS * DAY, span.since)
    try:
        rows = await run(error_texts.met(counting), older.values, OLDER, MOST_ROWS)
    except ClientError as error:
        if not is_cut(error):
            raise
        return frozenset()
    return frozenset(words(row, "issue", OLDER) for row in rows)
