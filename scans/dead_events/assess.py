"""The first half of the judgement: what PostHog says, and which names the code captures."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from scans.dead_events.assessment import EventAssessment, EventCandidate
from scans.dead_events.explain import confidence, evidence, reason
from scans.dead_events.fingerprint import SCAN
from scans.dead_events.outage import Outage, outages
from scans.dead_events.remedy import cautions, obstacles, severity
from scans.dead_events.rule import NEVER_FINDINGS, Judgement, Verdict, is_old, judge
from scans.dead_events.settings import DeadEventSettings
from scans.dead_events.signals import Signals, read
from scans.evidence.event_usage import EVENT_USAGE
from scans.evidence.readers import READER_SOURCES, Readers
from scans.evidence.sources import Sources
from scans.model.code import CapturedNames
from scans.model.documents import Documents
from scans.model.finding import Abstention, Blind
from scans.unassessed import hides_too_much

MOST_LISTED = 10
"""Events of one such cause that are named all the same: of four events, one is a fourth."""


def readers_wanted(
    documents: Documents,
    captured: Sequence[CapturedNames],
    settings: DeadEventSettings,
    now: datetime,
) -> bool:
    """Whether any event may be dead: else it does not matter who reads which."""
    return bool(_judged(documents, captured, settings, now).candidates)


def assess(
    documents: Documents,
    captured: Sequence[CapturedNames],
    settings: DeadEventSettings,
    now: datetime,
) -> EventAssessment:
    """Judge every event of one project. Never raises, whatever stands in the documents.

    The same documents, names, settings and `now` (aware) give the same answer, in the order of
    names.
    """
    now = now.astimezone(UTC)
    judged = _judged(documents, captured, settings, now)
    candidates, unread = _with_readers(judged, documents, settings, now)
    reasons, listed = collapsed(judged.unjudged, judged.subjects)
    return EventAssessment(
        candidates=candidates,
        abstained=listed,
        blind=(
            *(Blind(source=source, reason=why) for source, why in judged.signals.blind.items()),
            *(Blind(source=EVENT_USAGE, reason=one.reason) for one in judged.outages),
            *unread,
            *reasons,
        ),
        subjects=judged.subjects,
        active=judged.alive,
        permanent=judged.signals.kept,
        requests=documents.requests,
    )


@dataclass(frozen=True)
class _Judged:
    signals: Signals
    candidates: tuple[Judgement, ...]
    unjudged: tuple[tuple[str, str], ...]
    """Names and causes, but for those that an outage explains."""
    outages: tuple[Outage, ...]
    alive: int
    subjects: int


def _judged(
    documents: Documents,
    captured: Sequence[CapturedNames],
    settings: DeadEventSettings,
    now: datetime,
) -> _Judged:
    signals = read(documents, captured, settings, now)
    judged = judge(signals, settings, now)
    fallen = [_Fallen(one) for one in judged if one.verdict is Verdict.STOPPED]
    rows = (one.event.row for one in judged)
    regular = sum(1 for row in rows if row and row.count >= settings.min_events)
    found = outages(fallen, regular)
    explained = {
        one.judgement.event.name for one in fallen if any(each.explains(one) for each in found)
    }
    return _Judged(
        signals=signals,
        candidates=tuple(
            one
            for one in judged
            if one.verdict not in NEVER_FINDINGS and one.event.name not in explained
        ),
        unjudged=tuple(
            (one.event.name, one.cause) for one in judged if one.verdict is Verdict.INCONCLUSIVE
        ),
        outages=found,
        alive=sum(1 for one in judged if one.verdict is Verdict.ALIVE),
        subjects=len(judged),
    )


class _Fallen:
    """A judgement, as `outages` asks for it."""

    def __init__(self, judgement: Judgement) -> None:
        silence = judgement.silence
        assert silence is not None, "an event that stopped has a last arrival and a rhythm"
        assert silence.rhythm is not None
        self.judgement = judgement
        self.last_day = silence.since.toordinal()
        self.usual_gap = max(1, silence.rhythm.least_gap)


def _with_readers(
    judged: _Judged, documents: Documents, settings: DeadEventSettings, now: datetime
) -> tuple[tuple[EventCandidate, ...], tuple[Blind, ...]]:
    """Who reads an event is opened only where it matters, and its blindness told only there."""
    if not judged.candidates:
        return (), ()
    readers = Readers(Sources(documents, READER_SOURCES), now)
    blind = tuple(Blind(source=one, reason=why) for one, why in sorted(readers.blind.items()))
    old_count = is_old(judged.signals, settings, now)
    return tuple(
        _candidate(one, readers, judged.signals, now, old_count=old_count)
        for one in judged.candidates
    ), blind


def _candidate(
    judgement: Judgement, readers: Readers, signals: Signals, now: datetime, *, old_count: bool
) -> EventCandidate:
    event, silence = judgement.event, judgement.silence
    read_by = readers.of(event.name)
    return EventCandidate(
        name=event.name,
        verdict=judgement.verdict,
        arrives=silence is not None and judgement.verdict is not Verdict.STOPPED,
        obstacles=obstacles(read_by, readers.blind),
        cautions=cautions(event, old_count=old_count),
        severity=severity(read_by),
        confidence=confidence(judgement),
        reason=reason(judgement),
        evidence=evidence(judgement, read_by, signals, now),
        blind_spots=tuple(_blind_spots(judgement, signals)),
    )


def _blind_spots(judgement: Judgement, signals: Signals) -> Iterator[str]:
    computed = signals.captured.computes(judgement.event.name)
    if computed:
        yield f"Code computes names that begin with “{computed}”, and may send it elsewhere."
    if signals.captured.unread_files:
        yield f"{signals.captured.unread_files} files could not be read, and may capture it too."


def collapsed(
    unjudged: Iterable[tuple[str, str]], subjects: int
) -> tuple[tuple[Blind, ...], tuple[Abstention, ...]]:
    """Return the causes that hide too many events, and the events that were hidden by another.

    A cause that hides more than a tenth is told once. Its events are listed only if they are few.
    """
    stated = sorted(unjudged)
    causes = Counter(cause for _, cause in stated)
    large = {cause for cause, count in causes.items() if hides_too_much(count, subjects)}
    many = {cause for cause in large if causes[cause] > MOST_LISTED}
    blind = tuple(
        Blind(
            source=SCAN, reason=f"{causes[cause]} of {subjects} events could not be judged: {cause}"
        )
        for cause in sorted(large)
    )
    listed = tuple(
        Abstention(subject=name, reason=cause, scan=SCAN)
        for name, cause in stated
        if cause not in many
    )
    return blind, listed
