"""One verdict out of two judgements: the errors of a deploy, and its declared funnels.

There is one alert per deploy, so the first alarm stays the alarm, whichever side it came from.
"""

from collections.abc import Sequence

from scans.deploy_watch.funnels.rule import PREFIX, FunnelLook
from scans.deploy_watch.looks import Look, SeriesLook, WatchState
from scans.deploy_watch.verdicts import Verdict

WATCH_EVIDENCE = 20.0
"""Evidence from which on a funnel is named beside the errors; nobody is told."""


def errors_of(state: WatchState) -> WatchState:
    """Return a state without what funnels have left in it: what the look at errors goes on from."""
    convinced = tuple(each for each in state.convinced if not is_funnel(each))
    if (alarm := state.alarm) is None or not is_funnel(alarm.series):
        return state.model_copy(update={"convinced": convinced})
    update = {"convinced": convinced, "alarm": None, "alarm_minute": None}
    return state.model_copy(update=update)


def is_funnel(series: str) -> bool:
    """Tell whether a series is a funnel's."""
    return series.startswith(PREFIX)


def join(look: Look, funnels: Sequence[FunnelLook], before: WatchState) -> Look:
    """Return what is known of errors and funnels together.

    `look` is that at the errors, made from `errors_of(before)`; `before` is the joined state of the
    look before.
    """
    alarm, minute = _first_alarm(look, funnels, before)
    convinced = tuple(each.series.series for each in funnels if each.convinced)
    state = look.state.model_copy(
        update={
            "convinced": (*look.state.convinced, *convinced),
            "alarm": alarm,
            "alarm_minute": minute,
        }
    )
    joined = look.model_copy(
        update={
            "alarm": alarm,
            "alarm_minute": minute,
            "in_evidence": _in_evidence(look, funnels),
            "log": " ".join(filter(None, (look.log, *map(_line, funnels)))),
            "state": state,
        }
    )
    return _of_funnel(joined, funnels) if alarm and is_funnel(alarm.series) else joined


def _first_alarm(
    look: Look, funnels: Sequence[FunnelLook], before: WatchState
) -> tuple[SeriesLook | None, int | None]:
    if before.alarm is not None and is_funnel(before.alarm.series):
        return before.alarm, before.alarm_minute
    if look.alarm is not None:
        return look.alarm, look.alarm_minute
    alarming = [each.series for each in funnels if each.alarms]
    strongest = max(alarming, key=lambda each: each.evidence, default=None)
    return strongest, look.minute if strongest else None


def _of_funnel(look: Look, funnels: Sequence[FunnelLook]) -> Look:
    """Return a look whose alarm is a funnel's, with that funnel's own curve and recovery."""
    assert look.alarm is not None
    update: dict[str, object] = {"verdict": Verdict.CONVERSION_DROP, "recovered": False}
    for each in funnels:
        if each.series.series == look.alarm.series and not each.refused:
            update |= {"recovered": each.recovered, "curve": each.curve}
    return look.model_copy(update=update)


def _in_evidence(look: Look, funnels: Sequence[FunnelLook]) -> tuple[SeriesLook, ...]:
    named = [each.series for each in funnels if each.series.evidence >= WATCH_EVIDENCE]
    return tuple(sorted((*look.in_evidence, *named), key=lambda each: -each.evidence))


def _line(funnel: FunnelLook) -> str:
    """Return one sentence for people who follow the watch."""
    if funnel.refused:
        return f"Funnel {funnel.name} is not judged: {funnel.refused}."
    said = funnel.series
    return (
        f"Funnel {funnel.name}: {said.people} converted, {said.expected:.0f} expected, "
        f"evidence {said.evidence:.3g}."
    )
