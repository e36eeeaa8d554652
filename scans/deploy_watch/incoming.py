"""What a watch is told from outside: the deploy it is for, deliveries of it, buttons pressed."""

from typing import Literal

from pydantic import Field

from scans.model.base import Model
from scans.model.code import Deploy

PressAction = Literal["ack", "assign", "snooze", "mute", "not_ours"]
"""The buttons below an incident, by the end of their action id `gk.incident.…`."""


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
