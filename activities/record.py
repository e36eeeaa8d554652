"""The door to Temporal's own record: what the last scans found and what became of it.

There is no database beside Temporal and GitHub. What a digest needs to know about the past is the
result of workflows that ended within the retention of the namespace.
"""

import contextlib
from collections.abc import AsyncIterator, Collection, Iterable
from datetime import datetime
from typing import TypeVar

from temporalio import activity
from temporalio.client import Client, WorkflowExecution, WorkflowFailureError
from temporalio.common import SearchAttributeKey
from temporalio.service import RPCError, RPCStatusCode

from activities.payloads import Look, Record
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
from scans.model.identity import STALE_FLAGS

CLEANUPS_REMEMBERED = 500
"""More than a digest can show; the rest is still in Temporal's pages."""

CAUSE_CHARACTERS = 300

_REPOSITORY = SearchAttributeKey.for_keyword(identity.REPOSITORY_ATTRIBUTE)
_SUBJECT = SearchAttributeKey.for_keyword(identity.SUBJECT_ATTRIBUTE)

T = TypeVar("T", bound=Model)


class RecordActivities:
    """Reads with the worker's own Temporal client."""

    def __init__(self, modes: OutputModes, scans: Collection[str] = (STALE_FLAGS,)) -> None:
        """Remember `scans`, those that are switched on: of the others nothing is told."""
        self._modes = modes
        self._scans = tuple(scans)

    @activity.defn(name="look_back")
    async def look_back(self, request: DigestRequest) -> Record:
        """Return the last look of each scan, their cleanups, and the last digest."""
        return await look_back(activity.client(), request.project, self._scans)

    @activity.defn(name="settled_findings")
    async def settled_findings(self, request: ScanRequest) -> tuple[str, ...]:
        """Return the fingerprints that the Cleanups of the last scans have acted on."""
        record = await look_back(activity.client(), request.project, self._scans)
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


async def look_back(client: Client, project: str, scans: Iterable[str] = (STALE_FLAGS,)) -> Record:
    """Return what Temporal remembers of a project and some of its scans."""
    looks = [await _look(client, scan, project) for scan in scans]
    reports = [look.report for look in looks if look.report is not None]
    return Record(
        looks=tuple(map(_told, looks)),
        cleanups=await _cleanups(client, project, reports),
        digest=await _last_digest(client, project),
    )


async def _look(client: Client, scan: str, project: str) -> Look:
    """Return the last look that concluded, and why the newest one did not if it is newer."""
    report, failure = None, ""
    async for execution in _closed(client, identity.SCAN_WORKFLOWS[scan], project):
        try:
            report = await _result(client, execution, ScanReport)
            break
        except WorkflowFailureError as error:
            failure = failure or _cause(error)
    upcoming = await _next_look(client, scan, project)
    return Look(scan=scan, report=report, failure=failure, next_look=upcoming)


def _told(look: Look) -> Look:
    """Return a look without what no digest says: the reports of all scans travel together."""
    if look.report is None:
        return look
    unsaid = {"evidence": (), "call_sites": (), "blind_spots": ()}
    findings = tuple(each.model_copy(update=unsaid) for each in look.report.result.findings)
    result = look.report.result.model_copy(update={"findings": findings})
    return look.model_copy(update={"report": look.report.model_copy(update={"result": result})})


async def _last_digest(client: Client, project: str) -> DigestReport | None:
    async for execution in _closed(client, identity.DIGEST, project):
        with contextlib.suppress(WorkflowFailureError):
            return await _result(client, execution, DigestReport)
    return None


async def _next_look(client: Client, scan: str, project: str) -> datetime | None:
    """Return when the scan's Schedule fires next; None if it is paused or nobody made one."""
    try:
        handle = client.get_schedule_handle(identity.schedule_id(scan, project))
        described = await handle.describe()
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise
    upcoming = described.info.next_action_times
    return upcoming[0] if upcoming and not described.schedule.state.paused else None


async def _cleanups(
    client: Client, project: str, reports: Iterable[ScanReport]
) -> tuple[CleanupOutcome, ...]:
    """Return what became of each Cleanup of these scans, in an order that does not change.

    One that failed is an outcome too: a revoked token has to reach people, not only the history.
    """
    wanted = {each: report for report in reports for each in report.cleanups}
    newest: dict[str, CleanupOutcome] = {}
    if not wanted:
        return ()
    async for execution in _closed(client, identity.CLEANUP, project):
        if execution.id in wanted and execution.id not in newest:
            try:
                newest[execution.id] = await _result(client, execution, CleanupOutcome)
            except WorkflowFailureError as error:
                report = wanted[execution.id]
                newest[execution.id] = _refused(execution, report, _cause(error))
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
