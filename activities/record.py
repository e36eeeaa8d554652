"""The door to Temporal's own record: what the last scan found and what became of it.

There is no database beside Temporal and GitHub. What a digest needs to know about the past is the
result of workflows that ended within the retention of the namespace.
"""

import contextlib
from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from typing import TypeVar

from temporalio import activity
from temporalio.client import Client, WorkflowExecution, WorkflowFailureError
from temporalio.common import SearchAttributeKey
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

CAUSE_CHARACTERS = 300

_REPOSITORY = SearchAttributeKey.for_keyword(identity.REPOSITORY_ATTRIBUTE)
_SUBJECT = SearchAttributeKey.for_keyword(identity.SUBJECT_ATTRIBUTE)

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

    What was only previewed, or refused by a service, is new once it can be done: a month of
    previews must not become a month's worth of pull requests in one run.
    """
    undone = {BlockedBy.REFUSED}
    if modes.pull_requests == "on":
        undone.add(BlockedBy.PREVIEW)
    return tuple(sorted({each.fingerprint for each in cleanups if each.blocked_by not in undone}))


async def look_back(client: Client, project: str) -> Record:
    """Read the past of `project` from Temporal's visibility store."""
    scan, failure = await _last_scan(client, project)
    return Record(
        scan=scan,
        scan_failure=failure,
        cleanups=await _cleanups(client, project, scan) if scan else (),
        digest=await _last_digest(client, project),
        next_look=await _next_look(client, project),
    )


async def _last_scan(client: Client, project: str) -> tuple[ScanReport | None, str]:
    """Return the last scan that concluded, and why the newest one did not if it is newer."""
    failure = ""
    async for execution in _closed(client, identity.STALE_FLAG_SCAN, project):
        try:
            return await _result(client, execution, ScanReport), failure
        except WorkflowFailureError as error:
            failure = failure or _cause(error)
    return None, failure


async def _last_digest(client: Client, project: str) -> DigestReport | None:
    async for execution in _closed(client, identity.DIGEST, project):
        with contextlib.suppress(WorkflowFailureError):
            return await _result(client, execution, DigestReport)
    return None


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


async def _cleanups(client: Client, project: str, scan: ScanReport) -> tuple[CleanupOutcome, ...]:
    """Return what became of each Cleanup of a scan, in an order that does not change.

    One that failed is an outcome too: a revoked token has to reach people, not only the history.
    """
    wanted, newest = frozenset(scan.cleanups), dict[str, CleanupOutcome]()
    async for execution in _closed(client, identity.CLEANUP, project):
        if execution.id in wanted and execution.id not in newest:
            try:
                newest[execution.id] = await _result(client, execution, CleanupOutcome)
            except WorkflowFailureError as error:
                newest[execution.id] = _refused(execution, scan, _cause(error))
        if len(newest) == min(len(wanted), CLEANUPS_REMEMBERED):
            break
    return tuple(newest[workflow_id] for workflow_id in sorted(newest))


def _refused(execution: WorkflowExecution, scan: ScanReport, why: str) -> CleanupOutcome:
    attributes = execution.typed_search_attributes
    subject = attributes.get(_SUBJECT) or ""
    fingerprints = {found.subject: found.fingerprint for found in scan.result.findings}
    return CleanupOutcome(
        repository=attributes.get(_REPOSITORY) or "",
        subject=subject,
        fingerprint=fingerprints.get(subject, ""),
        blocked_by=BlockedBy.REFUSED,
        detail=why,
    )


def _cause(error: BaseException) -> str:
    """Return the sentence that a workflow failed for: that of the innermost error."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error)[:CAUSE_CHARACTERS]


async def _closed(client: Client, workflow: str, project: str) -> AsyncIterator[WorkflowExecution]:
    """Yield a project's workflows that came to an end, newest first.

    The project's name is a slug of ours, so it can stand in a visibility query.
    """
    query = (
        f"WorkflowType = '{workflow}' AND {identity.PROJECT_ATTRIBUTE} = '{project}' "
        "AND ExecutionStatus IN ('Completed', 'Failed', 'TimedOut')"
    )
    async for execution in client.list_workflows(query):
        yield execution


async def _result(client: Client, execution: WorkflowExecution, kind: type[T]) -> T:
    handle = client.get_workflow_handle(execution.id, run_id=execution.run_id, result_type=kind)
    return await handle.result(follow_runs=False)
