"""The door to Temporal's own record: what the last scan found and what became of it.

There is no database beside Temporal and GitHub. What a digest needs to know about the past is the
result of workflows that ended within the retention of the namespace.
"""

from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from typing import TypeVar

from temporalio import activity
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.payloads import Record
from scans.model import (
    BlockedBy,
    CleanupOutcome,
    DigestReport,
    DigestRequest,
    Model,
    ScanReport,
    ScanRequest,
    identity,
)
from scans.model.action import OutputModes

CLEANUPS_REMEMBERED = 500
"""More than a digest can show; the rest is still in Temporal's pages."""

T = TypeVar("T", bound=Model)


class RecordActivities:
    """Reads with the worker's own Temporal client."""

    def __init__(self, modes: OutputModes) -> None:
        self._modes = modes

    @activity.defn(name="look_back")
    async def look_back(self, request: DigestRequest) -> Record:
        """Return the last scan of a project, its cleanups, and the last digest."""
        return await look_back(activity.client(), request.project)

    @activity.defn(name="settled_findings")
    async def settled_findings(self, request: ScanRequest) -> tuple[str, ...]:
        """Return the fingerprints that the last scan's Cleanups have acted on."""
        record = await look_back(activity.client(), request.project)
        return settled(record.cleanups, self._modes)


def settled(cleanups: Iterable[CleanupOutcome], modes: OutputModes) -> tuple[str, ...]:
    """Return the fingerprints of findings about which acting again would change nothing.

    What was only previewed is new once pull requests are on: a month of previews must not become
    a month's worth of pull requests in one run.
    """
    undone = {BlockedBy.PREVIEW} if modes.pull_requests == "on" else set[BlockedBy]()
    return tuple(sorted({each.fingerprint for each in cleanups if each.blocked_by not in undone}))


async def look_back(client: Client, project: str) -> Record:
    """Read the past of `project` from Temporal's visibility store."""
    scan = await _newest(client, identity.STALE_FLAG_SCAN, project, ScanReport)
    digest = await _newest(client, identity.DIGEST, project, DigestReport)
    cleanups = await _cleanups(client, project, frozenset(scan.cleanups if scan else ()))
    return Record(
        scan=scan,
        cleanups=cleanups,
        digest=digest,
        next_look=await _next_look(client, project),
    )


async def _next_look(client: Client, project: str) -> datetime | None:
    """Return when the scan's Schedule fires next; None if it is paused or nobody made one."""
    try:
        handle = client.get_schedule_handle(identity.schedule_id("stale_flags", project))
        described = await handle.describe()
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise
    upcoming = described.info.next_action_times
    return upcoming[0] if upcoming and not described.schedule.state.paused else None


async def _newest(client: Client, workflow: str, project: str, kind: type[T]) -> T | None:
    async for result in _results(client, workflow, project, kind):
        return result[1]
    return None


async def _cleanups(
    client: Client, project: str, wanted: frozenset[str]
) -> tuple[CleanupOutcome, ...]:
    """Return the newest outcome of each Cleanup in `wanted`, in an order that does not change."""
    newest: dict[str, CleanupOutcome] = {}
    async for workflow_id, outcome in _results(client, identity.CLEANUP, project, CleanupOutcome):
        if workflow_id in wanted:
            newest.setdefault(workflow_id, outcome)
        if len(newest) == min(len(wanted), CLEANUPS_REMEMBERED):
            break
    return tuple(newest[workflow_id] for workflow_id in sorted(newest))


async def _results(
    client: Client, workflow: str, project: str, kind: type[T]
) -> AsyncIterator[tuple[str, T]]:
    """Yield id and result of a project's completed workflows, newest first.

    The project's name is a slug of ours, so it can stand in a visibility query.
    """
    query = (
        f"WorkflowType = '{workflow}' AND GkProject = '{project}' AND ExecutionStatus = 'Completed'"
    )
    async for execution in client.list_workflows(query):
        handle = client.get_workflow_handle(execution.id, run_id=execution.run_id, result_type=kind)
        yield execution.id, await handle.result(follow_runs=False)
