"""How long a watch lives, who looks how often, and what deploys of one environment are to others.

The windows are those of the detector's settings. Watches are ordered by the time of their deploys;
where two are of the same second, by the ids of their watches, so that every watch sees one order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scans import query_budget
from scans.deploy_watch.settings import DeployWatchSettings
from scans.model.base import Model
from scans.model.code import Deploy

SHARING = timedelta(hours=2)
"""Deploys less apart share one verdict, which names both: two watches of half an hour each would
know less than one of an hour."""


@dataclass(frozen=True)
class Watched:
    """One open watch, or one that ended lately."""

    id: str
    deploy: Deploy
    open: bool = True

    @property
    def order(self) -> tuple[datetime, str]:
        """What all watches agree on: the time of the deploy, then the id."""
        return (self.deploy.at, self.id)

    def is_newer_than(self, other: "Watched") -> bool:
        """Tell whether its deploy came after the other's."""
        return self.order > other.order


class Neighbours(Model):
    """What the other watches of an environment are to one of them."""

    newer: Deploy | None = None
    """The newest that is open; it takes over."""
    older: tuple[str, ...] = ()
    """Ids of the open watches that this one takes over from."""
    sharing: tuple[Deploy, ...] = ()
    """Older deploys that share the verdict, newest first."""
    same: str = ""
    """Id of an older open watch of the same commit: two sources told of one deploy."""


def is_over(
    deploy: Deploy, steps: Sequence[int], settings: DeployWatchSettings, now: datetime
) -> bool:
    """Tell whether a deploy has been watched for as long as deploys are.

    `steps` are the minutes after T0 at which more of the traffic moved to the new release.
    """
    minutes = max(steps, default=0) + settings.watch_minutes
    minutes = min(minutes, max(settings.most_watch_minutes, settings.watch_minutes))
    return now >= deploy.at + timedelta(minutes=minutes)


def is_given_up(since: datetime, settings: DeployWatchSettings, now: datetime) -> bool:
    """Tell whether an incident that people know of `since` then is followed no further."""
    return now >= since + timedelta(minutes=settings.most_watch_minutes)


def neighbours(own: Watched, others: Iterable[Watched]) -> Neighbours:
    """Return what the other watches of the same environment mean for this one."""
    there = [each for each in others if each.id != own.id and _same_place(each, own)]
    older = sorted(
        (each for each in there if own.is_newer_than(each)),
        key=lambda each: each.order,
        reverse=True,
    )
    same = next((each.id for each in older if each.open and _same_commit(each, own)), "")
    before = [each for each in older if not _same_commit(each, own)]
    newer = [
        each
        for each in there
        if each.open and each.is_newer_than(own) and not _same_commit(each, own)
    ]
    newest = max(newer, key=lambda each: each.order, default=None)
    shares = (each.deploy for each in before if own.deploy.at - each.deploy.at < SHARING)
    return Neighbours(
        newer=newest.deploy if newest else None,
        older=tuple(each.id for each in before if each.open),
        sharing=tuple(shares),
        same=same,
    )


def _same_place(one: Watched, other: Watched) -> bool:
    mine, theirs = one.deploy, other.deploy
    return (mine.repository, mine.environment) == (theirs.repository, theirs.environment)


def _same_commit(one: Watched, other: Watched) -> bool:
    return bool(one.deploy.sha) and one.deploy.sha == other.deploy.sha


@dataclass(frozen=True)
class Turn:
    """How often a watch looks, and why no oftener."""

    pace_minutes: float
    waiting: bool = False
    said: str = ""


def turn_of(
    own: Watched, open_watches: Iterable[Watched], limit: int, reserve: int, wanted: float
) -> Turn:
    """Return how often a watch looks that would look every `wanted` minutes.

    `open_watches` are all that ask the same project. `limit` and `reserve` are queries an hour:
    all of them together, and those that are kept for scans.
    """
    others = [each for each in open_watches if each.id != own.id]
    watches = len(others) + 1
    if _all_fit(watches, limit, reserve, wanted):
        return Turn(wanted)
    shares = query_budget.share(limit, reserve, watches)
    place = sum(each.is_newer_than(own) for each in others)
    beyond_full = shares.every_3_minutes
    beyond_slower = beyond_full + shares.every_6_minutes
    asked = f"{limit} queries an hour for {_count(watches)}"
    if place >= beyond_slower + shares.every_9_minutes:
        said = f"waits: {asked}; newer deploys come first."
        return Turn(float(query_budget.SLOWEST_PACE), waiting=True, said=said)
    pace = query_budget.SLOWEST_PACE
    if place < beyond_full:
        pace = query_budget.FULL_PACE
    elif place < beyond_slower:
        pace = query_budget.SLOWER_PACE
    if pace <= wanted:
        return Turn(wanted)
    return Turn(float(pace), said=f"looks every {pace} minutes, not every {wanted:g}: {asked}.")


def _all_fit(watches: int, limit: int, reserve: int, pace: float) -> bool:
    """Tell whether everybody can have a pace of their own choice."""
    return watches * query_budget.queries_an_hour(pace) <= limit - reserve


def _count(watches: int) -> str:
    return "1 watched deploy" if watches == 1 else f"{watches} watched deploys"


def window_of(settings: DeployWatchSettings) -> timedelta:
    """Return how old a deploy may be when it is heard of and still be worth watching."""
    return timedelta(minutes=settings.watch_minutes)
