"""How many sessions there were in which minute, on which release, in which funnel: one query."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from clients.posthog import exposure_texts, funnel_counts
from clients.posthog.error_releases import ReleaseNames
from clients.posthog.usage_rows import MOST_ROWS, Run, unusable, whole, words
from scans.deploy_watch.counting import Counting
from scans.deploy_watch.observations import NEW_RELEASE, OLD_RELEASE, FunnelMinutes
from scans.deploy_watch.settings import Funnel
from scans.model import Json

NAME = "sessions by minute"
"""In the project's query log."""


class Minute(NamedTuple):
    """Sessions of a minute that carry the same release; an empty one: none."""

    minute: int
    release: str
    sessions: int


@dataclass(frozen=True)
class Exposed:
    """Every minute with a session, and the declared funnels by name."""

    minutes: list[Minute]
    funnels: Mapping[str, FunnelMinutes] = field(default_factory=dict[str, FunnelMinutes])


class Sides(NamedTuple):
    """Sessions by the minute: all of them, and those on either release, where any tells it."""

    all: dict[int, int]
    new: dict[int, int] | None
    old: dict[int, int] | None


async def read(
    run: Run,
    counting: Counting,
    since: int,
    until: int,
    *,
    before: int = 0,
    funnels: Sequence[Funnel] = (),
) -> Exposed:
    """Return sessions between two moments in Unix seconds. Raises any `ClientError`.

    Minutes count from `before` minutes after `since`.
    """
    known = funnel_counts.asked(funnels)
    values: Json = {"since": since, "until": until, **exposure_texts.values(counting)}
    text = exposure_texts.exposed(counting, [len(one.steps) for one in known])
    rows = await run(text, values | funnel_counts.values(known), NAME, MOST_ROWS)
    entered: list[dict[int, int]] = [{} for _ in known]
    converted: list[dict[int, int]] = [{} for _ in known]
    minutes: list[Minute] = []
    for row in rows:
        place, minute = whole(row, "place", NAME), whole(row, "minute", NAME) - before
        count = whole(row, "entered", NAME)
        if place == 0:
            minutes.append(Minute(minute, words(row, "release", NAME), count))
        elif place <= len(known):
            entered[place - 1][minute] = count
            converted[place - 1][minute] = whole(row, "converted", NAME)
        else:
            raise unusable(NAME, "a funnel that was not asked for")
    found = zip(known, entered, converted, strict=True)
    return Exposed(minutes, {one.name: FunnelMinutes(into, out) for one, into, out in found})


def sides(minutes: Iterable[Minute], names: ReleaseNames, parts: int = 1) -> Sides:
    """Return sessions by the minute and release, as if there were so many `parts` fewer."""
    counts: dict[int | None, dict[int, int]] = {None: defaultdict(int)}
    for minute, release, sessions in minutes:
        for side in (None, names.side((release,))):
            counts.setdefault(side, defaultdict(int))[minute] += sessions
    if NEW_RELEASE not in counts and OLD_RELEASE not in counts:
        return Sides(_fewer(counts[None], parts), None, None)
    new, old = (_fewer(counts.get(side, {}), parts) for side in (NEW_RELEASE, OLD_RELEASE))
    return Sides(_fewer(counts[None], parts), new, old)


def _fewer(counts: Mapping[int, int], parts: int) -> dict[int, int]:
    return {minute: round(count / parts) for minute, count in counts.items()}
