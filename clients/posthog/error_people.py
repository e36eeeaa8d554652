"""Who met which error in which minute, and on which release: the rows of one look."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from clients.errors import ClientError
from clients.posthog import error_texts
from clients.posthog.error_releases import Names, ReleaseNames, told
from clients.posthog.usage_rows import MOST_ROWS, Run, is_cut, unusable, whole, words
from scans.deploy_watch.counting import Counting
from scans.deploy_watch.observations import Rows
from scans.model import Json

NAME = "errors by person"
"""In the project's query log."""

PARTS = 8
"""Where one answer does not hold everybody, one in so many people is counted, and sessions as if
they were so many fewer: the ratio is the same."""

MOST_EVENTS = 200_000
"""Where events count as people, so many at most."""


class Row(NamedTuple):
    """Who met which issue in a minute, and what they call their releases."""

    minute: int
    issue: str
    who: str
    events: int
    releases: tuple[Names, ...]


@dataclass(frozen=True)
class People:
    """The rows, in the order of minutes."""

    rows: list[Row]
    sampled: bool = False
    """Whether these are one in `PARTS` of the people."""


@dataclass(frozen=True)
class Stretch:
    """What is read: from one moment to another, in Unix seconds."""

    since: int
    until: int
    before: int = 0
    """Minutes after `since` from which minutes are counted."""
    own: str = ""
    """The customer's own property for releases; empty: there is none."""


async def read(run: Run, counting: Counting, stretch: Stretch) -> People:
    """Return everybody, or some of the people where one answer does not hold all of them.

    One query or two. Raises any `ClientError`; `AnswerUnusable` where it does not hold some either.
    """
    try:
        return People(await read_all(run, counting, stretch))
    except ClientError as error:
        if not is_cut(error) or counting.unit == "event":
            raise
    return People(await read_all(run, counting, stretch, parts=PARTS), sampled=True)


async def read_all(run: Run, counting: Counting, stretch: Stretch, *, parts: int = 1) -> list[Row]:
    """Return everybody, or one in so many `parts`, with one query. Raises any `ClientError`."""
    values: Json = {"since": stretch.since, "until": stretch.until}
    values |= {"own": stretch.own} if stretch.own else {}
    values |= {"parts": parts} if parts > 1 else {}
    text = error_texts.people(counting, own=bool(stretch.own), sampled=parts > 1)
    found = [
        Row(
            whole(row, "minute", NAME) - stretch.before,
            words(row, "issue", NAME),
            words(row, "who", NAME),
            whole(row, "events", NAME),
            told(row),
        )
        for row in await run(text, values, NAME, MOST_ROWS)
    ]
    return list(_each_event(found)) if counting.unit == "event" else found


def columns(rows: Sequence[Row], names: ReleaseNames | None = None) -> Rows:
    """Return rows as the detector takes them, each with its release where any row tells one."""
    tells = any(row.releases for row in rows)
    return Rows(
        issue=[row.issue for row in rows],
        person=[row.who for row in rows],
        minute=[row.minute for row in rows],
        events=[row.events for row in rows],
        release=_sides(rows, names) if names and tells else (),
    )


def _each_event(found: Iterable[Row]) -> Iterator[Row]:
    """Give every event a name of its own, so that each counts."""
    left = MOST_EVENTS
    for row in found:
        left -= row.events
        if left < 0:
            raise unusable(NAME, f"cut off: more than {MOST_EVENTS} errors without a person")
        for number in range(row.events):
            yield row._replace(who=f"{row.minute}/{row.issue}/{number}", events=1)


def _sides(rows: Iterable[Row], names: ReleaseNames) -> list[int]:
    known: dict[tuple[Names, ...], int] = {}
    for row in rows:
        if row.releases not in known:
            known[row.releases] = names.side(name for group in row.releases for name in group)
    return [known[row.releases] for row in rows]
