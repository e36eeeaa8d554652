"""One look at a project's flags: read, locate, judge, hand over."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.judgement import JudgementActivities
    from activities.payloads import ConcludeFlags, FlagsAssessed, LocateFlags
    from activities.posthog import PostHogActivities
    from activities.record import RecordActivities
    from activities.repository import RepositoryActivities
    from scans.model import RepositoryCode, ScanReport, ScanRequest

from workflows import _options, names
from workflows._steps import hand_over, in_each, observe


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
        owners = [await hand_over(cleanup) for cleanup in conclusion.cleanups]
        await observe(conclusion)
        workflow.set_current_details(conclusion.summary)
        return conclusion.report.model_copy(update={"cleanups": tuple(owners)})

    async def _locate(self, assessed: FlagsAssessed) -> tuple[RepositoryCode, ...]:
        async def one(repository: str) -> RepositoryCode:
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

        return await in_each(assessed.repositories, one)
