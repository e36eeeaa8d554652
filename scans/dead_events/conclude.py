"""The second half of the judgement: what PostHog says, held against the lines of code."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from scans.dead_events.assess import collapsed
from scans.dead_events.assessment import EventAssessment, EventCandidate
from scans.dead_events.explain import CODE, CONFIDENCE
from scans.dead_events.fingerprint import SCAN, fingerprint
from scans.dead_events.remedy import remedy
from scans.dead_events.rule import Verdict
from scans.dead_events.settings import DeadEventSettings
from scans.model.code import EventCode, EventSite
from scans.model.finding import Evidence, Finding, ScanResult, ScanStats
from scans.words import days, iso

BLIND_SPOTS = (
    "Events are public and can be forged, and an offline device sends its own late.",
    "Another PostHog project of the same code may still receive it.",
)
"""Printed with every verdict about an event."""

GUARDED = "A flag or an experiment around a capture may have kept it from running."

EXPORTED = "The helper is exported, and a repository that is not configured could call it."

NO_SITE = "its captures were not found again in the code"
NO_HISTORY = "no history tells since when its captures are on the default branch"

Sites = Mapping[str, Sequence[EventSite]]


def conclude(
    assessment: EventAssessment,
    code: Sequence[EventCode],
    settings: DeadEventSettings,
    now: datetime,
) -> ScanResult:
    """Return every finding of one project, in the order of names.

    `code` is every repository that captures the project's events. An empty one proves nothing: an
    event that never arrived is judged only by the age of a line that was found.
    """
    now = now.astimezone(UTC)
    sites = _by_name(code)
    findings: list[Finding] = []
    unjudged: list[tuple[str, str]] = []
    young = 0
    for candidate in assessment.candidates:
        found = sites.get(candidate.name, ())
        verdict, cause = _verdict(candidate, found, settings, now)
        if cause:
            unjudged.append((candidate.name, cause))
        elif verdict is Verdict.ALIVE:
            young += 1
        else:
            findings.append(_finding(candidate, verdict, found, settings, now))
    blind, listed = collapsed(unjudged, assessment.subjects)
    return ScanResult(
        findings=tuple(sorted(findings, key=lambda one: (one.subject, one.verdict))),
        abstained=tuple(sorted((*assessment.abstained, *listed), key=lambda one: one.subject)),
        blind=(*assessment.blind, *blind),
        stats=ScanStats(
            posthog_requests=assessment.requests,
            subjects=assessment.subjects,
            active=assessment.active + young,
            permanent=assessment.permanent,
        ),
    )


def _by_name(code: Sequence[EventCode]) -> Sites:
    found: dict[str, list[EventSite]] = defaultdict(list)
    for repository in sorted(code, key=lambda one: (one.repository, one.sha)):
        for one in sorted(repository.sites, key=_place):
            if one.site.kind == "event":
                found[one.site.name].append(one)
    return found


def _place(one: EventSite) -> tuple[str, int, int, str]:
    return one.site.file, one.site.line, one.site.column, one.site.name


def _verdict(
    candidate: EventCandidate,
    sites: Sequence[EventSite],
    settings: DeadEventSettings,
    now: datetime,
) -> tuple[Verdict, str]:
    """Return the verdict, now that lines are known; with a cause, nothing can be concluded."""
    if candidate.verdict is not Verdict.NEVER_ARRIVED:
        return candidate.verdict, ""
    oldest = _oldest(sites)
    if oldest and now - oldest >= timedelta(days=settings.on_branch_days):
        return Verdict.NEVER_ARRIVED, ""
    if not _sure(sites):
        return Verdict.INCONCLUSIVE, NO_SITE
    if any(one.since is None for one in _sure(sites)):
        return Verdict.INCONCLUSIVE, NO_HISTORY
    return Verdict.ALIVE, ""


def _sure(sites: Sequence[EventSite]) -> list[EventSite]:
    """A capture whose receiver may be something else is no capture."""
    return [one for one in sites if one.site.confidence != "possible"]


def _oldest(sites: Sequence[EventSite]) -> datetime | None:
    return min((one.since for one in _sure(sites) if one.since), default=None)


def _finding(
    candidate: EventCandidate,
    verdict: Verdict,
    sites: Sequence[EventSite],
    settings: DeadEventSettings,
    now: datetime,
) -> Finding:
    decided = remedy(candidate, verdict, sites)
    spots = [*BLIND_SPOTS]
    if verdict is Verdict.NEVER_ARRIVED:
        spots.append(GUARDED)
    if any(one.exported for one in sites) and not settings.complete:
        spots.append(EXPORTED)
    return Finding(
        fingerprint=fingerprint(candidate.name, verdict),
        scan=SCAN,
        subject=candidate.name,
        verdict=verdict,
        readiness=decided.readiness,
        readiness_reasons=decided.reasons,
        confidence=min(candidate.confidence, CONFIDENCE[verdict]),
        severity=candidate.severity,
        reason=candidate.reason or _reason(candidate, verdict, sites, now),
        evidence=(*candidate.evidence, *_age(sites, now)),
        blind_spots=(*spots, *candidate.blind_spots),
        call_sites=tuple(one.site for one in sites),
        blocked_by=decided.blocked_by,
        suggested_action=decided.action,
    )


def _reason(
    candidate: EventCandidate, verdict: Verdict, sites: Sequence[EventSite], now: datetime
) -> str:
    oldest = _oldest(sites)
    if verdict is Verdict.NEVER_ARRIVED and oldest:
        stood = days((now - oldest).days)
        return f"Code captures it on the default branch for {stood}, and it has never arrived."
    elsewhere = "; it arrives, so something else sends it" if candidate.arrives else ""
    return f"Its only captures stand in a helper that nothing calls{elsewhere}."


def _age(sites: Sequence[EventSite], now: datetime) -> tuple[Evidence, ...]:
    if oldest := _oldest(sites):
        at = iso(oldest)
        return (Evidence(name="on_default_branch_since", value=at, source=CODE, as_of=now),)
    return ()
