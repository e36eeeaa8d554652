"""Each guard between a suspicion and an alert is tripped once."""

import numpy as np
import pytest

from scans.deploy_watch.detector import guards, judging
from scans.deploy_watch.detector.baseline import baseline
from scans.deploy_watch.detector.refusal import why_not
from scans.deploy_watch.detector.sessions import Sessions
from scans.deploy_watch.detector.timeline import Timeline
from scans.deploy_watch.detector.watch import Watch, look
from scans.deploy_watch.looks import WatchState
from scans.deploy_watch.observations import NEW_RELEASE, OLD_RELEASE, History, Observed, Rows
from scans.deploy_watch.verdicts import Verdict
from tests.scans.deploy_watch.material_detector import (
    SESSIONS,
    SETTINGS,
    canary,
    rows,
    seen,
    usual,
    watched,
)

BEFORE = range(-60, 0)


def by_minute(*counts: int) -> Timeline:
    """Return one series that begins at T0."""
    return Timeline.of(np.array([counts], dtype=float), 0)


def test_a_quiet_deploy_is_clear() -> None:
    """One person a minute, before as after."""
    watch = watched(seen(rows(range(-60, 118)), until=118), 117)
    assert (watch.verdict, watch.state.alarm) == (Verdict.CLEAR, None)


def test_eight_times_the_people_alert_and_it_is_said_in_numbers() -> None:
    """The alarm has people, expectation, ratio, evidence and onset."""
    watch = watched(seen(rows(BEFORE), rows(range(118), each=8), until=118), 18)
    alarm = watch.state.alarm
    assert alarm is not None
    assert (watch.verdict, watch.state.alarm_minute) == (Verdict.REGRESSION, 6)
    assert (alarm.series in {"total", "a"}, alarm.people, alarm.new) == (True, 48, False)
    assert alarm.expected == pytest.approx(6, rel=0.05)
    assert alarm.ratio == pytest.approx(8, rel=0.1)
    assert (alarm.evidence > 4_000, alarm.onset) == (True, 0)


def test_evidence_below_what_alerts_tells_nobody() -> None:
    """A rise by a half is seen in the log, if at all."""
    half_more = seen(rows(BEFORE), rows(range(118)), rows(range(0, 118, 2), issue="b"), until=118)
    assert watched(half_more, 117).verdict == Verdict.CLEAR


def test_a_project_without_a_past_is_refused() -> None:
    """Not a single hour is known, and nothing is concluded from that."""
    nothing = baseline(History([], []), SETTINGS)
    said = look(nothing, seen(rows(range(30)), until=30), WatchState(), SETTINGS, minute=30)
    assert (said.verdict, said.alarm) == (Verdict.NOT_ENOUGH_EVIDENCE, None)
    assert "0 hours" in said.refused


def test_a_few_people_are_no_alert() -> None:
    """Against small numbers: six beyond those expected, in some window."""
    y, mu = np.array([[5.0, 9.0], [5.9, 3.0]]), np.array([[0.1, 3.0], [0.1, 0.5]])
    assert guards.enough_people(y, mu).tolist() == [True, False]


def test_a_burst_that_is_over_is_no_alert() -> None:
    """The shortest window that expects enough people has to have too many now."""
    burst = by_minute(*[20] * 10, *[1] * 10)
    y, mu = guards.trailing(burst, by_minute(*[1] * 20), 20)
    assert (y.tolist(), mu.tolist()) == ([5.0], [5.0])
    assert not guards.still_there(y, mu)[0]


def test_few_expected_people_need_a_longer_window() -> None:
    """Where five minutes expect less than five people, more minutes are taken."""
    y, _ = guards.trailing(by_minute(*[3] * 40), Timeline.of(np.full((1, 40), 0.3), 0), 40)
    assert y.tolist() == [60.0]


@pytest.mark.parametrize(
    ("counts", "stays"),
    [((9, 9, 9, 9, 9, 9), True), ((30, 20, 9, 6, 4, 3), False), ((1, 1, 1, 2, 2, 2), False)],
)
def test_a_restart_is_no_alert(counts: tuple[int, ...], stays: bool) -> None:
    """In the first minutes a rise has to be large and must not fade."""
    people, expected = by_minute(*counts), by_minute(1, 1, 1, 1, 1, 1)
    assert bool(guards.not_a_restart(people, expected, 6)[0]) is stays


def test_nothing_alerts_in_the_first_minutes() -> None:
    """However many people there are."""
    assert not guards.not_a_restart(by_minute(*[99] * 6), by_minute(*[1] * 6), 5)[0]


def test_an_alert_takes_two_looks_in_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless the evidence is overwhelming."""
    rising = seen(rows(BEFORE), rows(range(118), each=8), until=118)
    assert watched(rising, 18).state.alarm_minute == 6
    monkeypatch.setattr(judging, "LOG_AT_ONCE", 1e6)
    assert watched(rising, 18).state.alarm_minute == 9


def refusal(seen: Observed, minute: int, *, hours: int = 672) -> str:
    """Return why a look at this minute is refused."""
    return look(usual(hours), seen, Watch(usual(), SETTINGS).state, SETTINGS, minute=minute).refused


def test_a_short_history_is_refused() -> None:
    """Under seven days nobody knows what is normal."""
    assert "100 hours of history" in refusal(seen(rows(BEFORE), until=30), 30, hours=100)


def test_few_sessions_are_refused() -> None:
    """Thirty since the deploy."""
    few = Observed(rows=rows(BEFORE), sessions=dict.fromkeys(range(-180, 1), SESSIONS))
    assert "20 sessions since the deploy" in refusal(few, 30)


def test_missing_sessions_are_refused() -> None:
    """A consent banner that removes sessions removes errors: that is no recovery."""
    gone = {minute: SESSIONS if minute < 40 else 1 for minute in range(-180, 60)}
    assert "15 sessions in 15 minutes" in refusal(Observed(rows=rows(BEFORE), sessions=gone), 60)


def test_silent_minutes_are_refused() -> None:
    """Six minutes without session or error, where twenty sessions a minute are usual."""
    silent = {m: SESSIONS for m in range(-180, 60) if not 46 <= m < 52}
    assert "6 minutes without" in refusal(Observed(rows=rows(BEFORE), sessions=silent), 60)
    with_errors = Observed(rows=rows([48]), sessions=silent)
    assert refusal(with_errors, 60) == ""


def test_silence_of_a_small_project_is_usual() -> None:
    """Below two sessions a minute a silent minute says nothing."""
    slow = usual().model_copy(update={"sessions_per_minute": 0.3})
    sessions = Sessions()
    sessions.add({0: 40, 50: 1}, None, None)
    none = Timeline.of(np.zeros((1, 240)), -180)
    assert why_not(slow, none, sessions.until(60).all, 60) == ""


def test_a_look_that_could_not_read_is_refused_and_never_clear() -> None:
    """A failed query is not an all-clear, and the reason is passed on."""
    watch = Watch(usual(), SETTINGS)
    said = watch.look(30, blind="PostHog did not answer")
    assert (said.refused, said.verdict) == ("PostHog did not answer", Verdict.NOT_ENOUGH_EVIDENCE)
    assert not said.recovered


def test_a_look_that_could_not_read_leaves_the_numbers_of_an_alarm() -> None:
    """What nobody could count is not shown as nobody."""
    told = watched(seen(rows(BEFORE), rows(range(30), each=8), until=30), 30).state
    said = look(usual(), Observed(Rows(), {}, blind="cut off"), told, SETTINGS, minute=33)
    assert told.alarm
    assert (said.alarm, said.in_evidence, said.curve) == (told.alarm, (told.alarm,), ())
    assert said.verdict is Verdict.REGRESSION


def test_a_third_of_refused_looks_is_too_many() -> None:
    """One look that could be judged at the end does not make up for them."""
    watch = Watch(usual(), SETTINGS)
    watch.add(seen(rows(range(-60, 60)), until=60))
    for minute in (30, 33):
        watch.judge(minute, blind="timeout")
    watch.judge(36)
    assert watch.verdict == Verdict.NOT_ENOUGH_EVIDENCE
    for minute in (39, 42, 45):
        watch.judge(minute)
    assert watch.verdict == Verdict.CLEAR


def test_a_rise_that_began_long_after_the_rollout_is_not_the_deploys() -> None:
    """Errors were usual for an hour with all of the traffic on it; then something else broke."""
    tagged = dict.fromkeys(range(118), SESSIONS)
    late = seen(
        rows(BEFORE, release=OLD_RELEASE),
        rows(range(60), release=NEW_RELEASE),
        rows(range(60, 118), each=5, release=NEW_RELEASE),
        until=118,
        on_new=tagged,
    )
    watch = watched(late, 117)
    assert (watch.verdict, watch.state.alarm) == (Verdict.NOT_ENOUGH_EVIDENCE, None)
    assert watch.state.came_late


def test_the_old_release_rising_as_well_names_nobody() -> None:
    """Both releases have three times the people: an outage, and it is said that it is there."""
    watch = watched(canary(range(118), old=2, new=2), 117)
    assert (watch.verdict, watch.state.alarm) == (Verdict.SHARED_RISE, None)
    assert watch.look(117).in_evidence


def test_an_outage_that_outlives_the_old_release_is_not_the_deploys() -> None:
    """It rose on both while both were there; that the old one is gone then changes nothing."""
    outlived = seen(
        rows(BEFORE, release=OLD_RELEASE),
        rows(range(60), each=2, release=OLD_RELEASE),
        rows(range(60), each=2, release=NEW_RELEASE),
        rows(range(60, 118), each=5, release=NEW_RELEASE),
        until=118,
        on_new={minute: SESSIONS // 2 if minute < 60 else SESSIONS for minute in range(118)},
    )
    assert watched(outlived, 117).verdict == Verdict.SHARED_RISE


def test_a_new_release_that_is_worse_alerts() -> None:
    """The same people, all of them on the new release."""
    watch = watched(canary(range(118), old=0, new=4), 60)
    assert watch.verdict == Verdict.REGRESSION
    alarm = watch.state.alarm
    assert alarm is not None
    assert alarm.on_new_share == 1
    assert alarm.old_rising is False


def test_rows_without_a_release_switch_the_comparison_off() -> None:
    """With a fifth of unknown ones nobody can tell which release they were on."""
    both = canary(range(60), old=2, new=2)
    unknown = rows(range(60), each=1)
    release = [*both.rows.release, *[-1] * 60]
    mixed = seen(both.rows, unknown, until=60, on_new=both.on_new)
    mixed = Observed(
        rows=type(mixed.rows)(
            mixed.rows.issue, mixed.rows.person, mixed.rows.minute, mixed.rows.events, release
        ),
        sessions=mixed.sessions,
        on_new=mixed.on_new,
    )
    watch = watched(mixed, 57)
    assert watch.verdict == Verdict.REGRESSION


def test_a_new_issue_needs_more_people_than_an_ordinary_one() -> None:
    """Fewer people are needed where its top frame lies in a file of the deploy."""
    needed, here = usual().people_for_new, usual().people_for_new_here
    assert 5 <= here < needed

    def watch(people: int, file: str) -> Watch:
        news = rows(range(people), issue="born")
        every = seen(rows(range(-60, 118)), news, until=118, born={"born": file})
        return watched(every, 117, files=["src/cart.ts"])

    assert watch(needed - 1, "src/other.ts").verdict == Verdict.CLEAR
    assert watch(needed, "src/other.ts").verdict == Verdict.NEW_ISSUE
    assert watch(here, "src/cart.ts").verdict == Verdict.NEW_ISSUE
    assert watch(here, "").verdict == Verdict.CLEAR


def test_a_new_issue_alerts_where_rates_cannot_be_judged() -> None:
    """The look stays refused for known errors."""
    every = seen(rows(range(50), issue="born"), until=54, born={"born": ""})
    watch = Watch(usual(hours=100), SETTINGS)
    watch.add(every)
    for minute in (48, 51, 54):
        said = watch.look(minute)
    assert (said.verdict, bool(said.refused)) == (Verdict.NEW_ISSUE, True)


@pytest.mark.parametrize("minute", [451, 453, 900, 4_500])
def test_an_incident_is_looked_at_also_after_a_weekend(minute: int) -> None:
    """What waited for the end of quiet hours is judged then, by whether it still goes on."""
    told = watched(seen(rows(BEFORE), rows(range(30), each=8), until=30), 30).state
    calm = seen(rows(BEFORE), rows(range(30), each=8), rows(range(30, minute)), until=minute)
    loud = seen(rows(BEFORE), rows(range(minute), each=8), until=minute)
    over, still = (look(usual(), each, told, SETTINGS, minute=minute) for each in (calm, loud))
    assert (over.refused, over.recovered) == ("", True)
    assert (still.refused, still.recovered) == ("", False)
    assert still.alarm
    assert still.alarm.people == pytest.approx(8 * minute, rel=0.01)
