"""The second half of the judgement: what PostHog says, held against what the code says."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from scans.model.call_site import CallSite
from scans.model.code import RepositoryCode
from scans.model.finding import (
    BlockedBy,
    Evidence,
    Finding,
    Readiness,
    ScanResult,
    ScanStats,
    SuggestedAction,
)
from scans.stale_flags.assessment import FlagAssessment, FlagCandidate
from scans.stale_flags.code import Code, FlagCode
from scans.stale_flags.fingerprint import SCAN, fingerprint
from scans.stale_flags.remedy import NO_FIXED_VALUE, remedy
from scans.stale_flags.rule import Verdict
from scans.stale_flags.settings import StaleFlagSettings

BLIND_SPOTS = (
    "Local evaluation and `send_feature_flag_events=False` leave no calls behind.",
    "Old versions of mobile apps keep asking for the flag.",
    "Calls are public events and can be forged.",
)
"""Printed with every verdict about a flag of PostHog."""

CONFIDENCE_MISSING = 0.9
"""A key that only code knows may live in a PostHog project that is not configured."""


def conclude(
    assessment: FlagAssessment,
    code: Sequence[RepositoryCode],
    settings: StaleFlagSettings,
    now: datetime,
) -> ScanResult:
    """Return every finding of one project, in the order of keys.

    `code` is every repository that asks for the project's flags. An empty one proves nothing: no
    flag is called unused because nobody looked.
    """
    searched = Code(code)
    now = now.astimezone(UTC)
    judged = (_finding(one, searched) for one in assessment.candidates)
    findings = [*(one for one in judged if one), *_missing(assessment, searched, settings, now)]
    return ScanResult(
        findings=tuple(sorted(findings, key=lambda one: (one.subject, one.verdict))),
        abstained=assessment.abstained,
        blind=assessment.blind,
        stats=ScanStats(
            posthog_requests=assessment.requests,
            subjects=assessment.subjects,
            active=assessment.active,
            permanent=assessment.permanent,
        ),
    )


def _finding(candidate: FlagCandidate, searched: Code) -> Finding | None:
    code = searched.of(candidate.key)
    if candidate.archived and not code.sites:
        # Retired in PostHog and gone from the code: done.
        return None
    decided = remedy(candidate, code)
    return Finding(
        fingerprint=candidate.fingerprint,
        scan=SCAN,
        subject=candidate.key,
        verdict=candidate.verdict,
        readiness=decided.readiness,
        readiness_reasons=decided.reasons,
        fixed_value=candidate.fixed_value,
        confidence=candidate.confidence,
        reason=candidate.reason,
        evidence=candidate.evidence,
        blind_spots=(*BLIND_SPOTS, *_blind_spots(code, searched)),
        call_sites=code.sites,
        blocked_by=decided.blocked_by,
        suggested_action=decided.action,
    )


def _blind_spots(code: FlagCode, searched: Code) -> Iterator[str]:
    if code.may_ask_too:
        yield f"Not every use of this key can be seen: {', '.join(code.may_ask_too)}."
    if not code.sites:
        yield "A search of the configured repositories is not a search of every consumer."
    if searched.fully_dynamic and not code.sites:
        yield f"{searched.fully_dynamic} calls compute their whole key and may ask for this one."


def _missing(
    assessment: FlagAssessment, searched: Code, settings: StaleFlagSettings, now: datetime
) -> Iterator[Finding]:
    if not assessment.roster_complete:
        return
    known = {*assessment.known_keys, *settings.keep}
    for key in searched.keys:
        sites = searched.of(key).sites
        # A receiver that is only possibly PostHog's is not proof that PostHog is asked.
        if key not in known and any(site.confidence != "possible" for site in sites):
            yield _missing_finding(key, sites, now)


def _missing_finding(key: str, sites: tuple[CallSite, ...], now: datetime) -> Finding:
    return Finding(
        fingerprint=fingerprint(key, Verdict.MISSING_IN_POSTHOG, None, None),
        scan=SCAN,
        subject=key,
        verdict=Verdict.MISSING_IN_POSTHOG,
        readiness=Readiness.CAUTION,
        readiness_reasons=(NO_FIXED_VALUE,),
        confidence=CONFIDENCE_MISSING,
        severity="medium",
        reason="Code asks for this flag and PostHog has none of that name, so it is always off.",
        evidence=(
            Evidence(name="in_posthog", value=False, source="posthog.feature_flags", as_of=now),
        ),
        blind_spots=("The flag may live in a PostHog project that is not configured here.",),
        call_sites=sites,
        blocked_by=(BlockedBy.NO_FIXED_VALUE,),
        suggested_action=SuggestedAction.OPEN_ISSUE,
    )
