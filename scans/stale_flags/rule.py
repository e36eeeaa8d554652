"""When is a flag stale?

Every verdict about a flag of PostHog is given here, by `judge`: first match wins. What the
configuration serves is told by `served.py`; what may be done about a stale flag by `remedy.py`.

The periods count from the last change of what the flag serves, not from the last call: a flag that
is at 100 % and still called is as decided as one that is not. PostHog's own staleness rule calls
the first one active, and a flag without groups "fully rolled out"; it is false for everyone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from scans.stale_flags.filters import Unreadable
from scans.stale_flags.items import Experiment
from scans.stale_flags.served import Conditional, Constant, Served, served
from scans.stale_flags.settings import StaleFlagSettings
from scans.stale_flags.signals import FlagSignals
from scans.stale_flags.sources import ACTIVITY_LOG, EXPERIMENTS, FLAG_USAGE

OPS_TAG = "ops"
"""Flags that operate the system are turned rarely and on purpose; they get a longer period."""

CREATED_AT = "posthog.feature_flag.created_at"


class Verdict(StrEnum):
    """What a flag is. The first three are never findings."""

    PERMANENT = "permanent"
    INCONCLUSIVE = "inconclusive"
    ACTIVE = "active"
    EXPERIMENT_CONCLUDED = "experiment_concluded"
    FULLY_ROLLED_OUT = "fully_rolled_out"
    DISABLED = "disabled"
    FULLY_OFF = "fully_off"
    NOT_EVALUATED = "not_evaluated"
    MISSING_IN_POSTHOG = "missing_in_posthog"
    """Given to a key that only code knows, by `conclude.py`."""


@dataclass(frozen=True)
class Changed:
    """When what the flag serves was last changed, and who says so."""

    at: datetime
    source: str


@dataclass(frozen=True)
class Judgement:
    """A verdict with what it rests on. `cause` and `detail` say why it is inconclusive."""

    verdict: Verdict
    served: Served
    changed: Changed | None
    cause: str = ""
    detail: str = ""


def judge(signals: FlagSignals, settings: StaleFlagSettings, now: datetime) -> Judgement:
    """Return the verdict about one flag of PostHog. Waiting alone never makes it less stale."""
    serves = served(signals.flag)
    changed = last_change(signals)

    def given(verdict: Verdict, cause: str = "", detail: str = "") -> Judgement:
        return Judgement(verdict, serves, changed, cause, detail)

    if is_permanent(signals, settings):
        return given(Verdict.PERMANENT)
    if isinstance(serves, Unreadable):
        return given(Verdict.INCONCLUSIVE, serves.cause, serves.detail)
    if changed is None:
        return given(Verdict.INCONCLUSIVE, "nothing says when it was last changed")
    if experiment_running(signals, now):
        return given(Verdict.ACTIVE, "experiment_running")
    if EXPERIMENTS in signals.unread:
        return given(Verdict.INCONCLUSIVE, _unread(signals, "its experiments", EXPERIMENTS))
    if isinstance(serves, Conditional):
        return given(*_judge_conditional(signals, changed, settings, now))
    return given(*_judge_constant(signals, serves, changed, settings, now))


def _judge_constant(
    signals: FlagSignals,
    serves: Constant,
    changed: Changed,
    settings: StaleFlagSettings,
    now: datetime,
) -> tuple[Verdict, str]:
    unchanged_for, period = now - changed.at, stale_after(signals, settings)
    if unchanged_for >= period and changed.source == CREATED_AT and ACTIVITY_LOG in signals.unread:
        # It was made then, and whoever could tell of a change since was not heard.
        return Verdict.INCONCLUSIVE, _unread(signals, "its changes", ACTIVITY_LOG)
    ended = last_experiment_end(signals, now)
    if ended and now - ended >= timedelta(days=settings.experiment_ended_days):
        return Verdict.EXPERIMENT_CONCLUDED, ""
    if unchanged_for < period:
        return Verdict.ACTIVE, ""
    if not signals.flag.enabled:
        return Verdict.DISABLED, ""
    return (Verdict.FULLY_OFF if serves.value is False else Verdict.FULLY_ROLLED_OUT), ""


def _judge_conditional(
    signals: FlagSignals, changed: Changed, settings: StaleFlagSettings, now: datetime
) -> tuple[Verdict, str]:
    """Without a fixed value only silence makes a flag stale, and silence has to be known."""
    period = stale_after(signals, settings)
    created_at = signals.flag.created_at or changed.at
    called_at = signals.usage.last_called_at
    # The rows tell about the time before they were read, and nothing about the time since.
    until = min(now, signals.usage.as_of or now)
    if now - created_at < period or (called_at and until - called_at < period):
        return Verdict.ACTIVE, ""
    if signals.usage.tells_of(period):
        return Verdict.NOT_EVALUATED, ""
    if FLAG_USAGE in signals.unread:
        return Verdict.INCONCLUSIVE, _unread(signals, "its calls", FLAG_USAGE)
    return Verdict.ACTIVE, ""


def is_permanent(signals: FlagSignals, settings: StaleFlagSettings) -> bool:
    """Whether somebody said that this flag stays: by a tag, or on the operator's list."""
    tags = {tag.casefold() for tag in signals.flag.tags}
    permanent = {tag.casefold() for tag in settings.permanent_tags}
    return bool(tags & permanent) or signals.flag.key in settings.keep


def is_ops(signals: FlagSignals) -> bool:
    """Whether the flag operates the system."""
    return OPS_TAG in {tag.casefold() for tag in signals.flag.tags}


def stale_after(signals: FlagSignals, settings: StaleFlagSettings) -> timedelta:
    """Return the period without a change after which this flag is stale."""
    days = settings.ops_stale_after_days if is_ops(signals) else settings.stale_after_days
    return timedelta(days=days)


def last_change(signals: FlagSignals) -> Changed | None:
    """Return the last change of `filters` or `active`.

    The row's `updated_at` moves with every edit, so it is an upper bound: used where the activity
    log does not know, unless the log shows that the edit was one of something else.
    """
    flag, history = signals.flag, signals.history
    unclear = [history.unclear_at] if history.unclear_at else []
    if history.released_at:
        return Changed(max([history.released_at, *unclear]), "posthog.activity_log")
    if flag.updated_at and not history.explains(flag.updated_at):
        return Changed(flag.updated_at, "posthog.feature_flag.updated_at")
    if unclear:
        return Changed(unclear[0], "posthog.activity_log")
    if flag.created_at:
        return Changed(flag.created_at, CREATED_AT)
    return None


def experiment_running(signals: FlagSignals, now: datetime) -> bool:
    """Whether a linked experiment has started and not ended; the flag's own word counts too."""
    hinted = any(hint.is_running for hint in signals.flag.experiment_set_metadata)
    return hinted or any(one.running(now) for one in signals.links.experiments)


def last_experiment(signals: FlagSignals, now: datetime) -> Experiment | None:
    """Return the linked experiment that ended last; None if none has ended."""
    ended = [one for one in signals.links.experiments if one.ended(now)]
    return max(ended, key=lambda one: (one.end_date or now, one.id or 0), default=None)


def last_experiment_end(signals: FlagSignals, now: datetime) -> datetime | None:
    """Return when the last of the linked experiments ended; None if none has."""
    last = last_experiment(signals, now)
    return last.end_date if last else None


def _unread(signals: FlagSignals, what: str, source: str) -> str:
    return f"{what} could not be read: {signals.unread[source]}"
