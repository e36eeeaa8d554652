"""The demo's second act: a deploy breaks the shop's checkout, is told, and is taken back.

In time lapse: the deploy lies fifty minutes back when it is heard of, and when it is taken back the
pretend company's past is told anew, as if that had happened a quarter of an hour later.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.watch_payloads import PlaceboReport
from cli.demo_stage import LOOK_SECONDS, Stage, first_of, result_of, triggered
from demo.company import PROJECT
from demo.emulators.credentials import FULL_NAME, GITHUB_WEBHOOK_SECRET
from scans.deploy_watch.incoming import watch_id
from scans.deploy_watch.report import DeployWatchReport
from scans.model import Deploy
from workflows import names

ENVIRONMENT = "production"
_PREVIOUS, _DEPLOYED, _TAKEN_BACK = timedelta(days=1), timedelta(minutes=50), timedelta(minutes=15)
_HISTORY_DAYS = 10
"""Of the shop's past that the story tells: more than the week without which nothing is judged."""


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
    began = datetime.now(UTC).replace(microsecond=0) - _DEPLOYED
    merged = await _merged(stage, began)
    replay = await _replayed(stage, client, merged, began)
    await _errors(stage, merged, began)
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
    await _errors(stage, merged, began, ended=taken_back)
    await _deployed(stage, merged["before"], taken_back)
    report = await result_of(client, watch, DeployWatchReport)
    return Incident(report=report, guilty=merged["bad"]["number"], replay=replay)


async def _replayed(stage: Stage, client: Client, merged: Any, began: datetime) -> PlaceboReport:
    """Let the rule be replayed at the shop's past, as it is without the deploy."""
    await _errors(stage, merged, began, kind="quiet")
    schedule = names.schedule_id("placebo", PROJECT)
    # The worker asks for one as soon as it is up; of two at once Temporal would skip the second.
    await first_of(client, schedule, PlaceboReport)
    return await triggered(client, schedule, PlaceboReport)


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


async def _errors(
    stage: Stage,
    merged: Any,
    began: datetime,
    *,
    kind: str = "bad_deploy",
    ended: datetime | None = None,
) -> None:
    """Tell the past of a shop that a deploy broke or not, until `ended` if that is given."""
    order = {
        "kind": kind,
        "began": began.isoformat(),
        "ended": ended and ended.isoformat(),
        "history_days": _HISTORY_DAYS,
        "error": merged["bad"]["error"],
        "frames": merged["bad"]["frames"],
        "commit": merged["after"],
    }
    async with httpx.AsyncClient(trust_env=False, timeout=60) as http:
        answer = await http.post(f"{stage.company.posthog}/_control/incident/", json=order)
        answer.raise_for_status()


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
