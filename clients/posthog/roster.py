"""Whether the flags that were read before may stand for the flags of now.

They may for a day, and only if the activity log says that nothing happened since to any flag, nor
to what an item of the list tells of other objects. Who cannot be asked has not said so.
"""

from datetime import datetime, timedelta

from clients.posthog.activity import ActivityLog
from clients.roster_memory import Roster

LONGEST = timedelta(hours=24)
"""However quiet the log is: `last_called_at` and the like grow old without an entry."""

SLACK = timedelta(minutes=5)
"""How far our clock and PostHog's may differ, and how late an entry may be written."""

SCOPES = ("EarlyAccessFeature", "Experiment", "FeatureFlag", "Project", "Survey", "Team")
"""Kinds whose changes show in a flag's item. A team's settings link a flag to session replay."""


async def still_holds(roster: Roster, log: ActivityLog, now: datetime) -> bool:
    """Return whether nothing says that the flags are others by now."""
    try:
        age = now - roster.read_at
    except TypeError:
        return False
    if not timedelta(0) <= age < LONGEST:
        return False
    return await log.quiet_since(roster.read_at - SLACK, SCOPES)
