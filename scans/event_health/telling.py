"""What the authors of merged changes want to hear: has it arrived?"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

from scans.event_health.awaited import Arrived, Awaited, Outcome, State, outcomes
from scans.event_health.settings import EventHealthSettings
from scans.event_health.signals import read
from scans.model.base import Model
from scans.model.code import MergedChange
from scans.model.documents import Documents


class MergedNews(Model):
    """What to tell the author of a change, once for each kind."""

    change: MergedChange
    kind: Literal["seen", "missing"]
    """`seen`: everything arrived. `missing`: a day has passed and something did not."""
    arrived: tuple[Arrived, ...] = ()
    missing: tuple[Awaited, ...] = ()


def arrivals_to_tell(
    documents: Documents,
    merged: Iterable[MergedChange],
    settings: EventHealthSettings,
    now: datetime,
) -> tuple[MergedNews, ...]:
    """Return what is to be told on merged pull requests, in the order of repository and number.

    Everything seen is news at once. Something missing is news a day after the deploy. Whoever sends
    this sees to it that each kind is told once.
    """
    signals = read(documents, (), now)
    return tuple(_news(outcomes(signals, merged, settings, now)))


def _news(found: Iterable[Outcome]) -> Iterator[MergedNews]:
    for one in found:
        absent = tuple(awaited for awaited, state in one.rest if state is State.ABSENT)
        if not one.rest:
            yield MergedNews(change=one.change, kind="seen", arrived=one.arrived)
        elif one.due and absent:
            yield MergedNews(change=one.change, kind="missing", arrived=one.arrived, missing=absent)
