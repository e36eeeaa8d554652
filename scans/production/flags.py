"""The facts about flags, out of the signals that the scan of stale flags reads."""

from collections.abc import Collection, Mapping
from datetime import datetime

from scans.model.documents import Documents
from scans.model.finding import ScanResult
from scans.production.facts import (
    Calls,
    ExperimentFacts,
    FlagFacts,
    Judged,
    Presence,
    ResultFacts,
    Variant,
    VariantFacts,
    judged,
)
from scans.stale_flags.explain import contradicted, outcome_of
from scans.stale_flags.filters import Filters, Unreadable, read_filters
from scans.stale_flags.items import Experiment
from scans.stale_flags.results import ExperimentOutcome
from scans.stale_flags.rule import Judgement, Verdict, judge, last_experiment
from scans.stale_flags.served import Constant, highest_rollout
from scans.stale_flags.settings import StaleFlagSettings
from scans.stale_flags.signals import FlagSignals, Signals, read
from scans.stale_flags.sources import FLAG_USAGE, FLAGS
from scans.stale_flags.usage import Usage

NO_CALLS = "the project reports no calls: local evaluation leaves none"
LIST_UNREAD = "the list of flags was not read completely"


def flag_facts(
    documents: Documents,
    keys: Collection[str],
    result: ScanResult,
    settings: StaleFlagSettings,
    now: datetime,
) -> Mapping[str, FlagFacts]:
    """Return what is known about each of `keys`. Never raises, whatever stands in the documents.

    `result` is what the scan of stale flags concluded from the same documents, settings and `now`.
    """
    signals = read(documents)
    read_flags = {one.flag.key: one for one in signals.flags}
    said = _Said(result)
    return {
        key: _facts(read_flags[key], said, settings, now)
        if key in read_flags
        else _without_record(key, signals, said)
        for key in sorted(set(keys))
    }


class _Said:
    """What the scan concluded, by key."""

    def __init__(self, result: ScanResult) -> None:
        self.findings = {one.subject: judged(one) for one in result.findings}
        self.abstained = {one.subject: one.reason for one in result.abstained}


def _facts(
    signals: FlagSignals, said: _Said, settings: StaleFlagSettings, now: datetime
) -> FlagFacts:
    flag, judgement = signals.flag, judge(signals, settings, now)
    served = judgement.served
    constant, unread = isinstance(served, Constant), isinstance(served, Unreadable)
    return FlagFacts(
        key=flag.key,
        presence="present",
        enabled=flag.enabled,
        serves="constant" if constant else "unknown" if unread else "conditional",
        value=served.value if isinstance(served, Constant) else None,
        why=served.cause if isinstance(served, Unreadable) else served.why,
        rollout_percentage=highest_rollout(flag),
        variants=_variants(signals),
        unchanged_since=judgement.changed.at if judgement.changed else None,
        judged=said.findings.get(flag.key) or _unreported(flag.key, judgement, said),
        experiments=_experiments(signals, judgement, now),
        calls=_calls(signals),
    )


def _unreported(key: str, judgement: Judgement, said: _Said) -> Judged:
    """Return a verdict that is no finding: the flag is in use, permanent or not judged."""
    reason = said.abstained.get(key, "") or judgement.cause.replace("_", " ")
    return Judged(verdict=judgement.verdict, reason=reason)


def _variants(signals: FlagSignals) -> tuple[Variant, ...]:
    filters = read_filters(signals.flag.filters)
    if not isinstance(filters, Filters):
        return ()
    return tuple(
        Variant(key=one.key, rollout_percentage=one.rollout_percentage) for one in filters.variants
    )


def _experiments(
    signals: FlagSignals, judgement: Judgement, now: datetime
) -> tuple[ExperimentFacts, ...]:
    last = last_experiment(signals, now)
    against = contradicted(signals, judgement.served, now)
    return tuple(
        _experiment(one, outcome_of(signals, one), against if one == last else "", now)
        for one in signals.links.experiments
    )


def _experiment(
    one: Experiment, outcome: ExperimentOutcome | None, against: str, now: datetime
) -> ExperimentFacts:
    return ExperimentFacts(
        name=one.name,
        state="ended" if one.ended(now) else "running" if one.running(now) else "draft",
        started_at=one.start_date,
        ended_at=one.end_date,
        conclusion=one.conclusion,
        result=_result(outcome) if outcome else None,
        against=against,
    )


def _result(outcome: ExperimentOutcome) -> ResultFacts:
    result = outcome.result
    if result is None:
        return ResultFacts(summary=outcome.summary)
    return ResultFacts(
        known=True,
        summary=outcome.summary,
        metric=result.metric,
        baseline=result.baseline,
        variants=tuple(
            VariantFacts(
                key=key,
                people=one.samples,
                chance_to_win=one.chance_to_win,
                p_value=one.p_value,
                significant=one.significant,
            )
            for key, one in sorted(result.variants.items())
        ),
    )


def _calls(signals: FlagSignals) -> Calls:
    usage = signals.usage
    if not usage.known:
        why = signals.unread.get(FLAG_USAGE, NO_CALLS)
        return Calls(why_unknown=why, last_called_at=usage.last_called_at)
    return _counted(usage)


def _counted(usage: Usage) -> Calls:
    return Calls(
        known=True,
        count=usage.count,
        people=usage.users,
        window_days=usage.window_days,
        last_called_at=usage.last_called_at,
        as_of=usage.as_of,
    )


def _without_record(key: str, signals: Signals, said: _Said) -> FlagFacts:
    presence: Presence = "unknown"
    why = signals.blind.get(FLAGS, LIST_UNREAD)
    if any(one.subject == key for one in signals.unjudged):
        presence, why = "present", said.abstained.get(key, "")
    elif key in signals.known_keys:
        presence, why = "deleted", ""
    elif signals.roster_complete and (signals.flags or signals.unjudged):
        presence, why = "missing", ""
    verdict = said.findings.get(key)
    if verdict is None and presence != "missing":
        verdict = Judged(verdict=Verdict.INCONCLUSIVE, reason=why) if why else None
    return FlagFacts(key=key, presence=presence, why=why, judged=verdict)
