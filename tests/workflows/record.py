"""Records the histories that the replay test holds on to: `python -m tests.workflows.record`.

With names of cases behind it, only those: a recorded history of an earlier release stays as it is.

Each good one is what today's workflow did on a real server. Each bad one was made by a workflow of
the same name with another order, and must be refused by the replay of today's.
"""

import asyncio
import json
import sys
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from temporalio import workflow
from temporalio.client import Client, WorkflowHandle
from temporalio.exceptions import ApplicationError

from activities.watch_payloads import DeployChange, MarkDeploy, MayAlert, WatchRun
from scans.deploy_watch.verdicts import Verdict
from scans.model import (
    BlockedBy,
    CleanupRequest,
    DigestRequest,
    ScanRequest,
)
from tests.workflows.bench import Pretended, dev_server, working
from tests.workflows.pretend_activities import PretendActivities, finding
from tests.workflows.pretend_watch import PretendWatch, Script, always, deploy
from workflows import names
from workflows.registry import WORKFLOWS

FOLDER = Path(__file__).parent.parent / "histories"
_SOON = timedelta(seconds=30)


@workflow.defn(name=names.STALE_FLAG_SCAN, sandboxed=False)
class JudgesBeforeItReads:
    """A scan that reports before it has asked PostHog."""

    @workflow.run
    async def run(self, request: ScanRequest) -> None:
        """Wait first, then read."""
        await workflow.sleep(0.01)
        await workflow.execute_activity(
            "assess_flags", request, task_queue=names.POSTHOG, start_to_close_timeout=_SOON
        )


@workflow.defn(name=names.DEAD_EVENT_SCAN, sandboxed=False)
class AssessesBeforeItKnowsTheNames:
    """A scan of events that asks PostHog before it has read any code."""

    @workflow.run
    async def run(self, request: ScanRequest) -> None:
        """Look back first, then find out what there is to look at."""
        for name in ("settled_findings", "begin_scan"):
            await workflow.execute_activity(
                name, request, task_queue=names.CORE, start_to_close_timeout=_SOON
            )


@workflow.defn(name=names.EVENT_HEALTH_SCAN, sandboxed=False)
class WaitsBeforeItBegins:
    """A scan of event health with a timer in front."""

    @workflow.run
    async def run(self, request: ScanRequest) -> None:
        """Wait first, then begin."""
        await workflow.sleep(0.01)
        await workflow.execute_activity(
            "begin_scan", request, task_queue=names.CORE, start_to_close_timeout=_SOON
        )


@workflow.defn(name=names.CLEANUP, sandboxed=False)
class ProposesTwice:
    """A cleanup that lists pull requests where today's proposes one."""

    @workflow.run
    async def run(self, request: CleanupRequest) -> None:
        """Ask for the wrong activity."""
        await workflow.execute_activity(
            "open_pull_requests",
            DigestRequest(project=request.project),
            task_queue=names.CHECKOUT,
            start_to_close_timeout=_SOON,
        )


@workflow.defn(name=names.DIGEST, sandboxed=False)
class ListsBeforeItLooksBack:
    """A digest in another order."""

    @workflow.run
    async def run(self, request: DigestRequest) -> None:
        """Ask for pull requests first."""
        for name, queue in (("open_pull_requests", names.CHECKOUT), ("look_back", names.CORE)):
            await workflow.execute_activity(
                name, request, task_queue=queue, start_to_close_timeout=_SOON
            )


@workflow.defn(name=names.DEPLOY_WATCH, sandboxed=False)
class MarksBeforeItKnowsItsPlace:
    """A watch that writes before it has asked whether it is needed."""

    @workflow.run
    async def run(self, request: WatchRun) -> None:
        """Mark first, then ask."""
        order = MarkDeploy(project=request.project, deploy=request.deploy)
        await workflow.execute_activity(
            "mark_deploy", order, task_queue=names.POSTHOG, start_to_close_timeout=_SOON
        )


@workflow.defn(name=names.RECONCILE_DEPLOYS, sandboxed=False)
class WaitsBeforeItLooks:
    """A look for missed deploys with a timer in front."""

    @workflow.run
    async def run(self, request: ScanRequest) -> None:
        """Wait, and find nothing."""
        await workflow.sleep(0.01)


@workflow.defn(name=names.PLACEBO_REPLAY, sandboxed=False)
class RestsInsteadOfReplaying:
    """A replay that asks nobody."""

    @workflow.run
    async def run(self, request: ScanRequest) -> None:
        """Wait, and know nothing."""
        await workflow.sleep(0.01)


SCAN = ScanRequest(project="shop")
WATCH = WatchRun(project="shop", deploy=deploy())
DIGEST = DigestRequest(project="shop")
CLEANUP = CleanupRequest(
    project="shop", repository="my-org/shop", finding=finding(), slug="new-checkout"
)

BAD = {
    names.STALE_FLAG_SCAN: (JudgesBeforeItReads, SCAN),
    names.DEAD_EVENT_SCAN: (AssessesBeforeItKnowsTheNames, SCAN),
    names.EVENT_HEALTH_SCAN: (WaitsBeforeItBegins, SCAN),
    names.CLEANUP: (ProposesTwice, CLEANUP),
    names.DIGEST: (ListsBeforeItLooksBack, DIGEST),
    names.DEPLOY_WATCH: (MarksBeforeItKnowsItsPlace, WATCH),
    names.RECONCILE_DEPLOYS: (WaitsBeforeItLooks, SCAN),
    names.PLACEBO_REPLAY: (RestsInsteadOfReplaying, SCAN),
}

Case = tuple[str, str, Any, Pretended]


def _cases() -> list[Case]:
    several = ("my-org/shop", "my-org/api", "my-org/site")
    failing = PretendActivities()
    failing.event_fails = True
    silenced = PretendActivities(subjects=("a",))
    silenced.refusals = {"tell": ApplicationError("no comments here", non_retryable=True)}
    return [
        ("scan_nothing_found", names.STALE_FLAG_SCAN, SCAN, PretendActivities()),
        ("scan_no_repository", names.STALE_FLAG_SCAN, SCAN, PretendActivities(repositories=())),
        (
            "scan_two_flags_three_repositories",
            names.STALE_FLAG_SCAN,
            SCAN,
            PretendActivities(subjects=("a", "b"), repositories=several),
        ),
        ("scan_event_lost", names.STALE_FLAG_SCAN, SCAN, failing),
        (
            "dead_events_two_in_three_repositories",
            names.DEAD_EVENT_SCAN,
            SCAN,
            PretendActivities(subjects=("a", "b"), repositories=several),
        ),
        (
            "dead_events_no_repository",
            names.DEAD_EVENT_SCAN,
            SCAN,
            PretendActivities(repositories=()),
        ),
        ("health_nothing_found", names.EVENT_HEALTH_SCAN, SCAN, PretendActivities()),
        (
            "health_told_in_two_repositories",
            names.EVENT_HEALTH_SCAN,
            SCAN,
            PretendActivities(subjects=("a", "b"), repositories=several),
        ),
        ("health_nobody_could_be_told", names.EVENT_HEALTH_SCAN, SCAN, silenced),
        ("cleanup_opened", names.CLEANUP, CLEANUP, PretendActivities()),
        ("digest_posted", names.DIGEST, DIGEST, PretendActivities()),
        ("watch_clear", names.DEPLOY_WATCH, WATCH, _watch(always(Verdict.CLEAR))),
        ("watch_resolved", names.DEPLOY_WATCH, WATCH, _watch(_broken_for_four_looks)),
        ("watch_shared_rise", names.DEPLOY_WATCH, WATCH, _watch(always(Verdict.SHARED_RISE))),
        ("watch_in_shadow", names.DEPLOY_WATCH, WATCH, _watch_in_shadow()),
        ("watch_rollback", names.DEPLOY_WATCH, WATCH, _watch_of_rollback()),
        ("deploys_found", names.RECONCILE_DEPLOYS, SCAN, PretendWatch()),
        ("placebo_quiet", names.PLACEBO_REPLAY, SCAN, PretendWatch()),
    ]


def _watch(script: Script) -> PretendWatch:
    """A watch of six looks, half a second apart."""
    pretend = PretendWatch()
    pretend.script = script
    pretend.place = lambda _: {"pace_minutes": 0.01, "over": len(pretend.looks) >= 6}
    return pretend


def _broken_for_four_looks(look: int) -> Verdict | str:
    if look == 1:
        return Verdict.CLEAR
    return Verdict.REGRESSION if look < 4 else "recovered"


def _watch_in_shadow() -> PretendWatch:
    pretend = _watch(always(Verdict.REGRESSION))
    pretend.may = lambda _: MayAlert(blocked_by=BlockedBy.SHADOW, detail="Not switched on.")
    return pretend


def _watch_of_rollback() -> PretendWatch:
    pretend = _watch(always(Verdict.CLEAR))
    pretend.change = DeployChange(rollback_of="b2" * 20)
    return pretend


class _Everything:
    """What the bad ones ask for, whichever it is."""

    @property
    def all(self) -> list[object]:
        """Every activity, to register on a worker."""
        return [*PretendActivities().all, *PretendWatch().all]


async def _record(client: Client, name: str, kind: str, argument: Any) -> None:
    handle: WorkflowHandle[Any, Any] = await client.start_workflow(
        kind, argument, id=name, task_queue=names.CORE
    )
    await handle.result()
    history = json.loads((await handle.fetch_history()).to_json())
    text = json.dumps(_anonymous(history), indent=1)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _anonymous(part: Any) -> Any:
    """Return a history without the names and folders of the machine that recorded it."""
    if isinstance(part, list):
        return [_anonymous(each) for each in cast("list[Any]", part)]
    if not isinstance(part, dict):
        return part
    machine = {"identity": "recorder", "workerIdentity": "recorder", "stackTrace": ""}
    kept = {
        name: machine.get(name, _anonymous(value))
        for name, value in cast("dict[str, Any]", part).items()
    }
    if kept.get("kind") == "TASK_QUEUE_KIND_STICKY":
        kept["name"] = "sticky"
    return kept


async def main(only: Collection[str] = ()) -> None:
    """Record every case, good and bad, or `only` those that are named."""
    FOLDER.mkdir(exist_ok=True)
    async with dev_server() as client:
        for name, kind, argument, pretend in _cases():
            if not only or name in only:
                async with working(client, pretend, WORKFLOWS):
                    await _record(client, name, kind, argument)
        async with working(client, _Everything(), [bad for bad, _ in BAD.values()]):
            for kind, (_, argument) in BAD.items():
                name = f"bad_{kind.lower()}"
                if not only or name in only:
                    await _record(client, name, kind, argument)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
