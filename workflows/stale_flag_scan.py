"""One look at a project's flags: read, locate, judge, hand over."""

import asyncio

from temporalio import workflow
from temporalio.common import SearchAttributePair, TypedSearchAttributes
from temporalio.exceptions import ActivityError, WorkflowAlreadyStartedError

with workflow.unsafe.imports_passed_through():
    from activities.judgement import JudgementActivities
    from activities.payloads import ConcludeFlags, Conclusion, FlagsAssessed, LocateFlags
    from activities.posthog import PostHogActivities
    from activities.record import RecordActivities
    from activities.repository import RepositoryActivities
    from activities.usage_events import UsageEventActivities
    from scans.model import CleanupRequest, RepositoryCode, ScanReport, ScanRequest

from workflows import _options, names
from workflows.cleanup import Cleanup

REPOSITORIES_AT_ONCE = 4
"""Clones in flight per scan; the checkout queue's own limit is the worker's cores."""


@workflow.defn(name=names.STALE_FLAG_SCAN)
class StaleFlagScan:
    """Judges every flag of a project once and starts a Cleanup for each that may go."""

    @workflow.run
    async def run(self, request: ScanRequest) -> ScanReport:
        """Return what was concluded; findings with a Cleanup are theirs from then on."""
        assessed = await workflow.execute_activity_method(
            PostHogActivities.assess_flags,
            request,
            summary=f"what PostHog knows about {request.project}",
            **_options.READ_POSTHOG,
        )
        code = await self._locate(assessed)
        settled = await workflow.execute_activity_method(
            RecordActivities.settled_findings,
            request,
            summary="what earlier runs have acted on",
            **_options.LOOK_BACK,
        )
        conclusion = await workflow.execute_activity_method(
            JudgementActivities.conclude_flags,
            ConcludeFlags(request=request, assessed=assessed, code=code, settled=settled),
            summary="verdict, readiness, plan",
            **_options.JUDGE,
        )
        owners = [await self._hand_over(cleanup) for cleanup in conclusion.cleanups]
        await self._observe(conclusion)
        workflow.set_current_details(conclusion.summary)
        return conclusion.report.model_copy(update={"cleanups": tuple(owners)})

    async def _locate(self, assessed: FlagsAssessed) -> tuple[RepositoryCode, ...]:
        places = asyncio.Semaphore(REPOSITORIES_AT_ONCE)

        async def one(repository: str) -> RepositoryCode:
            async with places:
                return await workflow.execute_activity_method(
                    RepositoryActivities.locate_flags,
                    LocateFlags(
                        repository=repository,
                        wanted=assessed.wanted,
                        known=assessed.assessment.known_keys,
                    ),
                    summary=repository,
                    **_options.READ_CODE,
                )

        return tuple(await asyncio.gather(*(one(name) for name in assessed.repositories)))

    async def _hand_over(self, cleanup: CleanupRequest) -> str:
        """Return the id of the Cleanup that owns this finding from now on."""
        workflow_id = names.cleanup_id(cleanup.repository, cleanup.finding.scan, cleanup.slug)
        try:
            await workflow.start_child_workflow(
                Cleanup.run,
                cleanup,
                id=workflow_id,
                task_queue=names.CORE,
                parent_close_policy=workflow.ParentClosePolicy.ABANDON,
                static_summary=f"take {cleanup.finding.subject} out of {cleanup.repository}",
                search_attributes=TypedSearchAttributes(
                    [
                        SearchAttributePair(names.PROJECT, cleanup.project),
                        SearchAttributePair(names.REPOSITORY, cleanup.repository),
                        SearchAttributePair(names.SUBJECT, cleanup.finding.subject),
                    ]
                ),
            )
        except WorkflowAlreadyStartedError:
            workflow.logger.info("an earlier Cleanup still owns this finding")
        return workflow_id

    async def _observe(self, conclusion: Conclusion) -> None:
        try:
            await workflow.execute_activity_method(
                UsageEventActivities.scan_finished, conclusion.event, **_options.OBSERVE
            )
        except ActivityError:
            # Our own statistics may be lost; a scan may not fail for them.
            workflow.logger.warning("the event about this scan was not recorded")
