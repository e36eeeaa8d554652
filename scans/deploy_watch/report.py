"""What a watch comes to, and what it shows of itself while it lives."""

from typing import Literal

from pydantic import AwareDatetime

from scans.deploy_watch.incident import Incident
from scans.deploy_watch.looks import SeriesLook
from scans.deploy_watch.telling import ToldIncident
from scans.deploy_watch.verdicts import Verdict
from scans.model.base import Model
from scans.model.code import Deploy
from scans.model.finding import BlockedBy

Ended = Literal["over", "resolved", "superseded", "rollback", "same_deploy", "too_late"]
"""Why a watch ended: its time was up, its incident was, a newer deploy took over, it took a deploy
back, another watch has the same deploy, or it was heard of when its time was up already."""

LOG_LINES = 120
"""As many as a report keeps: a watch at full pace for four hours and its incident's end."""

CARD_MEMO = "card"
"""Name of the memo that holds a watch's card."""


class WatchCard(Model):
    """What a watch shows of itself in Temporal's list: other watches and alerts go by it."""

    deploy: Deploy
    told: ToldIncident | None = None
    """The incident that people were told of."""
    marked_wrong: bool = False
    """A person said that the alert was none, or named the wrong change."""


class DeployWatchReport(Model):
    """One watched deploy, after its watch."""

    project: str
    deploy: Deploy
    as_of: AwareDatetime
    verdict: Verdict
    """Of the last look; `not_enough_evidence` where there was none."""
    ended: Ended
    superseded_by: Deploy | None = None
    rollback_of: str = ""
    """The sha that the deploy took back; it was not judged then."""
    sharing: tuple[Deploy, ...] = ()
    """Deploys less than two hours older: the verdict is theirs as well."""
    looks: int = 0
    refused: int = 0
    """Looks that could not judge."""
    alarm: SeriesLook | None = None
    """What alerted, as it was at that look."""
    alarm_minute: int | None = None
    incident: Incident | None = None
    """Without its curve and the stacks of its errors."""
    told: bool = False
    """Whether people were told of it."""
    told_url: str = ""
    blocked_by: BlockedBy | None = None
    """Why nobody was told of an incident; None also where there was none."""
    detail: str = ""
    marked_wrong: bool = False
    log: tuple[str, ...] = ()
    """What each look said, oldest first; the first lines are dropped beyond `LOG_LINES`."""


def in_short(incident: Incident) -> Incident:
    """Return an incident as a report keeps it: what somebody compares later, not the detail."""
    issues = tuple(each.model_copy(update={"frames": ()}) for each in incident.issues)
    return incident.model_copy(update={"curve": (), "issues": issues})
