"""The door to Slack for incidents: one message each, and every development below it once."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from temporalio import activity

from activities.heartbeat import beating
from activities.watch_payloads import ReplyInThread, TellIncident, Told
from activities.wiring import utc_now
from clients.capture import CaptureFile
from clients.errors import ClientError
from clients.slack import Picture, Slack
from clients.slack_failures import MessageGone
from messages.digest import SlackMessage
from messages.incident import View, incident_message
from messages.incident.picture import curve_png, described
from messages.incident.thread import reply_key, thread_reply
from scans.deploy_watch.incident import Incident
from scans.deploy_watch.telling import is_critical, mentions
from scans.model import BlockedBy
from scans.model.action import OutputMode

_SKEW = timedelta(minutes=10)
"""Slack's clock may be behind ours: no message of an incident is older than it by more."""

PATIENT_ATTEMPTS = 3
"""As often a mention is worth another attempt; then the message goes out without it."""

CRITICAL = "critical"
"""Kind and key of the one reply that the channel sees too."""

_PICTURED = frozenset({"detail", "recovered"})


@dataclass(frozen=True)
class IncidentPlace:
    """Where incidents are told, and who is who there."""

    channel: str
    mode: OutputMode
    capture: CaptureFile
    people: Mapping[str, str] = field(default_factory=dict[str, str])
    """GitHub login to Slack user id or e-mail address."""
    web_url: str = "https://github.com"
    """Where people read code."""


class IncidentActivities:
    """Holds the one client that tells people of incidents."""

    def __init__(self, slack: Slack | None, place: IncidentPlace) -> None:
        self._slack = slack
        self._place = place

    @activity.defn(name="tell_incident")
    async def tell_incident(self, ask: TellIncident) -> Told:
        """Post the one message of an incident, or bring it up to date."""
        patient = activity.info().attempt < PATIENT_ATTEMPTS
        async with beating():
            return await asyncio.to_thread(tell, ask, self._slack, self._place, patient=patient)

    @activity.defn(name="reply_in_thread")
    async def reply_in_thread(self, ask: ReplyInThread) -> Told:
        """Say a development below the message, once."""
        async with beating():
            return await asyncio.to_thread(reply, ask, self._slack, self._place)


def tell(
    ask: TellIncident, slack: Slack | None, place: IncidentPlace, *, patient: bool = False
) -> Told:
    """Tell an incident, write it down, or say why neither happened.

    With `patient`, trouble in finding out whom to mention is worth another attempt.

    Raises:
        ServiceTrouble: Slack is away, or asks to wait; the same may be asked again.
        CaptureFailed: Preview mode could not write down what it would have sent.
    """
    if (told := _untold(ask.told, place)) is not None:
        return told
    became_critical = _becomes_critical(ask)
    if became_critical:
        incident = ask.incident.model_copy(update={"critical": True})
        ask = ask.model_copy(update={"incident": incident})
    users = _mentioned(ask, slack, place, patient=patient)
    view = View(mentions=users, web_url=place.web_url, last_of_the_day=ask.last_of_the_day)
    message = incident_message(ask.incident, view)
    if place.mode == "preview" or slack is None:
        _capture(place, "tell_incident", message)
        return ask.told.model_copy(update={"blocked_by": BlockedBy.PREVIEW, "detail": ""})
    try:
        told = _deliver(ask, slack, place, message, tuple(users.values()))
    except ClientError as error:
        return _refused(ask.told, error)
    if became_critical and ask.told.ts and CRITICAL not in told.threads:
        cry = ReplyInThread(incident=ask.incident, told=told, key=CRITICAL, kind=CRITICAL)
        return reply(cry, slack, place)
    return told


def _becomes_critical(ask: TellIncident) -> bool:
    """Tell whether the numbers of an incident have become critical since it was noticed."""
    incident = ask.incident
    open_still = incident.status in ("new", "acknowledged")
    return open_still and not incident.critical and is_critical(incident.verdict, incident.alarm)


def reply(ask: ReplyInThread, slack: Slack | None, place: IncidentPlace) -> Told:
    """Reply once per key, with a picture where one helps, or say why nobody was told.

    Raises:
        ServiceTrouble: Slack is away, or asks to wait; the same may be asked again.
        CaptureFailed: Preview mode could not write down what it would have sent.
    """
    if (told := _untold(ask.told, place)) is not None:
        return told
    message = thread_reply(ask.incident, ask.key, ask.kind, ask.text)
    picture = _picture(ask)
    said = {"threads": tuple(dict.fromkeys((*ask.told.threads, ask.key))), "detail": ""}
    if place.mode == "preview" or slack is None:
        _capture(place, "reply_in_thread", message, picture)
        return ask.told.model_copy(update={**said, "blocked_by": BlockedBy.PREVIEW})
    if not ask.told.ts:
        # Whoever was not told of an incident is not told how it goes on.
        return ask.told
    try:
        slack.reply_once(
            ask.told.channel_id,
            ask.told.ts,
            key=message.key,
            revision=message.revision,
            text=message.text,
            blocks=message.blocks,
            # All other developments are for those who follow the thread.
            broadcast=ask.kind == CRITICAL,
        )
    except ClientError as error:
        return _refused(ask.told, error)
    if picture is not None:
        said["detail"] = _show(slack, ask.told, picture)
    return ask.told.model_copy(update={**said, "blocked_by": None})


def _untold(told: Told, place: IncidentPlace) -> Told | None:
    """Return what is known already where nothing may be said."""
    if place.mode == "off":
        return told.model_copy(update={"blocked_by": BlockedBy.OUTPUT_OFF})
    return told if told.blocked_by is BlockedBy.DISMISSED else None


def _deliver(
    ask: TellIncident,
    slack: Slack,
    place: IncidentPlace,
    message: SlackMessage,
    mentioned: tuple[str, ...],
) -> Told:
    content: dict[str, Any] = {
        "key": message.key,
        "revision": message.revision,
        "text": message.text,
        "blocks": message.blocks,
    }
    if ask.told.ts:
        slack.rewrite(ask.told.channel_id, ask.told.ts, **content)
        return ask.told.model_copy(update={"blocked_by": None, "detail": ""})
    since = ask.incident.noticed_at - _SKEW
    posted = slack.post_once(place.channel, since=since, **content)
    return ask.told.model_copy(
        update={
            "channel_id": posted.channel_id,
            "ts": posted.ts,
            "url": posted.url,
            "mentioned": mentioned,
            "blocked_by": None,
            "detail": "",
        }
    )


def _refused(told: Told, error: ClientError) -> Told:
    """Return a refusal as a value that people see; what may pass by itself is raised."""
    if error.temporary:
        raise error
    gone = isinstance(error, MessageGone)
    reason = BlockedBy.DISMISSED if gone else BlockedBy.REFUSED
    detail = "a person deleted its message in Slack" if gone else str(error)
    return told.model_copy(update={"blocked_by": reason, "detail": detail})


def _mentioned(
    ask: TellIncident, slack: Slack | None, place: IncidentPlace, *, patient: bool
) -> dict[str, str]:
    """Return whom the message mentions: GitHub login to Slack user id.

    An edit calls nobody, so a message that is there keeps its mentions and gets no others.
    """
    allowed = None if ask.may_mention is None else {name.lower() for name in ask.may_mention}
    users: dict[str, str] = {}
    for login in mentions(ask.incident):
        if allowed is not None and login.lower() not in allowed and not ask.told.ts:
            continue
        user = _slack_user(login, ask.incident, slack, place, patient=patient)
        if user and (not ask.told.ts or user in ask.told.mentioned):
            users[login] = user
    return users


def _slack_user(
    login: str, incident: Incident, slack: Slack | None, place: IncidentPlace, *, patient: bool
) -> str:
    """Return the Slack user of a GitHub login: by the table, else by the address of the commit."""
    table = {name.lower(): person for name, person in place.people.items()}
    known = table.get(login.lower()) or _address(login, incident)
    if not known or "@" not in known:
        return known
    if slack is None:
        return ""
    try:
        return slack.user_of(known) or ""
    except ClientError as error:
        if error.temporary and patient:
            raise
        # An alert without its mention is better than none.
        return ""


def _address(login: str, incident: Incident) -> str:
    suspects = incident.ranking.suspects if incident.ranking else ()
    same = (each.email for each in suspects if each.author.lower() == login.lower() and each.email)
    return next(same, "")


def _picture(ask: ReplyInThread) -> Picture | None:
    if ask.kind not in _PICTURED or not ask.incident.curve:
        return None
    # Of the reply, not of the bytes: another machine's library may draw a line differently.
    name = hashlib.sha256(reply_key(ask.incident, ask.key).encode()).hexdigest()[:12]
    return Picture(
        name=f"deploy-{name}.png",
        content=curve_png(ask.incident),
        title="What was expected, and what happened",
        alt=described(ask.incident),
    )


def _show(slack: Slack, told: Told, picture: Picture) -> str:
    """Show a picture; return why it cannot be shown, which is no reason to lose the words."""
    try:
        slack.share_once(told.channel_id, told.ts, picture)
    except ClientError as error:
        if error.temporary:
            raise
        return f"the picture is missing: {error}"
    return ""


def _capture(
    place: IncidentPlace, operation: str, message: SlackMessage, picture: Picture | None = None
) -> None:
    payload: dict[str, Any] = {"text": message.text, "blocks": list(message.blocks)}
    if picture is not None:
        digest = hashlib.sha256(picture.content).hexdigest()
        payload["picture"] = {
            "name": picture.name,
            "bytes": len(picture.content),
            "sha256": digest,
            "alt": picture.alt,
        }
    place.capture.append_once(
        at=utc_now(),
        output="slack",
        operation=operation,
        target=place.channel,
        key=message.key,
        revision=message.revision,
        payload=payload,
    )
