"""A verdict in words and facts: the reason, the evidence, the confidence."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from scans.dead_events.rhythm import Rhythm
from scans.dead_events.rule import Judgement, Silence, Verdict
from scans.dead_events.signals import EventSignals, Signals
from scans.evidence.event_usage import EVENT_USAGE, OLDER_EVENT_USAGE
from scans.evidence.readers import Reader
from scans.model.finding import Evidence
from scans.words import cut, date, days, iso

USAGE = f"posthog.{EVENT_USAGE}"
OLDER_USAGE = f"posthog.{OLDER_EVENT_USAGE}"
ARRIVALS = "posthog.event_arrivals"
DEFINITION = "posthog.event_definition"
READERS = "posthog"
CODE = "code"

CONFIDENCE = {
    Verdict.STOPPED: 0.9,  # silence has innocent explanations: see the blind spots
    Verdict.NEVER_ARRIVED: 0.9,
    Verdict.UNCALLED: 0.9,
    Verdict.ORPHAN: 0.7,  # another repository may send it, whatever was declared
}
"""How sure a verdict is; fraction in [0, 1]."""

CONFIDENCE_FROM_BOUNDS = 0.8
"""The rhythm was not read day by day, or not all of it."""


def confidence(judgement: Judgement) -> float:
    """Return how sure the verdict is, as a fraction in [0, 1]."""
    known = judgement.silence.rhythm if judgement.silence else None
    if judgement.verdict is Verdict.STOPPED and known and not known.whole:
        return CONFIDENCE_FROM_BOUNDS
    return CONFIDENCE[judgement.verdict]


def reason(judgement: Judgement) -> str:
    """Return one plain sentence; empty where the code has to complete it."""
    silence = judgement.silence
    match judgement.verdict:
        case Verdict.STOPPED if silence and silence.rhythm:
            known = silence.rhythm
            bound = "" if known.least_gap == known.most_gap else "at most "
            usual = f"its longest usual gap is {bound}{days(known.most_gap)}"
            return (
                f"{_how_often(known)} until {date(silence.since)}; "
                f"{days(silence.days)} of silence, and {usual}."
            )
        case Verdict.ORPHAN:
            return "It arrives, and no configured repository captures it."
        case _:
            return ""


def _how_often(known: Rhythm) -> str:
    a_week = 7 * known.active_days / known.days
    if a_week >= 1:
        number = min(7, round(a_week))
        return "Arrived every day" if number == 7 else f"Arrived on {days(number)} a week"
    return f"Arrived on {days(known.active_days)} of {known.days}"


def evidence(
    judgement: Judgement, readers: Sequence[Reader], signals: Signals, now: datetime
) -> tuple[Evidence, ...]:
    """Return the facts behind the verdict, each with its source and time."""
    return (
        *_arrivals(judgement, signals, now),
        *_definition(judgement.event, now),
        Evidence(name="readers", value=len(readers), source=READERS, as_of=now),
        *(
            Evidence(name=f"reader.{one.kind}", value=cut(one.name), source=READERS, as_of=now)
            for one in readers[:MOST_READERS]
        ),
    )


MOST_READERS = 8


def _arrivals(judgement: Judgement, signals: Signals, now: datetime) -> Iterator[Evidence]:
    event, silence = judgement.event, judgement.silence
    as_of = signals.usage.as_of if signals.usage else now
    if silence is None:
        if event.arrived is False:
            source = ARRIVALS if event.asked else USAGE
            yield Evidence(name="ever_arrived", value=False, source=source, as_of=as_of)
        return
    source = OLDER_USAGE if event.older else USAGE
    yield Evidence(name="last_seen", value=iso(silence.since), source=source, as_of=as_of)
    for name, value, unit in _counts(event, silence):
        yield Evidence(name=name, value=value, unit=unit, source=source, as_of=as_of)


def _counts(event: EventSignals, silence: Silence) -> Iterator[tuple[str, int, str]]:
    yield "silence_days", silence.days, "days"
    if silence.rhythm is not None:
        yield from _rhythm(silence.rhythm)
    if event.row is not None and event.row.users is not None:
        yield "users", event.row.users, "people"


def _rhythm(known: Rhythm) -> Iterator[tuple[str, int, str]]:
    bound = "" if known.least_gap == known.most_gap else "_at_most"
    yield f"p95_gap_days{bound}", known.most_gap, "days"
    at_least = "" if known.whole else "_at_least"
    yield f"events_in_{known.window_days}_days{at_least}", known.least_events, "events"


def _definition(event: EventSignals, now: datetime) -> Iterator[Evidence]:
    definition = event.definition
    if definition is None:
        return
    seen = iso(definition.last_seen_at) if definition.last_seen_at else None
    yield Evidence(name="last_seen_at", value=seen, source=DEFINITION, as_of=now)
    if definition.hidden:
        yield Evidence(name="hidden", value=True, source=DEFINITION, as_of=now)
    if definition.rejected:
        yield Evidence(name="enforcement_mode", value="reject", source=DEFINITION, as_of=now)
