"""The second half of the judgement: what PostHog says, with the places in code that send it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from scans.event_health.assessment import HealthAssessment, HealthCandidate
from scans.event_health.fingerprint import SCAN
from scans.event_health.settings import EventHealthSettings
from scans.model.call_site import CallSite, DynamicSite
from scans.model.code import EventCode
from scans.model.finding import Finding, ScanResult, ScanStats

BLIND_SPOTS = (
    "Old versions of apps go on sending what they always sent.",
    "Events are public and can be forged.",
)
"""Printed with every verdict."""


def conclude(
    assessment: HealthAssessment,
    code: Sequence[EventCode],
    settings: EventHealthSettings,  # noqa: ARG001  every scan concludes with the same arguments
    now: datetime,  # noqa: ARG001
) -> ScanResult:
    """Return every finding of one project, in the order of event, verdict and what it is about.

    Nothing is taken out of the code for a finding of this scan, so none has a readiness.
    """
    sites = _sites(code)
    dynamic = [site for one in _in_order(code) for site in one.dynamic if site.kind == "event"]
    return ScanResult(
        findings=tuple(_finding(one, sites, dynamic) for one in assessment.candidates),
        abstained=assessment.abstained,
        blind=assessment.blind,
        stats=ScanStats(
            posthog_requests=assessment.requests,
            subjects=assessment.subjects,
            active=assessment.active,
            permanent=assessment.permanent,
        ),
    )


def _finding(
    candidate: HealthCandidate,
    sites: Mapping[str, tuple[CallSite, ...]],
    dynamic: Sequence[DynamicSite],
) -> Finding:
    return Finding(
        fingerprint=candidate.fingerprint,
        scan=SCAN,
        subject=candidate.event,
        verdict=candidate.verdict,
        confidence=candidate.confidence,
        severity=candidate.severity,
        reason=candidate.reason,
        evidence=candidate.evidence,
        blind_spots=(*BLIND_SPOTS, *candidate.blind_spots, *_computed(candidate.event, dynamic)),
        call_sites=sites.get(candidate.event, ()),
        suggested_action=candidate.suggested_action,
    )


def _computed(event: str, dynamic: Sequence[DynamicSite]) -> Iterator[str]:
    for prefix in sorted({site.prefix for site in dynamic if site.prefix}):
        if event.startswith(prefix):
            yield f"Code computes names that begin with “{prefix}” and may send it elsewhere too."


def _sites(code: Sequence[EventCode]) -> Mapping[str, tuple[CallSite, ...]]:
    found: dict[str, list[CallSite]] = defaultdict(list)
    for repository in _in_order(code):
        for one in repository.sites:
            if one.site.kind == "event":
                found[one.site.name].append(one.site)
    return {name: tuple(sorted(sites, key=_place)) for name, sites in found.items()}


def _place(site: CallSite) -> tuple[str, int, int]:
    return site.file, site.line, site.column


def _in_order(code: Sequence[EventCode]) -> list[EventCode]:
    return sorted(code, key=lambda one: (one.repository, one.sha))
