"""A verdict in words and facts: the reason, the evidence, the confidence, the blind spots."""

from collections.abc import Iterator
from datetime import datetime

from scans.model.finding import Evidence
from scans.stale_flags.filters import Filters, read_filters
from scans.stale_flags.items import Experiment
from scans.stale_flags.results import ExperimentOutcome, contradiction
from scans.stale_flags.rule import (
    Changed,
    Judgement,
    Verdict,
    last_experiment,
    last_experiment_end,
)
from scans.stale_flags.served import Conditional, Constant, Served, highest_rollout
from scans.stale_flags.signals import FlagSignals
from scans.words import cut, days, iso

FLAG = "posthog.feature_flag"
LAST_CALLED_AT = "posthog.feature_flag.last_called_at"
FLAG_USAGE = "posthog.flag_usage"
EXPERIMENT = "posthog.experiment"
EXPERIMENT_RESULT = "posthog.experiment_results"

UNCHANGED_SINCE = "unchanged_since"

MOST_RESPONSES = 8
"""Answers come out of public events, so their number is anybody's choice."""

CONFIDENCE = {
    "posthog.activity_log": 0.97,  # the very edit that decided it is on record
    "posthog.feature_flag.updated_at": 0.95,  # an upper bound: the edit is at least as old
    "posthog.feature_flag.created_at": 0.85,  # nobody recorded an edit, or this server does not
}
"""How sure a verdict from the configuration is, by the source that dates it; fraction in [0, 1]."""

CONFIDENCE_FROM_SILENCE = 0.7
"""Silence has innocent explanations: see the blind spots."""


def confidence(judgement: Judgement) -> float:
    """Return how sure the verdict is, as a fraction in [0, 1]."""
    if judgement.verdict is Verdict.NOT_EVALUATED or judgement.changed is None:
        return CONFIDENCE_FROM_SILENCE
    return CONFIDENCE[judgement.changed.source]


def reason(signals: FlagSignals, judgement: Judgement, now: datetime) -> str:
    """Return one plain sentence for a developer who has to decide."""
    gets = _gets(judgement.served)
    unchanged = f"unchanged for {_days(judgement.changed, now)}"
    match judgement.verdict:
        case Verdict.EXPERIMENT_CONCLUDED:
            ended = last_experiment_end(signals, now) or now
            against = contradicted(signals, judgement.served, now)
            although = f", although {against}" if against else ""
            return f"Its experiment ended {days((now - ended).days)} ago, and {gets}{although}."
        case Verdict.DISABLED:
            state = "archived" if signals.flag.archived else "disabled"
            return f"The flag is {state}, {unchanged}, so it is off for everyone."
        case Verdict.NOT_EVALUATED:
            called = signals.usage.last_called_at
            silence = f"for {days((now - called).days)}" if called else "as far back as is known"
            return f"Its conditions still differ by who asks, but nobody has asked {silence}."
        case _:
            return f"{gets[0].upper()}{gets[1:]}, {unchanged}."


def evidence(signals: FlagSignals, judgement: Judgement, now: datetime) -> tuple[Evidence, ...]:
    """Return the facts behind the verdict, each with its source and time."""
    return (
        *_configuration(signals, judgement, now),
        *_experiment(signals, judgement, now),
        *_calls(signals, now),
    )


def _configuration(signals: FlagSignals, judgement: Judgement, now: datetime) -> Iterator[Evidence]:
    flag, serves = signals.flag, judgement.served
    yield Evidence(name="active", value=flag.active, source=FLAG, as_of=now)
    if flag.archived:
        yield Evidence(name="archived", value=True, source=FLAG, as_of=now)
    value = serves.value if isinstance(serves, Constant) else "conditional"
    yield Evidence(name="served", value=value, source=FLAG, as_of=now)
    rollout = highest_rollout(flag)
    yield Evidence(name="rollout_percentage", value=rollout, unit="percent", source=FLAG, as_of=now)
    if isinstance(serves, Constant | Conditional):
        yield Evidence(name="why", value=serves.why, source=FLAG, as_of=now)
    if changed := judgement.changed:
        at, source = iso(changed.at), changed.source
        yield Evidence(name=UNCHANGED_SINCE, value=at, source=source, as_of=now)


def contradicted(signals: FlagSignals, serves: Served, now: datetime) -> str:
    """Say what the outcome of its last experiment has against what is served; empty if nothing."""
    last = last_experiment(signals, now)
    if last is None or not isinstance(serves, Constant):
        return ""
    filters = read_filters(signals.flag.filters)
    variants = [one.key for one in filters.variants] if isinstance(filters, Filters) else []
    return contradiction(last.conclusion, outcome_of(signals, last), serves.value, variants)


def outcome_of(signals: FlagSignals, experiment: Experiment) -> ExperimentOutcome | None:
    """Return what was read of an experiment's result; None if nobody asked."""
    return None if experiment.id is None else signals.outcomes.get(experiment.id)


def _experiment(signals: FlagSignals, judgement: Judgement, now: datetime) -> Iterator[Evidence]:
    last = last_experiment(signals, now)
    if last is None:
        return
    at = iso(last.end_date) if last.end_date else None
    yield Evidence(name="experiment_ended_at", value=at, source=EXPERIMENT, as_of=now)
    for name, told in (("experiment", last.name), ("experiment_conclusion", last.conclusion)):
        if told:
            yield Evidence(name=name, value=cut(told), source=EXPERIMENT, as_of=now)
    if outcome := outcome_of(signals, last):
        yield from _outcome(outcome, now)
    if against := contradicted(signals, judgement.served, now):
        yield Evidence(name="served_against", value=against, source=EXPERIMENT, as_of=now)


def _outcome(outcome: ExperimentOutcome, now: datetime) -> Iterator[Evidence]:
    source, as_of = EXPERIMENT_RESULT, outcome.as_of or now
    if outcome.result and outcome.result.metric:
        metric = cut(outcome.result.metric)
        yield Evidence(name="experiment_metric", value=metric, source=source, as_of=as_of)
    yield Evidence(name="experiment_result", value=outcome.summary, source=source, as_of=as_of)


def _calls(signals: FlagSignals, now: datetime) -> Iterator[Evidence]:
    usage = signals.usage
    as_of = usage.as_of or now
    called_at = iso(usage.last_called_at) if usage.last_called_at else None
    if usage.known or called_at:
        own = usage.last_called_at == signals.flag.last_called_at
        source = LAST_CALLED_AT if own else FLAG_USAGE
        yield Evidence(name="last_called_at", value=called_at, source=source, as_of=as_of)
    for value, calls in sorted(usage.responses.items())[:MOST_RESPONSES]:
        name = f"responses.{cut(value)}"
        yield Evidence(name=name, value=calls, unit="calls", source=FLAG_USAGE, as_of=as_of)


def _gets(serves: Served) -> str:
    if not isinstance(serves, Constant):
        return "it depends on who asks"
    if isinstance(serves.value, str):
        return f'everyone gets "{cut(serves.value)}"'
    return f"the flag is {'on' if serves.value else 'off'} for everyone"


def _days(changed: Changed | None, now: datetime) -> str:
    return days((now - changed.at).days) if changed else "an unknown time"
