"""What a message needs beside its incident: who is who in Slack, and where code is shown."""

import re
from typing import NamedTuple
from urllib.parse import quote

from pydantic import Field

from messages import escape
from scans.deploy_watch.incident import Frame, Incident, IssueFacts
from scans.deploy_watch.suspects.frames import is_ours
from scans.model import Model

LONGEST_ADDRESS = 400
"""Characters; a longer link is not made, because all blocks together have to fit."""

_SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,20}")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_SHA = re.compile(r"[0-9a-f]{7,64}")

SHORT_SHA = 7


class View(Model):
    """How one workspace sees an incident."""

    mentions: dict[str, str] = Field(default_factory=dict[str, str])
    """GitHub login to the Slack user id that the message mentions; anybody else is plain text."""
    web_url: str = "https://github.com"
    """Where people read code."""
    last_of_the_day: bool = False
    """The channel is told of no other incident for a while."""


NOBODY = View()
"""The view that mentions nobody: every person is mentioned in one place of a message at most."""


class Room(NamedTuple):
    """How much a message shows."""

    reasons: int
    """For each suspect."""
    candidates: int
    characters: int
    """Of each text from elsewhere."""


def address(url: str) -> str:
    """Return an address that may be linked, or nothing."""
    return url if len(url) <= LONGEST_ADDRESS and escape.is_address(url) else ""


def person(login: str, view: View) -> str:
    """Return a GitHub user: as a mention where one is due, as plain text everywhere else."""
    user = view.mentions.get(login, "")
    return mention(user) or escape.slack(escape.cut(login, 40))


def mention(user: str) -> str:
    """Return a Slack user by id; nothing for what is no id."""
    return f"<@{user}>" if _SLACK_ID.fullmatch(user) else ""


def short(sha: str) -> str:
    """Return a commit as people write it, in a code span."""
    return escape.slack_code(sha[:SHORT_SHA])


def main_issue(incident: Incident) -> IssueFacts | None:
    """Return the error that the incident is about: that of the alarm, else the weightiest."""
    named = (each for each in incident.issues if each.issue == incident.alarm.series)
    heaviest = max(incident.issues, key=lambda each: each.weight, default=None)
    return next(named, heaviest)


def top_frame(issue: IssueFacts) -> Frame | None:
    """Return the frame of the team's own code that is nearest to the crash."""
    return next((frame for frame in issue.frames if is_ours(frame)), None)


def source_address(incident: Incident, frame: Frame, view: View) -> str:
    """Return where the deployed line is shown; nothing unless its file is known for certain."""
    path = incident.ranking.paths.get(frame.file, "") if incident.ranking else ""
    deploy = incident.deploy
    known = _REPOSITORY.fullmatch(deploy.repository) and _SHA.fullmatch(deploy.sha)
    if not path or not known:
        return ""
    line = f"#L{frame.line}" if frame.line else ""
    root = view.web_url.rstrip("/")
    return address(f"{root}/{deploy.repository}/blob/{deploy.sha}/{quote(path)}{line}")
