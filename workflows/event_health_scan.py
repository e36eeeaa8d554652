"""One look at a project's events: are those that arrive still what they were?"""

from collections.abc import Sequence

from temporalio import workflow
from temporalio.exceptions import ActivityError

with workflow.unsafe.imports_passed_through():
    from activities.github import GitHubActivities
    from activities.judgement import JudgementActivities
    from activities.payloads import (
        AssessHealth,
        ConcludeHealth,
        HealthAssessed,
        LocateEvents,
        MergedChanges,
        ReadMerged,
        ScanBegun,
        TellMerged,
    )
    from activities.posthog import PostHogActivities
    from activities.repository import RepositoryActivities
    from scans.model import BlockedBy, CommentOutcome, EventCode, ScanReport, ScanRequest

from workflows import _options, names
from workflows._steps import in_each, observe


@workflow.defn(name=names.EVENT_HEALTH_SCAN)
class EventHealthScan:
    """Judges every event that arrives once, and tells authors what came of their changes."""

    @workflow.run
    async def run(self, request: ScanRequest) -> ScanReport:
        """Return what was concluded, and what was said on merged pull requests."""
        begun = await workflow.execute_activity_method(
            JudgementActivities.begin_scan,
            request,
            summary="which repositories",
            **_options.JUDGE,
        )
        merged = await self._merged(begun)
        assessed = await workflow.execute_activity_method(
            PostHogActivities.assess_health,
            AssessHealth(request=request, at=begun.at, merged=merged),
            summary=f"what arrives at {request.project}",
            **_options.READ_POSTHOG,
        )
        code = await self._locate(begun, assessed)
        conclusion = await workflow.execute_activity_method(
            JudgementActivities.conclude_health,
            ConcludeHealth(request=request, at=begun.at, assessed=assessed, code=code),
            summary="verdicts",
            **_options.JUDGE,
        )
        comments = await self._tell(assessed)
        await observe(conclusion)
        workflow.set_current_details(conclusion.summary)
        return conclusion.report.model_copy(update={"comments": comments})

    async def _merged(self, begun: ScanBegun) -> tuple[MergedChanges, ...]:
        async def one(repository: str) -> MergedChanges:
            return await workflow.execute_activity_method(
                GitHubActivities.merged_changes,
                ReadMerged(repository=repository, at=begun.at, since=begun.since),
                summary=repository,
                **_options.READ_CODE,
            )

        return await in_each(begun.own, one)

    async def _locate(self, begun: ScanBegun, assessed: HealthAssessed) -> tuple[EventCode, ...]:
        async def one(repository: str) -> EventCode:
            return await workflow.execute_activity_method(
                RepositoryActivities.event_sites,
                LocateEvents(
                    repository=repository, wanted=assessed.assessment.wanted, removals=False
                ),
                summary=repository,
                **_options.READ_CODE,
            )

        wanted = begun.repositories if assessed.assessment.wanted else ()
        return await in_each(wanted, one)

    async def _tell(self, assessed: HealthAssessed) -> tuple[CommentOutcome, ...]:
        told: list[CommentOutcome] = []
        for tell in assessed.to_tell:
            told += await self._tell_one(tell)
        return tuple(told)

    async def _tell_one(self, tell: TellMerged) -> Sequence[CommentOutcome]:
        try:
            return await workflow.execute_activity_method(
                GitHubActivities.tell_merged, tell, summary=tell.repository, **_options.PROPOSE
            )
        except ActivityError as error:
            # What was found is not less true because nobody could be told of a part of it.
            return [
                CommentOutcome(
                    repository=tell.repository,
                    number=news.change.number,
                    kind=news.kind,
                    blocked_by=BlockedBy.REFUSED,
                    detail=str(error.cause or error),
                )
                for news in tell.news
            ]
