"""One finding's way out of one repository."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.github import GitHubActivities
    from scans.model import CleanupOutcome, CleanupRequest

from workflows import _options, names


@workflow.defn(name=names.CLEANUP)
class Cleanup:
    """Owns a finding in a repository. Its id is the lock: one open run, one pull request."""

    @workflow.run
    async def run(self, request: CleanupRequest) -> CleanupOutcome:
        """Return the pull request that carries the removal, or why there is none."""
        outcome = await workflow.execute_activity_method(
            GitHubActivities.open_cleanup_pr,
            request,
            summary=f"{request.repository}: {request.finding.verdict}",
            **_options.PROPOSE,
        )
        workflow.set_current_details(outcome.url or outcome.issue_url or outcome.detail)
        return outcome
