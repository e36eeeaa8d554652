"""No door at all: the rules, run inside an activity so that the verdicts are in the history.

A threshold that changes while a scan is in flight cannot alter what that scan has concluded.
"""

from collections.abc import Mapping, Sequence

from temporalio import activity

from activities.payloads import ConcludeFlags, Conclusion
from activities.wiring import utc_now
from messages.branch import branch_name
from scans.model import CleanupRequest, Finding, RepositoryCode, ScanReport, ScanResult
from scans.model.action import ActionLimits, OutputModes
from scans.model.usage_event import ScanFinished
from scans.policy import plan
from scans.stale_flags import StaleFlagSettings, conclude


def cleanups(
    project: str, findings: Sequence[Finding], code: Sequence[RepositoryCode]
) -> tuple[CleanupRequest, ...]:
    """Return one request per finding and repository that asks for it."""
    return tuple(
        CleanupRequest(
            project=project,
            repository=repository.repository,
            finding=_in_repository(finding, repository),
            slug=branch_name(finding.scan, finding.subject).rpartition("/")[2],
        )
        for finding in findings
        for repository in code
        if any(site.name == finding.subject for site in repository.sites)
    )


def _in_repository(finding: Finding, repository: RepositoryCode) -> Finding:
    """Return the finding with the call sites of one repository only."""
    here = tuple(site for site in repository.sites if site.name == finding.subject)
    return finding.model_copy(update={"call_sites": here})


class JudgementActivities:
    """Holds what the operator has said about thresholds, outputs and limits."""

    def __init__(
        self, rules: Mapping[str, StaleFlagSettings], modes: OutputModes, limits: ActionLimits
    ) -> None:
        self._rules = rules
        self._modes = modes
        self._limits = limits

    @activity.defn(name="conclude_flags")
    def conclude_flags(self, facts: ConcludeFlags) -> Conclusion:
        """Join what PostHog says with what the code says, and plan what to do about it."""
        assessed, project = facts.assessed, facts.request.project
        rules = self._rules[project]
        result = conclude(assessed.assessment, facts.code, rules, assessed.at)
        seconds = (utc_now() - assessed.at).total_seconds()
        result = result.model_copy(
            update={"stats": result.stats.model_copy(update={"seconds": seconds})}
        )
        decided = plan(
            result.findings, modes=self._modes, limits=self._limits, settled=facts.settled
        )
        wanted = cleanups(project, [action.finding for action in decided.actions], facts.code)
        return Conclusion(
            report=ScanReport(
                project=project, as_of=assessed.at, result=result, skipped=decided.skipped
            ),
            cleanups=wanted,
            event=_event(result, len(wanted)),
            summary=f"{len(result.findings)} findings, {len(wanted)} to clean up",
        )


def _event(result: ScanResult, actions: int) -> ScanFinished:
    return ScanFinished(
        run_id=activity.info().workflow_run_id or "",
        scan="stale_flags",
        findings=len(result.findings),
        abstained=len(result.abstained),
        blind=len(result.blind),
        actions=actions,
        posthog_requests=result.stats.posthog_requests,
        seconds=result.stats.seconds,
    )
