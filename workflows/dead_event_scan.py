"""One look at a project's events: what code captures, what arrives, which captures may go."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.judgement import JudgementActivities
    from activities.payloads import (
        AssessEvents,
        ConcludeEvents,
        EventsAssessed,
        LocateEvents,
        ReadNames,
        ScanBegun,
    )
    from activities.posthog import PostHogActivities
    from activities.record import RecordActivities
    from activities.repository import RepositoryActivities
    from scans.model import CapturedNames, EventCode, ScanReport, ScanRequest

from workflows import _options, names
from workflows._steps import hand_over, in_each, observe


@workflow.defn(name=names.DEAD_EVENT_SCAN)
class DeadEventScan:
    """Judges every event of a project once and starts a Cleanup for each whose captures may go."""

    @workflow.run
    async def run(self, request: ScanRequest) -> ScanReport:
        """Return what was concluded; findings with a Cleanup are theirs from then on."""
        begun = await workflow.execute_activity_method(
            JudgementActivities.begin_scan,
            request,
            summary="which repositories",
            **_options.JUDGE,
        )
        captured = await self._captured(begun)
        assessed = await workflow.execute_activity_method(
            PostHogActivities.assess_events,
            AssessEvents(request=request, at=begun.at, captured=captured),
            summary=f"what arrives at {request.project}",
            **_options.READ_POSTHOG,
        )
        code = await self._locate(begun, assessed)
        settled = await workflow.execute_activity_method(
            RecordActivities.settled_findings,
            request,
            summary="what earlier runs have acted on",
            **_options.LOOK_BACK,
        )
        conclusion = await workflow.execute_activity_method(
            JudgementActivities.conclude_events,
            ConcludeEvents(
                request=request, at=begun.at, assessed=assessed, code=code, settled=settled
            ),
            summary="verdict, readiness, plan",
            **_options.JUDGE,
        )
        owners = [await hand_over(cleanup) for cleanup in conclusion.cleanups]
        await observe(conclusion)
        workflow.set_current_details(conclusion.summary)
        return conclusion.report.model_copy(update={"cleanups": tuple(owners)})

    async def _captured(self, begun: ScanBegun) -> tuple[CapturedNames, ...]:
        async def one(repository: str) -> CapturedNames:
            return await workflow.execute_activity_method(
                RepositoryActivities.captured_events,
                ReadNames(repository=repository),
                summary=repository,
                **_options.READ_CODE,
            )

        return await in_each(begun.repositories, one)

    async def _locate(self, begun: ScanBegun, assessed: EventsAssessed) -> tuple[EventCode, ...]:
        async def one(repository: str) -> EventCode:
            return await workflow.execute_activity_method(
                RepositoryActivities.event_sites,
                LocateEvents(
                    repository=repository,
                    wanted=assessed.assessment.wanted,
                    aged=assessed.aged,
                    since=begun.since,
                ),
                summary=repository,
                **_options.READ_CODE,
            )

        return await in_each(begun.repositories, one)
