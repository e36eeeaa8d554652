"""No door at all: the rules, run inside an activity so that the verdicts are in the history.

A threshold that changes while a scan is in flight cannot alter what that scan has concluded.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from temporalio import activity

from activities.crossing import SEVERITIES, carried
from activities.payloads import (
    ConcludeEvents,
    ConcludeFlags,
    ConcludeHealth,
    Conclusion,
    ScanBegun,
)
from activities.wiring import Rules, utc_now
from messages.branch import branch_name
from scans import dead_events, event_health, stale_flags
from scans.dead_events.peers import apart_from_peers
from scans.model import CallSite, CleanupRequest, Finding, ScanReport, ScanRequest, ScanResult
from scans.model.action import ActionLimits, OutputModes, Skipped
from scans.model.identity import DEAD_EVENTS, EVENT_HEALTH, STALE_FLAGS
from scans.model.usage_event import ScanFinished
from scans.policy import plan


def cleanups(
    project: str, findings: Sequence[Finding], code: Mapping[str, Sequence[CallSite]]
) -> tuple[CleanupRequest, ...]:
    """Return one request per finding and repository that asks for it.

    `code` maps repositories to their call sites.
    """
    return tuple(
        CleanupRequest(
            project=project,
            repository=repository,
            # With the call sites of one repository only.
            finding=finding.model_copy(update={"call_sites": here}),
            slug=branch_name(finding.scan, finding.subject).rpartition("/")[2],
        )
        for finding in findings
        for repository, sites in code.items()
        if (here := tuple(site for site in sites if site.name == finding.subject))
    )


class JudgementActivities:
    """Holds what the operator has said about thresholds, outputs and limits."""

    def __init__(
        self, rules: Mapping[str, Rules], modes: OutputModes, limits: ActionLimits
    ) -> None:
        self._rules = rules
        self._modes = modes
        self._limits = limits

    @activity.defn(name="begin_scan")
    def begin_scan(self, request: ScanRequest) -> ScanBegun:
        """Fix the `now` of a scan that begins with the code, and say where that is."""
        rules, now = self._rules[request.project], utc_now()
        days = max(rules.dead_events.on_branch_days + 1, 2 * rules.event_health.merged_within_days)
        return ScanBegun(
            at=now,
            repositories=rules.repositories,
            own=tuple(name for name in rules.repositories if name not in rules.shared),
            since=now - timedelta(days=days),
        )

    @activity.defn(name="conclude_flags")
    def conclude_flags(self, facts: ConcludeFlags) -> Conclusion:
        """Join what PostHog says with what the code says, and plan what to do about it."""
        assessed = facts.assessed
        rules = self._rules[facts.request.project].stale_flags
        result = stale_flags.conclude(assessed.assessment, facts.code, rules, assessed.at)
        return self._planned(
            _Look(STALE_FLAGS, facts.request.project, assessed.at, assessed.omitted),
            result,
            {each.repository: each.sites for each in facts.code},
            facts.settled,
        )

    @activity.defn(name="conclude_events")
    def conclude_events(self, facts: ConcludeEvents) -> Conclusion:
        """Do the same for events that nobody sends any more."""
        assessed, rules = facts.assessed, self._rules[facts.request.project]
        result = dead_events.conclude(assessed.assessment, facts.code, rules.dead_events, facts.at)
        result = apart_from_peers(result, assessed.elsewhere, facts.code, rules.shared)
        return self._planned(
            _Look(DEAD_EVENTS, facts.request.project, facts.at, assessed.omitted),
            result,
            {each.repository: [one.site for one in each.sites] for each in facts.code},
            facts.settled,
        )

    @activity.defn(name="conclude_health")
    def conclude_health(self, facts: ConcludeHealth) -> Conclusion:
        """Add the places in code. Nothing is taken out for these findings: they are told."""
        assessed, rules = facts.assessed, self._rules[facts.request.project].event_health
        result = event_health.conclude(assessed.assessment, facts.code, rules, facts.at)
        look = _Look(EVENT_HEALTH, facts.request.project, facts.at, assessed.omitted)
        return _concluded(*_bounded(look, result))

    def _planned(
        self,
        look: "_Look",
        result: ScanResult,
        code: Mapping[str, Sequence[CallSite]],
        settled: Collection[str],
    ) -> Conclusion:
        look, result = _bounded(look, result)
        decided = plan(result.findings, modes=self._modes, limits=self._limits, settled=settled)
        wanted = cleanups(look.project, [each.finding for each in decided.actions], code)
        return _concluded(look, result, decided.skipped, wanted)


@dataclass(frozen=True)
class _Look:
    """Whose look it is."""

    scan: str
    project: str
    at: datetime
    omitted: int


def _bounded(look: _Look, result: ScanResult) -> tuple[_Look, ScanResult]:
    """Code may add findings of its own, such as keys that PostHog does not have."""
    kept, omitted = carried(
        result.findings, lambda one: (SEVERITIES.index(one.severity), one.fingerprint)
    )
    look = replace(look, omitted=look.omitted + omitted)
    return look, result.model_copy(update={"findings": kept})


def _concluded(
    look: _Look,
    result: ScanResult,
    skipped: tuple[Skipped, ...] = (),
    wanted: tuple[CleanupRequest, ...] = (),
) -> Conclusion:
    seconds = (utc_now() - look.at).total_seconds()
    result = result.model_copy(
        update={"stats": result.stats.model_copy(update={"seconds": seconds})}
    )
    return Conclusion(
        report=ScanReport(
            project=look.project,
            as_of=look.at,
            result=result,
            skipped=skipped,
            omitted=look.omitted,
        ),
        cleanups=wanted,
        event=_event(look.scan, result, len(wanted)),
        summary=f"{len(result.findings)} findings, {len(wanted)} to clean up",
    )


def _event(scan: str, result: ScanResult, actions: int) -> ScanFinished:
    return ScanFinished(
        run_id=activity.info().workflow_run_id or "",
        scan=scan,
        findings=len(result.findings),
        abstained=len(result.abstained),
        blind=len(result.blind),
        actions=actions,
        posthog_requests=result.stats.posthog_requests,
        seconds=result.stats.seconds,
    )
