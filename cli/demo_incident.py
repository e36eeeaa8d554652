"""The demo's second act: a deploy breaks the shop's checkout, is told, and is taken back.

In time lapse: the deploy lies fifty minutes back when it is heard of, and when it is taken back the
pretend company's past is told anew, as if that had happened a quarter of an hour later.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.watch_payloads import PlaceboReport
from cli.demo_stage import LOOK_SECONDS, Stage, first_of, result_of, tell_errors
from demo.company import PROJECT
from demo.emulators.credentials import FULL_NAME, GITHUB_WEBHOOK_SECRET
from scans.deploy_watch.incoming import watch_id
from scans.deploy_watch.report import DeployWatchReport
from scans.model import Deploy
from workflows import names

ENVIRONMENT = "production"
_PREVIOUS, _TAKEN_BACK = timedelta(days=1), timedelta(minutes=15)


@dataclass(frozen=True)
class Incident:
    """What came of the deploy, and which pull request had really done it."""

    report: DeployWatchReport
    guilty: int
    replay: PlaceboReport
    """Of the quiet past: without one nobody would have been told."""


async def play(stage: Stage, client: Client) -> Incident:
    """Merge, deploy, break, take back; wait until the watch has ended.

    Raises:
        DemoFailed: A workflow failed.
    """
    began = stage.began
    replay = await first_of(client, names.schedule_id("placebo", PROJECT), PlaceboReport)
    merged = await _merged(stage, began)
    await _errors(stage, merged)
    deployed = await _deployed(stage, merged["after"], began)
    deploy = Deploy(
        repository=FULL_NAME,
        environment=ENVIRONMENT,
        sha=merged["after"],
        at=began,
        source="github.deployments",
        id=str(deployed["id"]),
    )
    watch = watch_id(deploy, PROJECT, [PROJECT])
    await _told(client, watch)
    taken_back = began + _TAKEN_BACK
    await _errors(stage, merged, ended=taken_back)
    await _deployed(stage, merged["before"], taken_back)
    report = await result_of(client, watch, DeployWatchReport)
    return Incident(report=report, guilty=merged["bad"]["number"], replay=replay)


async def _merged(stage: Stage, began: datetime) -> Any:
    """Merge five pull requests, of which one is bad, after the last good deploy."""
    play = stage.company.emulators.play
    merged = await asyncio.to_thread(play, "incident", at=began.isoformat())
    await _deployed(stage, merged["before"], began - _PREVIOUS)
    hook = {"url": f"{stage.listener}/github", "secret": GITHUB_WEBHOOK_SECRET}
    await asyncio.to_thread(play, "hook", **hook)
    return merged


async def _deployed(stage: Stage, sha: str, at: datetime) -> Any:
    order: dict[str, Any] = {
        "ref": sha,
        "environment": ENVIRONMENT,
        "at": at.isoformat(),
        "creator": "robin-hazel",
        "states": [{"state": "success", "at": at.isoformat()}],
    }
    play: Callable[..., Any] = stage.company.emulators.play
    return await asyncio.to_thread(play, "deployments", **order)


async def _errors(stage: Stage, merged: Any, ended: datetime | None = None) -> None:
    """Let the deploy have broken the shop, until `ended` if that is given."""
    order = {
        "kind": "bad_deploy",
        "ended": ended and ended.isoformat(),
        "error": merged["bad"]["error"],
        "frames": merged["bad"]["frames"],
        "commit": merged["after"],
    }
    await asyncio.to_thread(tell_errors, stage.company, stage.began, **order)


async def _told(client: Client, watch: str) -> None:
    """Wait until the incident has its message."""
    while not await _has_incident(client, watch):  # noqa: ASYNC110
        await asyncio.sleep(LOOK_SECONDS)


async def _has_incident(client: Client, watch: str) -> bool:
    """Tell whether the watch shows one: the status of its incident is a search attribute."""
    try:
        described = await client.get_workflow_handle(watch).describe()
    except RPCError as error:
        # The webhook is on its way.
        if error.status is RPCStatusCode.NOT_FOUND:
            return False
        raise
    return described.typed_search_attributes.get(names.INCIDENT) is not None
