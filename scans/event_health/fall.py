"""When did a share fall? The hour that best splits the hours before from the hours since.

Every split is held against the rows by its likelihood: two shares, one on each side, explain the
rows best where the fall really was. Hours weigh by their rows, so a night with two of them neither
hides a fall nor makes one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from scans.event_health.items import Hour
from scans.model.code import Deploy

HOUR = timedelta(hours=1)

SLACK = timedelta(minutes=10)
"""Between a deploy and the time that its source writes down."""

PRODUCTION = frozenset({"", "production", "prod", "live"})
"""Environments whose deploys come first; the empty one is not told."""


@dataclass(frozen=True)
class Fall:
    """The hour since which fewer rows carry something, with both sides of it."""

    at: datetime
    """The beginning of the first low hour."""
    rows_before: int
    carried_before: int
    rows: int
    carried: int
    last_high: datetime
    """The beginning of the last hour with rows before it."""
    latest: datetime
    """When what caused it can have happened, at the latest."""


def fall(hours: Sequence[Hour]) -> Fall | None:
    """Return the fall; None where no split has a higher share before it than since."""
    ordered = sorted((hour for hour in hours if hour.rows >= hour.carried and hour.rows), key=_at)
    rows = [0, *accumulate(hour.rows for hour in ordered)]
    carried = [0, *accumulate(hour.carried for hour in ordered)]
    best, split = -math.inf, 0
    for at in range(1, len(ordered)):
        before, since = (carried[at], rows[at]), (carried[-1] - carried[at], rows[-1] - rows[at])
        likelihood = _likelihood(*before) + _likelihood(*since)
        if before[0] * since[1] > since[0] * before[1] and likelihood > best:
            best, split = likelihood, at
    if not split:
        return None
    return Fall(
        at=_time(ordered[split].at),
        rows_before=rows[split],
        carried_before=carried[split],
        rows=rows[-1] - rows[split],
        carried=carried[-1] - carried[split],
        last_high=_time(ordered[split - 1].at),
        latest=_latest(
            ordered[split - 1],
            ordered[split],
            carried[split] / rows[split],
            (carried[-1] - carried[split]) / (rows[-1] - rows[split]),
        ),
    )


def rise(hours: Sequence[Hour], since: datetime) -> Fall | None:
    """Return when the share rose again after `since`: what does not carry it fell."""
    return fall(
        [
            Hour(at=hour.at, rows=hour.rows, carried=hour.rows - hour.carried)
            for hour in hours
            if _time(hour.at) >= since and hour.rows >= hour.carried
        ]
    )


def deploy_before(found: Fall, deploys: Sequence[Deploy], within_hours: int) -> Deploy | None:
    """Return the last deploy that can have caused the fall; `deploys` are in the order of time.

    Between the last high and the first low hour nobody saw anything, so the search begins at the
    last high hour wherever that is further back than `within_hours`.
    """
    earliest = min(found.at - timedelta(hours=within_hours), found.last_high)
    near = [one for one in deploys if earliest <= one.at <= found.latest]
    live = [one for one in near if in_production(one)]
    return (live or near or [None])[-1]


def in_production(deploy: Deploy) -> bool:
    """Whether users get what it deploys, as far as it says."""
    return deploy.environment.casefold() in PRODUCTION


def _at(hour: Hour) -> tuple[int, int, int]:
    return hour.at, hour.rows, hour.carried


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _likelihood(carried: int, rows: int) -> float:
    """Return the logarithm of how likely these rows are, given their own share."""
    parts = (carried, rows - carried)
    return sum(part * math.log(part / rows) for part in parts if part)


def _latest(high: Hour, low: Hour, share_before: float, share_since: float) -> datetime:
    """Return the latest time of the change, from how mixed the hours at the split are.

    An hour of which a tenth is high changed after a tenth of it. How well that is known depends on
    the rows: they lie so many minutes apart.
    """
    step = share_before - share_since
    still_high = _within_one((low.carried / low.rows - share_since) / step)
    touches = low.at - high.at == HOUR.total_seconds()
    already_low = _within_one((share_before - high.carried / high.rows) / step) if touches else 0
    apart = HOUR * 2 / min(low.rows, high.rows)
    begins = _time(low.at)
    return min(begins + HOUR * (still_high - already_low) + max(SLACK, apart), begins + HOUR)


def _within_one(value: float) -> float:
    return max(0.0, min(1.0, value))
