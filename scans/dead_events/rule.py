"""When is an event dead?

Every verdict is given here, by `judge`: first match wins. A helper that nothing calls explains why
its event never arrived, so `uncalled` comes before `never_arrived`, which rests on the age of a
line of code too: `conclude.py` asks for that last.

`stopped` compares an event with itself: silence counts from its own last arrival, and is long only
against its own rhythm (`rhythm.py`). PostHog's own check calls an event stopped that came on most
days of a month and then not for a week, and leaves out whatever comes less often.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from scans.dead_events.rhythm import Rhythm, rhythm
from scans.dead_events.settings import DeadEventSettings
from scans.dead_events.signals import EventSignals, Signals


class Verdict(StrEnum):
    """What an event is. The last two are never findings."""

    STOPPED = "stopped"
    UNCALLED = "uncalled"
    NEVER_ARRIVED = "never_arrived"
    ORPHAN = "orphan"
    INCONCLUSIVE = "inconclusive"
    ALIVE = "alive"


NEVER_FINDINGS = frozenset({Verdict.INCONCLUSIVE, Verdict.ALIVE})

NO_COUNT = "its arrivals could not be read"
NO_ROW = "its count has an unexpected shape"
NO_RHYTHM = "its rhythm is not in the evidence"
SEEN_LATER = "its definition says that it was seen later than the count says"
COMPUTED = "code computes names that begin like it"
OLD_COUNT = "the count is too old to tell whether it still arrives"
BRIEF = "it came for a few weeks only, too few for a rhythm, and then no more"
SEEN_BEFORE = "it arrived last before the days that were counted"

DAY = timedelta(days=1)

LATE = DAY
"""A definition is dated by ingestion and an event by its own clock; phones send what they kept."""


@dataclass(frozen=True, slots=True)
class Silence:
    """For how long nothing came, until the end of what was watched."""

    since: datetime
    length: timedelta
    rhythm: Rhythm | None
    """None if the silence is so short that every rhythm explains it."""

    @property
    def days(self) -> int:
        """Whole days."""
        return self.length.days


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with what it rests on. `cause` says why it is inconclusive."""

    event: EventSignals
    verdict: Verdict
    silence: Silence | None = None
    """None if nothing arrived within the window, or its arrivals are not known."""
    cause: str = ""


def judge(signals: Signals, settings: DeadEventSettings, now: datetime) -> list[Judgement]:
    """Return the verdict about every event, by name. Waiting alone never revives one."""
    if signals.usage is None:
        # Not even `uncalled`: whether anything arrives at all is what a reader wants to know first.
        return [Judgement(event, Verdict.INCONCLUSIVE, cause=NO_COUNT) for event in signals.events]
    unread = OLD_COUNT if is_old(signals, settings, now) else ""
    return [_judge(event, signals, settings, unread) for event in signals.events]


def is_old(signals: Signals, settings: DeadEventSettings, now: datetime) -> bool:
    """Whether the count ended so long ago that an event may be silent, or back, since."""
    return signals.usage is not None and now - signals.end > settings.min_silence_days * DAY


def _judge(
    event: EventSignals, signals: Signals, settings: DeadEventSettings, unread: str
) -> Judgement:
    silence = _silence(event, signals, settings)
    stopped, cause = _stopped(event, silence, settings)
    captured = signals.captured
    if stopped:
        return Judgement(event, Verdict.STOPPED, silence)
    if event.name in captured.uncalled:
        return Judgement(event, Verdict.UNCALLED, silence)
    if event.name in captured.names and event.arrived is False:
        return Judgement(event, Verdict.NEVER_ARRIVED, silence)
    cause = cause or unread or _unknown(event, silence, signals, settings)
    if not cause and _sent_elsewhere(event, silence, signals, settings):
        cause = captured.may_capture(event.name)
        if not cause:
            return Judgement(event, Verdict.ORPHAN, silence)
    return Judgement(event, Verdict.INCONCLUSIVE if cause else Verdict.ALIVE, silence, cause)


def _silence(event: EventSignals, signals: Signals, settings: DeadEventSettings) -> Silence | None:
    usage, row = signals.usage, event.row
    if usage is None or row is None:
        return None
    since = usage.latest(row)
    if since is None:
        return None
    length = max(timedelta(0), signals.end - since)
    if length <= settings.min_silence_days * DAY:
        return Silence(since, length, None)
    return Silence(since, length, rhythm(usage, row, settings.rhythm_window_days))


def _stopped(
    event: EventSignals, silence: Silence | None, settings: DeadEventSettings
) -> tuple[bool, str]:
    """Return whether it is proved that the event stopped, or why that cannot be told."""
    if event.unreadable:
        return False, NO_ROW
    if silence is None or silence.rhythm is None:
        return False, ""
    if not may_have_stopped(silence.length, silence.rhythm, settings):
        return False, ""
    if not _proved(silence.length, silence.rhythm, settings):
        return False, NO_RHYTHM
    definition = event.definition
    if definition and definition.last_seen_at and definition.last_seen_at - silence.since > LATE:
        return False, SEEN_LATER
    return True, ""


def _proved(silent: timedelta, known: Rhythm, settings: DeadEventSettings) -> bool:
    return (
        known.regular
        and known.least_events >= settings.min_events
        and silent > allowed(known.most_gap, settings)
    )


def may_have_stopped(silent: timedelta, known: Rhythm, settings: DeadEventSettings) -> bool:
    """Whether the event stopped for all that is known: nothing in the evidence rules it out."""
    if known.most_events is not None and known.most_events < settings.min_events:
        return False
    # Gaps that were not read may be shorter, so they rule nothing out.
    gap = known.least_gap if known.regular or known.whole else 1
    return not known.irregular and silent > allowed(gap, settings)


def allowed(gap: int, settings: DeadEventSettings) -> timedelta:
    """Return the silence that a usual longest gap of so many days explains."""
    return max(settings.min_silence_days * DAY, settings.rhythm_factor * gap * DAY)


def _unknown(
    event: EventSignals, silence: Silence | None, signals: Signals, settings: DeadEventSettings
) -> str:
    """Return why nothing can be said of an event that no verdict fits; empty if it can."""
    sent = event.name in signals.captured.names
    if event.row is not None:
        return BRIEF if sent and silence and _was_brief(silence, settings) else ""
    if sent:
        return event.unknown_because or (SEEN_BEFORE if event.arrived else "")
    return COMPUTED if signals.captured.computes(event.name) else ""


def _was_brief(silence: Silence, settings: DeadEventSettings) -> bool:
    """Whether all that an event lacks for having stopped is to have lived longer."""
    known = silence.rhythm
    if known is None or not known.brief or known.least_events < settings.min_events:
        return False
    return silence.length > allowed(known.most_gap, settings)


def _sent_elsewhere(
    event: EventSignals, silence: Silence | None, signals: Signals, settings: DeadEventSettings
) -> bool:
    """Whether an event still comes that no configured repository captures, if these are all.

    An end that is long ago is not what an orphan is about.
    """
    if not settings.complete or event.name in signals.captured.names or silence is None:
        return False
    return silence.length <= settings.rhythm_window_days * DAY
