"""What is still to be asked after the count was read, by name: it cannot be asked of everything."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from scans.dead_events.rule import SEEN_BEFORE, Judgement, Verdict, judge
from scans.dead_events.settings import DeadEventSettings
from scans.dead_events.signals import Signals, read
from scans.evidence.arrivals import EVENT_ARRIVALS, answered, last_arrivals
from scans.evidence.event_usage import OLDER_EVENT_USAGE
from scans.model.code import CapturedNames
from scans.model.documents import Documents
from scans.model.questions import Questions

MOST_OLDER = 200
"""Events whose older days are read in one run, those that came last first."""

OLDEST_DAYS = 730
"""How far back they are read. What fell silent before that is left alone."""

SPARE_DAYS = 10
"""Days that are read before those of the rhythm: they show whether the event had begun by then."""


def questions(
    documents: Documents,
    captured: Sequence[CapturedNames],
    settings: DeadEventSettings,
    now: datetime,
) -> Questions:
    """Return what to ask next: whether captured events ever arrived, then the older days of some.

    To be called again with the answer, until it asks nothing. Nothing is asked of a folder, which
    cannot answer, nor where the count says nothing.
    """
    signals = read(documents, captured, settings, now)
    if documents.complete_by_declaration or signals.usage is None:
        return Questions()
    arrivals = tuple(_never_asked(signals, documents))
    if arrivals and EVENT_ARRIVALS not in documents.blind:
        return Questions(arrivals=arrivals)
    return _older(signals, documents, settings, now)


def _never_asked(signals: Signals, documents: Documents) -> Iterator[str]:
    refused = answered("unasked", documents)
    for one in signals.events:
        unknown = one.row is None and one.arrived is None and not one.asked
        if unknown and one.name in signals.captured.names and one.name not in refused:
            yield one.name


def _older(
    signals: Signals, documents: Documents, settings: DeadEventSettings, now: datetime
) -> Questions:
    """Ask for the days of events whose rhythm lies before the days that were counted."""
    known = {
        *answered("rows", documents, OLDER_EVENT_USAGE),
        *answered("unasked", documents, OLDER_EVENT_USAGE),
    }
    lasts, today = last_arrivals(documents), signals.end.toordinal()
    came = {
        one.event.name: last.toordinal()
        for one in judge(signals, settings, now)
        if one.event.name in signals.captured.names and one.event.name not in known
        if (last := _cut_off(one, lasts))
    }
    near = sorted((today - day, name) for name, day in came.items() if today - day < OLDEST_DAYS)
    asked = near[:MOST_OLDER]
    if not asked:
        return Questions()
    days = asked[-1][0] + settings.rhythm_window_days + SPARE_DAYS
    older = tuple(sorted(name for _, name in asked))
    return Questions(older=older, older_days=min(OLDEST_DAYS, days))


def _cut_off(judgement: Judgement, lasts: Mapping[str, datetime]) -> datetime | None:
    """Return when an event arrived last, if nothing but days that were not read hides it."""
    if judgement.verdict is not Verdict.INCONCLUSIVE:
        return None
    silence = judgement.silence
    if silence is None:
        return lasts.get(judgement.event.name) if judgement.cause == SEEN_BEFORE else None
    unread = silence.rhythm is not None and not silence.rhythm.whole
    return silence.since if unread else None
