"""What a watch is told from outside: the deploy it is for, deliveries of it, buttons pressed."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from scans.model.base import Model
from scans.model.code import Deploy
from scans.model.identity import deploy_watch_id

PressAction = Literal["ack", "assign", "snooze", "mute", "not_ours"]
"""The buttons below an incident, by the end of their action id `gk.incident.…`."""

OLDEST = timedelta(days=1)
"""A deploy that is heard of later is not watched: its two hours are over, and somebody noticed."""
AHEAD = timedelta(minutes=1)
"""How far the clock of whoever tells may run before ours."""

_WITH_HOURS = re.compile(r"(?P<watch>.+)\|(?P<hours>[0-9]{1,3})", re.DOTALL)


class DeployWatchRequest(Model):
    """Watch this deploy: the one argument of the workflow."""

    project: str
    """As configured."""
    deploy: Deploy


class HeardDeploy(Model):
    """One delivery that tells of the deploy; the first one starts the watch.

    The same deploy is heard more than once: by two webhooks, by a pipeline as well, and again by
    whoever looks for what was missed.
    """

    delivery: str
    """The sender's id of the delivery, which is the update's id as well: no two are alike."""
    deploy: Deploy


class Press(Model):
    """Somebody pressed a button below the incident of this watch."""

    action: PressAction
    user: str
    """Slack user id of whoever pressed it."""
    value: str = Field(default="", max_length=100)
    """Hours for `snooze`, the Slack user id for `assign`; empty for the rest."""
    trigger: str
    """Slack's `trigger_id`, which is the update's id as well: a repeated delivery has the same."""


class NotWatched(Model):
    """Something that was told and starts no watch."""

    reason: str
    """One clause for people; may quote what was told."""


def to_watch(deploy: Deploy, environments: Iterable[str], now: datetime) -> Deploy | NotWatched:
    """Return the deploy as it is watched, with its environment spelled as configured.

    One source writes `Production` and the other `production`: both mean one watch.
    """
    spelled = {name.casefold(): name for name in environments}
    environment = spelled.get(deploy.environment.casefold())
    if environment is None:
        watched = ", ".join(spelled.values())
        return NotWatched(reason=f"environment {deploy.environment!r} is none of: {watched}")
    if deploy.at < now - OLDEST:
        return NotWatched(reason=f"deployed at {deploy.at:%Y-%m-%d %H:%M} UTC, over a day ago")
    return deploy.model_copy(update={"environment": environment, "at": min(deploy.at, now)})


def watch_id(deploy: Deploy, project: str, projects: Collection[str]) -> str:
    """Return the id of the watch over a deploy for one of the repository's `projects`.

    GitHub's number tells a deploy from a later one of the same commit; where there is none, its
    commit does, or the name of its release. Each project of a shared repository has its own watch.
    """
    alone = watch_alone(deploy)
    return alone if len(projects) == 1 else f"{alone}:{project}"


def watch_alone(deploy: Deploy) -> str:
    """Return the id of the watch over a deploy whose repository has one project."""
    number = deploy.id or deploy.sha or deploy.release
    return deploy_watch_id(deploy.repository, deploy.environment, number)


def button_value(watch: str, hours: int | None = None) -> str:
    """Return what a button carries: which watch it is of, and for `snooze` how long."""
    return watch if hours is None else f"{watch}|{hours}"


def read_button(value: str) -> tuple[str, str]:
    """Return the watch's workflow id and the hours, as a text that may be empty."""
    if found := _WITH_HOURS.fullmatch(value):
        return found["watch"], found["hours"]
    return value, ""
