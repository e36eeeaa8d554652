"""Errors and funnels of one deploy come to one verdict and one alarm."""

from scans.deploy_watch.funnels.join import errors_of, join
from scans.deploy_watch.funnels.rule import FunnelLook
from scans.deploy_watch.looks import Look, SeriesLook, WatchState
from scans.deploy_watch.verdicts import Verdict


def series(name: str, evidence: float = 1000.0) -> SeriesLook:
    """Return a series at a look."""
    return SeriesLook(series=name, evidence=evidence, people=10, expected=30.0, ratio=0.3)


def errors(minute: int = 60, alarm: SeriesLook | None = None) -> Look:
    """Return a look at the errors."""
    state = WatchState(looks=1, convinced=("total",), alarm=alarm)
    return Look(
        minute=minute,
        verdict=Verdict.REGRESSION if alarm else Verdict.CLEAR,
        alarm=alarm,
        alarm_minute=minute if alarm else None,
        in_evidence=(alarm,) if alarm else (),
        log="Errors are as usual.",
        state=state,
    )


DROP = FunnelLook(series("funnel:checkout"), convinced=True, alarms=True)
FIRST = FunnelLook(series("funnel:checkout"), convinced=True)
QUIET = FunnelLook(series("funnel:signup", 0.2))
UNREAD = FunnelLook(series("funnel:search", 1.0), refused="it could not be counted")


def test_without_funnels_nothing_changes() -> None:
    """The look at the errors is all there is."""
    assert join(errors(), (), WatchState()) == errors()


def test_a_drop_becomes_the_verdict_and_the_alarm() -> None:
    """Errors are quiet, the funnel is not."""
    said = join(errors(), (QUIET, DROP), WatchState())
    assert said.verdict is Verdict.CONVERSION_DROP
    assert said.alarm == DROP.series
    assert said.alarm_minute == 60
    assert said.state.alarm == DROP.series
    assert [each.series for each in said.in_evidence] == ["funnel:checkout"]


def test_one_convinced_look_is_remembered_for_the_next() -> None:
    """Two looks in a row need the state to carry the first, beside what the errors left there."""
    said = join(errors(), (FIRST,), WatchState())
    assert said.verdict is Verdict.CLEAR
    assert said.state.convinced == ("total", "funnel:checkout")


def test_the_first_alarm_stays_the_alarm() -> None:
    """There is one alert per deploy: errors that follow a drop are evidence beside it."""
    dropped = join(errors(57), (DROP,), WatchState()).state
    said = join(errors(60, series("total")), (DROP,), dropped)
    assert said.verdict is Verdict.CONVERSION_DROP
    assert said.alarm_minute == 57
    assert {each.series for each in said.in_evidence} == {"total", "funnel:checkout"}


def test_errors_that_alarmed_first_keep_the_verdict() -> None:
    """A drop beside them is named as evidence."""
    said = join(errors(60, series("total", 500.0)), (DROP,), WatchState())
    assert said.verdict is Verdict.REGRESSION
    assert [each.series for each in said.in_evidence] == ["funnel:checkout", "total"]


def test_a_drop_stays_while_its_funnel_cannot_be_counted() -> None:
    """Blindness is no recovery."""
    dropped = join(errors(57), (DROP,), WatchState()).state
    blind = FunnelLook(series("funnel:checkout", 1.0), refused="it could not be counted")
    said = join(errors(60), (blind,), dropped)
    assert said.verdict is Verdict.CONVERSION_DROP
    assert said.alarm == DROP.series
    assert not said.recovered


def test_a_drop_recovers_with_its_own_funnel() -> None:
    """Whether the errors recovered says nothing about people who leave."""
    dropped = join(errors(57), (DROP,), WatchState()).state
    back = FunnelLook(series("funnel:checkout", 300.0), recovered=True)
    assert join(errors(60), (back,), dropped).recovered


def test_the_look_at_errors_does_not_see_what_funnels_left() -> None:
    """A series it does not know must not be its alarm."""
    dropped = join(errors(57), (DROP,), WatchState()).state
    state = errors_of(dropped)
    assert state.alarm is None
    assert state.alarm_minute is None
    assert state.convinced == ("total",)
    own = WatchState(alarm=series("total"), alarm_minute=9)
    assert errors_of(own) == own


def test_the_log_names_every_funnel() -> None:
    """Also the one that was not judged, with the reason."""
    log = join(errors(), (QUIET, UNREAD), WatchState()).log
    assert log.startswith("Errors are as usual. Funnel signup: 10 converted, 30 expected")
    assert "Funnel search is not judged: it could not be counted." in log
