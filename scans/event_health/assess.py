"""The first half of the judgement: everything that PostHog alone can say."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from scans.event_health import dropped, duplicates, merged, missing, type_changes, unbalanced
from scans.event_health.assessment import HealthAssessment, HealthCandidate
from scans.event_health.fingerprint import SCAN, fingerprint
from scans.event_health.judged import Judged, Unjudged
from scans.event_health.settings import EventHealthSettings
from scans.event_health.signals import Signals, read
from scans.event_health.unread import unanswered, unread_rows
from scans.event_health.urgency import ALERTING, Urgency, action
from scans.model.code import Deploy, MergedChange
from scans.model.documents import Documents
from scans.model.finding import Abstention, Blind
from scans.unassessed import hides_too_much


def assess(
    documents: Documents,
    changes: Sequence[MergedChange],
    deploys: Sequence[Deploy],
    settings: EventHealthSettings,
    now: datetime,
) -> HealthAssessment:
    """Judge every event of one project. Never raises, whatever stands in the documents.

    `deploys` are those that other sources than annotations tell of. The same arguments and `now`
    (aware) give the same answer, in the order of event, verdict and what it is about.
    """
    now = now.astimezone(UTC)
    signals = read(documents, deploys, now)
    found = list(_judged(signals, changes, settings, now))
    judged = sorted((one for one in found if isinstance(one, Judged)), key=_order)
    unjudged = [one for one in found if isinstance(one, Unjudged)]
    wanted = any(one.verdict in ALERTING for one in judged)
    urgency = Urgency(documents, now, wanted=wanted)
    subjects, ignored = _subjects(signals, changes, settings)
    blind = {
        **signals.blind,
        **unanswered(documents, signals, changes, settings, now),
        **urgency.blind,
    }
    troubled = {one.event for one in found}
    return HealthAssessment(
        candidates=tuple(_candidate(one, urgency) for one in judged),
        abstained=_abstentions(unjudged),
        blind=(
            *(Blind(source=source, reason=why) for source, why in sorted(blind.items())),
            *_too_much_unassessed(unjudged),
        ),
        subjects=len(subjects),
        active=len(subjects - troubled),
        permanent=len(ignored),
        requests=documents.requests,
    )


def readers_wanted(
    documents: Documents,
    changes: Sequence[MergedChange],
    settings: EventHealthSettings,
    now: datetime,
) -> bool:
    """Whether anything was found whose weight depends on who reads the event: no merged change."""
    del changes
    found = _falsified(read(documents, (), now), settings, now.astimezone(UTC))
    return any(isinstance(one, Judged) for one in found)


def _judged(
    signals: Signals,
    changes: Sequence[MergedChange],
    settings: EventHealthSettings,
    now: datetime,
) -> Iterator[Judged | Unjudged]:
    yield from _falsified(signals, settings, now)
    yield from missing.judge(signals, settings, now)
    yield from merged.judge(signals, changes, settings, now)
    yield from duplicates.judge(signals, settings)
    yield from unread_rows(signals, settings)


def _falsified(
    signals: Signals, settings: EventHealthSettings, now: datetime
) -> Iterator[Judged | Unjudged]:
    """Yield every judgement of the verdicts that are `ALERTING`."""
    yield from dropped.judge(signals, settings, now)
    yield from unbalanced.judge(signals, settings, now)
    yield from type_changes.judge(signals, settings, now)


def _order(one: Judged) -> tuple[str, str, tuple[str, ...]]:
    return one.event, one.verdict, one.about


def _candidate(one: Judged, urgency: Urgency) -> HealthCandidate:
    return HealthCandidate(
        event=one.event,
        verdict=one.verdict,
        fingerprint=fingerprint(one.event, one.verdict, one.about),
        confidence=one.confidence,
        severity=urgency.severity(one.event, one.verdict),
        reason=one.reason,
        evidence=(*one.evidence, *urgency.evidence(one.event, one.verdict)),
        blind_spots=(*one.blind_spots, *urgency.blind_spots(one.event, one.verdict)),
        suggested_action=action(one.verdict),
    )


def _subjects(
    signals: Signals, changes: Iterable[MergedChange], settings: EventHealthSettings
) -> tuple[set[str], set[str]]:
    """Return the events that were looked at, and those that the operator ignores."""
    sent = (event for change in changes for event in change.events)
    names = {*signals.arrived, *signals.properties.rows, *signals.properties.unreadable, *sent}
    looked_at = {name for name in names if settings.judged_event(name)}
    return looked_at, names & set(settings.ignore_events)


def _abstentions(unjudged: Iterable[Unjudged]) -> tuple[Abstention, ...]:
    stated = sorted({(one.event, one.reason) for one in unjudged})
    return tuple(Abstention(subject=event, reason=why, scan=SCAN) for event, why in stated)


def _too_much_unassessed(unjudged: Iterable[Unjudged]) -> Iterator[Blind]:
    causes = Counter((one.cause, one.detail, one.among) for one in unjudged if one.among)
    for (cause, detail, among), count in sorted(causes.items()):
        if hides_too_much(count, among):
            why = f"{count} of {among} could not be judged: {cause} ({detail})"
            yield Blind(source=SCAN, reason=why)
