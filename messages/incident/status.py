"""Where an incident stands, and who said what about it."""

from collections.abc import Iterator

from messages.incident.view import mention, short
from scans.deploy_watch.incident import Incident
from scans.model import Deploy
from scans.words import when

_WORD = {
    "new": "",
    "acknowledged": "Acknowledged",
    "recovering": "Recovering",
    "resolved": "Resolved",
}
_SOMEBODY = "somebody"


def status_word(incident: Incident) -> str:
    """Return what stands before the headline; nothing for what is new and can wait."""
    over = incident.status in ("recovering", "resolved")
    critical = "Critical" if incident.critical and not over else ""
    return ", ".join(filter(None, (_WORD[incident.status], critical.lower()))).capitalize()


def status_line(incident: Incident) -> str:
    """Return everything that happened to the incident since it was noticed, as mrkdwn."""
    return " · ".join(_parts(incident))


def _parts(incident: Incident) -> Iterator[str]:
    yield f"*{_WORD[incident.status] or 'New'}*"
    yield f"noticed {when(incident.noticed_at)}{_minutes_after(incident)}"
    if incident.acknowledged_by:
        yield f"acknowledged by {_who(incident.acknowledged_by)}"
    if incident.assigned_to:
        yield f"assigned to {_who(incident.assigned_to)}"
    if incident.snoozed_until is not None and incident.status != "resolved":
        yield f"snoozed until {when(incident.snoozed_until)}"
    if incident.marked_wrong_by:
        yield f"marked as not of this deploy by {_who(incident.marked_wrong_by)}"
    if incident.muted_by:
        yield f"muted by {_who(incident.muted_by)}"
    if incident.rolled_back_by is not None:
        yield f"rolled back {_by(incident.rolled_back_by)}"
    if incident.recovered_at is not None:
        yield f"back to normal since {when(incident.recovered_at)}"


def _minutes_after(incident: Incident) -> str:
    minutes = round((incident.noticed_at - incident.deploy.at).total_seconds() / 60)
    return f", {minutes} min after the deploy" if minutes >= 0 else ""


def _who(user: str) -> str:
    return mention(user) or _SOMEBODY


def _by(deploy: Deploy) -> str:
    sha = f" to {short(deploy.sha)}" if deploy.sha else ""
    return f"{when(deploy.at)}{sha}"
