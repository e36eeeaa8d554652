"""How scans and watched deploys share the queries that a project may be asked in an hour.

Projects of an older kind may be asked 120 HogQL queries an hour, by everybody together.

1. A scan's reserve is set aside first, whether or not one is due: a scan always finishes.
2. Of the rest, every open watch gets the slowest pace, 9 minutes between looks, the newest deploy
   first. What does not fit waits, and says so: a look that is refused half way is worth nothing.
3. What is then left makes watches faster, the newest first: as many as possible to 6 minutes, then
   as many as possible to 3. Found a few minutes later is better than not looked for, so nobody is
   at full pace at the price of another one's place.

An hour of a watch is counted at its most: every look asks all it may ask, and the watch began in
that hour. The shares of all, with the reserve, are never more than the limit.
"""

import math

from pydantic import Field

from scans.model import Model

FULL_PACE, SLOWER_PACE, SLOWEST_PACE = 3, 6, 9
"""Minutes between two looks. At a slower one, a deploy's first hour would be over too soon."""

QUERIES_A_LOOK = 3
"""Who met which issue, who came at all, and which of the issues are new."""

QUERIES_AT_THE_START = 6
"""How people are counted here, what was normal by issue and in total, how many came, and which
release they carry; with declared funnels, how those converted."""


class WatchShares(Model):
    """How many of the open watches look how often, in the order of their deploys, newest first."""

    every_3_minutes: int = Field(default=0, ge=0)
    every_6_minutes: int = Field(default=0, ge=0)
    every_9_minutes: int = Field(default=0, ge=0)
    waiting: int = Field(default=0, ge=0)

    @property
    def queries(self) -> int:
        """The most that all of them ask in one hour."""
        return (
            self.every_3_minutes * queries_an_hour(FULL_PACE)
            + self.every_6_minutes * queries_an_hour(SLOWER_PACE)
            + self.every_9_minutes * queries_an_hour(SLOWEST_PACE)
        )


def queries_an_hour(pace: float) -> int:
    """Return the most that a watch asks in any hour, with `pace` minutes between its looks."""
    looks = math.ceil(60 / pace)
    return QUERIES_AT_THE_START + looks * QUERIES_A_LOOK


def share(limit: int, reserve: int, watches: int) -> WatchShares:
    """Share `limit` queries an hour: `reserve` for a scan, the rest for open deploy watches."""
    left = max(limit - reserve, 0)
    placed = min(watches, left // queries_an_hour(SLOWEST_PACE))
    left -= placed * queries_an_hour(SLOWEST_PACE)
    slower = _affordable(left, placed, SLOWEST_PACE, SLOWER_PACE)
    left -= slower * (queries_an_hour(SLOWER_PACE) - queries_an_hour(SLOWEST_PACE))
    full = _affordable(left, slower, SLOWER_PACE, FULL_PACE)
    return WatchShares(
        every_3_minutes=full,
        every_6_minutes=slower - full,
        every_9_minutes=placed - slower,
        waiting=watches - placed,
    )


def _affordable(left: int, watches: int, slow: int, fast: int) -> int:
    """Return how many of `watches` can go from one pace to the next with what is left."""
    return min(watches, left // (queries_an_hour(fast) - queries_an_hour(slow)))
