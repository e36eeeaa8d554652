"""The door to PostHog for a watched deploy: what is normal, what is seen, what else changed.

One activity is one question, so that each can fail, and be tried again, by itself.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from temporalio import activity

from activities import error_evidence
from activities.heartbeat import beating
from activities.past_deploys import replay_past
from activities.watch_payloads import (
    BeginWatch,
    DescribeIssues,
    IssuesDescribed,
    LookAtDeploy,
    MarkDeploy,
    Marked,
    PlaceboReport,
    ReplayPast,
    WatchBegun,
)
from activities.wiring import OpenPostHog, Project, utc_now
from clients.capture import CaptureFile
from clients.posthog.deploy_annotations import SHA_DIGITS, body, is_marked
from scans.deploy_watch.looks import Look
from scans.model import BlockedBy
from scans.model.action import OutputMode
from scans.model.code import Deploy


@dataclass(frozen=True)
class Marking:
    """Whether deploys are marked in PostHog, and with whose key."""

    mode: OutputMode
    capture: CaptureFile
    writers: Mapping[str, OpenPostHog] = field(default_factory=dict[str, OpenPostHog])
    """By project, with a key that may write; only where the mode is `on`."""


class DeployWatchActivities:
    """Holds the projects; a key never leaves the client that was built with it."""

    def __init__(self, projects: Mapping[str, Project], marking: Marking) -> None:
        self._projects = projects
        self._marking = marking

    @activity.defn(name="begin_watch")
    async def begin_watch(self, order: BeginWatch) -> WatchBegun:
        """Learn what is normal at T0."""
        async with beating() as pulse:
            pulse(f"learning what is normal in {order.project}")
            return await error_evidence.begin(self._projects[order.project], order)

    @activity.defn(name="look_at_deploy")
    async def look_at_deploy(self, order: LookAtDeploy) -> Look:
        """Count everything since T0 and judge."""
        async with beating() as pulse:
            pulse(f"looking at {order.project}")
            return await error_evidence.look_at(self._projects[order.project], order, utc_now())

    @activity.defn(name="describe_issues")
    async def describe_issues(self, order: DescribeIssues) -> IssuesDescribed:
        """Learn what the errors in evidence look like, and what else changed then."""
        async with beating() as pulse:
            pulse(f"reading errors of {order.project}")
            return await error_evidence.describe(self._projects[order.project], order)

    @activity.defn(name="mark_deploy")
    async def mark_deploy(self, order: MarkDeploy) -> Marked:
        """Mark the deploy in the project's charts, once."""
        async with beating() as pulse:
            pulse(f"marking a deploy in {order.project}")
            project = self._projects[order.project]
            return await mark(project, order.deploy, self._marking, utc_now())

    @activity.defn(name="replay_past")
    async def replay_past(self, order: ReplayPast) -> PlaceboReport:
        """Watch the project's own past, where nothing was deployed."""
        project = self._projects[order.project]
        async with beating() as pulse:
            replayed = await replay_past(
                project.open_posthog,
                project.deploy_watch,
                project.name,
                order.at,
                order.days,
                heartbeat=pulse,
            )
        return replayed.report


async def mark(project: Project, deploy: Deploy, marking: Marking, now: datetime) -> Marked:
    """Annotate the deploy unless somebody has; preview writes down what would be sent.

    Raises:
        ClientError: PostHog could not be asked, or did not take the annotation.
        CaptureFailed: The preview could not be written.
    """
    if marking.mode == "off":
        return Marked(blocked_by=BlockedBy.OUTPUT_OFF, detail="outputs.posthog_writes is off")
    if not deploy.sha:
        return Marked(blocked_by=BlockedBy.BLIND, detail="the deploy names no commit")
    async with project.open_posthog() as posthog:
        known = await posthog.annotations_about(deploy.sha[:SHA_DIGITS])
    if is_marked(deploy, known):
        return Marked(detail="the deploy is marked already")
    if marking.mode == "preview":
        return await asyncio.to_thread(_captured, project, deploy, marking.capture, now)
    async with marking.writers[project.name]() as writer:
        await writer.annotate(body(deploy))
    return Marked()


def _captured(project: Project, deploy: Deploy, capture: CaptureFile, now: datetime) -> Marked:
    payload = body(deploy)
    capture.append_once(
        at=now,
        output="posthog_writes",
        operation="annotate",
        target=project.name,
        key=f"{payload['content']} {payload['date_marker']}",
        payload=payload,
    )
    return Marked(blocked_by=BlockedBy.PREVIEW, detail="the annotation is in the capture file")
