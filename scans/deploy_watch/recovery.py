"""Whether a rise is over: from what this look counts alone, so that a restart changes nothing."""

from scans.deploy_watch.guards import ratio
from scans.deploy_watch.timeline import Timeline

RECOVERED_RATIO = 1.2
"""A ratio below which nothing is left of a rise."""


def recovered(
    people: Timeline, sessions: Timeline, theta: float, row: int, minute: int, quiet_minutes: int
) -> bool:
    """Return whether the trailing ratio of a series stayed low for so many minutes.

    Both over all of them and over their second half, so that a rise that comes back is not over.
    Without sessions nothing is known, and then nothing is over.
    """
    begin = minute - quiet_minutes
    if begin < 0:
        return False
    for start in (begin, minute - quiet_minutes // 2):
        x = sessions.within(start, minute)
        if not x or ratio(people.within(start, minute)[row], x * theta) >= RECOVERED_RATIO:
            return False
    return True
