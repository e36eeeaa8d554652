"""A declared funnel after a deploy: losses are found, quiet ones are left alone."""

from collections.abc import Mapping

import numpy as np
import pytest

from scans.deploy_watch.funnels.rule import FunnelLook, funnel_baselines, funnel_look
from scans.deploy_watch.looks import FunnelBaseline, WatchState
from scans.deploy_watch.observations import FunnelHours, FunnelMinutes, History
from scans.deploy_watch.settings import DeployWatchSettings, Funnel

WITHIN = 20
CHECKOUT = Funnel(name="checkout", steps=("cart", "paid"), within_minutes=WITHIN)
SETTINGS = DeployWatchSettings(funnels=(CHECKOUT,))
HOURS = 28 * 24
MINUTES = np.arange(-180, 120)
TAKES = 5
"""Minutes from the first step to the last, of everybody who converts."""


def known(per_hour: float = 600, share: float = 0.3, hours: int = HOURS) -> FunnelBaseline:
    """Return what is normal of a funnel whose share strays by a tenth from hour to hour."""
    rng = np.random.default_rng(7)
    entered = rng.poisson(per_hour, hours)
    converted = rng.binomial(entered, share * np.exp(0.1 * rng.standard_normal(hours)))
    past = FunnelHours(entered.tolist(), converted.tolist())
    history = History([0] * hours, [0] * hours, funnels={"checkout": past})
    (baseline,) = funnel_baselines(history, SETTINGS)
    return baseline


def deployed(
    seed: int, *, per_hour: float = 600, share: float = 0.3, size: float = 1.0
) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Return who entered by minute, and who of them converts, divided by `size` from T0 on."""
    rng = np.random.default_rng(seed)
    entered = rng.poisson(per_hour / 60, len(MINUTES))
    converted = rng.binomial(entered, share / np.where(MINUTES >= 0, size, 1.0))
    return (
        dict(zip(MINUTES.tolist(), entered.tolist(), strict=True)),
        dict(zip(MINUTES.tolist(), converted.tolist(), strict=True)),
    )


def looks(
    baseline: FunnelBaseline, entered: Mapping[int, int], converted: Mapping[int, int]
) -> list[FunnelLook]:
    """Return every look of a watch; what has not happened yet is not seen."""
    said: list[FunnelLook] = []
    state = WatchState()
    for minute in range(3, 120, 3):
        seen = FunnelMinutes(
            {at: count for at, count in entered.items() if at < minute},
            {at: count for at, count in converted.items() if at + TAKES < minute},
        )
        said.append(funnel_look(baseline, seen, state, SETTINGS, minute=minute))
        state = WatchState(convinced=("funnel:checkout",) if said[-1].convinced else ())
    return said


def alarm_minute(said: list[FunnelLook]) -> int | None:
    """Return the minute of the first alarm."""
    return next((3 + 3 * place for place, each in enumerate(said) if each.alarms), None)


def test_quiet_deploys_are_left_alone() -> None:
    """None of 60 deploys that change nothing is blamed."""
    baseline = known()
    assert not [seed for seed in range(60) if alarm_minute(looks(baseline, *deployed(seed)))]


@pytest.mark.parametrize(("size", "latest"), [(10.0, 45), (3.0, 63), (2.0, 105)])
def test_a_loss_is_found_and_its_beginning_is_told(size: float, latest: int) -> None:
    """Nine of ten losses are found, large ones once the first people have had their time."""
    baseline = known()
    found = [alarm_minute(looks(baseline, *deployed(seed, size=size))) for seed in range(20)]
    in_time = [minute for minute in found if minute is not None and minute <= latest]
    assert len(in_time) >= 18
    (told,) = {each.series.series for each in looks(baseline, *deployed(1, size=size))}
    assert told == "funnel:checkout"


def test_an_alarm_has_the_numbers_that_a_person_wants() -> None:
    """People who converted, people expected, the ratio that is left, and since when."""
    said = looks(known(), *deployed(3, size=3.0))
    alarm = next(each for each in said if each.alarms)
    assert alarm.series.evidence >= 1 / SETTINGS.alpha
    assert alarm.series.expected - alarm.series.people >= 6
    assert alarm.series.ratio < 0.6
    assert alarm.series.onset is not None
    assert 0 <= alarm.series.onset <= 20
    assert alarm.curve[-1].people < alarm.curve[-1].low


def test_it_takes_two_looks_in_a_row() -> None:
    """What holds at one look alone alerts nobody, unless it is overwhelming."""
    said = looks(known(), *deployed(5, size=2.0))
    first = next(place for place, each in enumerate(said) if each.convinced)
    assert not said[first].alarms
    assert said[first + 1].alarms


def test_nobody_is_counted_as_lost_before_their_time_is_over() -> None:
    """Where people take all of their time, the newest of them look lost and are not counted."""
    baseline, (entered, converted) = known(), deployed(11)
    for minute in range(30, 120, 3):
        seen = FunnelMinutes(
            {at: count for at, count in entered.items() if at < minute},
            {at: count for at, count in converted.items() if at + WITHIN < minute},
        )
        said = funnel_look(baseline, seen, WatchState(), SETTINGS, minute=minute)
        assert said.series.ratio == pytest.approx(1.0, abs=0.6)
        assert not said.convinced


def test_a_loss_that_is_over_recovers() -> None:
    """A quarter of an hour without conversions alerts while it is there, and not an hour later."""
    entered, converted = deployed(13)
    dip = {at: 0 if 6 <= at < 20 else count for at, count in converted.items()}
    said = looks(known(), entered, dip)
    assert alarm_minute(said) is not None
    assert not said[-1].convinced
    assert said[-1].recovered


def test_a_loss_that_lasts_has_not_recovered() -> None:
    """Recovery needs as many to convert as should."""
    assert not any(each.recovered for each in looks(known(), *deployed(17, size=3.0))[20:])


@pytest.mark.parametrize(
    ("baseline", "change", "why"),
    [
        (known(hours=100), {}, "hours of its past"),
        (known(share=0.001), {}, "fewer than one session an hour"),
        (known(), {"per_hour": 6}, "have had their time"),
    ],
    ids=["short past", "hardly used", "too few since"],
)
def test_too_little_is_not_judged(
    baseline: FunnelBaseline, change: dict[str, float], why: str
) -> None:
    """Each reason to refuse is a sentence."""
    assert why in looks(baseline, *deployed(19, **change))[-1].refused


@pytest.mark.parametrize("pace", [600, 60])
def test_a_hole_in_the_data_is_no_loss(pace: int) -> None:
    """A quarter of an hour that was never recorded takes last steps along, and is not judged."""
    entered, converted = deployed(23, per_hour=pace)
    hole = range(50, 65)
    left = {at: 0 if at in hole else count for at, count in entered.items()}
    lost = range(50 - TAKES, 65)
    kept = {at: 0 if at in lost else count for at, count in converted.items()}
    said = looks(known(per_hour=pace), left, kept)
    assert alarm_minute(said) is None
    assert any("entered" in each.refused for each in said)


def test_what_could_not_be_counted_is_refused() -> None:
    """A query that failed is no conversion of zero."""
    said = funnel_look(known(), None, WatchState(), SETTINGS, minute=60)
    assert said.refused
    assert not said.convinced


def test_funnels_share_one_chance_of_a_false_alarm() -> None:
    """Two declared funnels may each use half of the evidence; one without a past has no series."""
    other = Funnel(name="signup", steps=("form", "done"))
    settings = DeployWatchSettings(funnels=(CHECKOUT, other))
    past = FunnelHours([600] * HOURS, [180] * HOURS)
    history = History([0] * HOURS, [0] * HOURS, funnels={"checkout": past})
    (baseline,) = funnel_baselines(history, settings)
    assert baseline.series.weight == 0.5


def test_hours_whose_people_still_have_time_are_no_past() -> None:
    """The newest hours convert less so far; they must not become what is normal."""
    so_far = FunnelHours([600] * HOURS, [180] * (HOURS - 1) + [20])
    history = History([0] * HOURS, [0] * HOURS, funnels={"checkout": so_far})
    (baseline,) = funnel_baselines(history, SETTINGS)
    assert baseline.series.a / baseline.series.b == pytest.approx(0.3, rel=0.01)
