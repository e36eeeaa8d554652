"""The first half of the judgement: everything that PostHog alone can say."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from scans.model.documents import Documents
from scans.model.finding import Abstention, Blind
from scans.stale_flags.assessment import FlagAssessment, FlagCandidate
from scans.stale_flags.explain import confidence, evidence, reason
from scans.stale_flags.fingerprint import SCAN, fingerprint
from scans.stale_flags.remedy import cautions, fixed_value, obstacles
from scans.stale_flags.rule import Judgement, Verdict, is_ops, judge
from scans.stale_flags.settings import StaleFlagSettings
from scans.stale_flags.signals import FlagSignals, Unjudged, read
from scans.unassessed import hides_too_much

NO_FLAGS = "the project has no flags at all: nothing is concluded from an empty list"
"""A key that opens the wrong project gives this answer too."""

NEVER_FINDINGS = frozenset({Verdict.PERMANENT, Verdict.INCONCLUSIVE, Verdict.ACTIVE})


def assess(documents: Documents, settings: StaleFlagSettings, now: datetime) -> FlagAssessment:
    """Judge every flag of one project. Never raises, whatever stands in the documents.

    The same documents, settings and `now` (aware) give the same answer, in the order of keys.
    """
    now = now.astimezone(UTC)
    signals = read(documents)
    judged = [(flag, judge(flag, settings, now)) for flag in signals.flags]
    verdicts = Counter(judgement.verdict for _, judgement in judged)
    unjudged = [*signals.unjudged, *_inconclusive(judged)]
    subjects = len(judged) + len(signals.unjudged)
    return FlagAssessment(
        candidates=tuple(
            _candidate(flag, judgement, settings, now)
            for flag, judgement in judged
            if judgement.verdict not in NEVER_FINDINGS
        ),
        constants=_constants(judged),
        known_keys=signals.known_keys,
        roster_complete=signals.roster_complete and subjects > 0,
        abstained=_abstentions(unjudged),
        blind=(
            *(Blind(source=source, reason=why) for source, why in signals.blind.items()),
            *_empty(signals.roster_complete, subjects),
            *_too_much_unassessed(unjudged, subjects),
        ),
        subjects=subjects,
        active=verdicts[Verdict.ACTIVE],
        permanent=verdicts[Verdict.PERMANENT],
        requests=documents.requests,
    )


def _candidate(
    signals: FlagSignals, judgement: Judgement, settings: StaleFlagSettings, now: datetime
) -> FlagCandidate:
    flag, value = signals.flag, fixed_value(judgement)
    return FlagCandidate(
        key=flag.key,
        verdict=judgement.verdict,
        fixed_value=value,
        archived=flag.archived,
        ops=is_ops(signals),
        obstacles=obstacles(signals, now),
        cautions=cautions(signals, judgement, settings, now),
        evaluation_runtime=flag.evaluation_runtime,
        evaluation_contexts=flag.evaluation_contexts,
        fingerprint=fingerprint(flag.key, judgement.verdict, value, flag),
        confidence=confidence(judgement),
        reason=reason(signals, judgement, now),
        evidence=evidence(signals, judgement, now),
    )


def _constants(judged: Iterable[tuple[FlagSignals, Judgement]]) -> dict[str, bool | str]:
    """A flag of a running experiment serves nothing that lasts, whatever it serves today."""
    values = {
        signals.flag.key: fixed_value(judgement)
        for signals, judgement in judged
        if judgement.verdict is Verdict.ACTIVE and not judgement.cause
    }
    return {key: value for key, value in values.items() if value is not None}


def _inconclusive(judged: Iterable[tuple[FlagSignals, Judgement]]) -> list[Unjudged]:
    return [
        Unjudged(signals.flag.key, judgement.cause, judgement.detail)
        for signals, judgement in judged
        if judgement.verdict is Verdict.INCONCLUSIVE
    ]


def _abstentions(unjudged: Sequence[Unjudged]) -> tuple[Abstention, ...]:
    stated = sorted((one.subject, one.reason) for one in unjudged)
    return tuple(Abstention(subject=subject, reason=why) for subject, why in stated)


def _empty(roster_complete: bool, subjects: int) -> list[Blind]:
    if roster_complete and subjects == 0:
        return [Blind(source="feature_flags", reason=NO_FLAGS)]
    return []


def _too_much_unassessed(unjudged: Sequence[Unjudged], subjects: int) -> list[Blind]:
    causes = Counter(one.cause for one in unjudged)
    return [
        Blind(source=SCAN, reason=f"{count} of {subjects} flags could not be judged: {cause}")
        for cause, count in sorted(causes.items())
        if hides_too_much(count, subjects)
    ]
