"""The rule where nothing was deployed: which slots, what each of them sees, and what follows."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest

from scans.deploy_watch.observations import History, Rows
from scans.deploy_watch.replay.placebo import (
    LEAST_JUDGED,
    SLOT,
    Placebo,
    Slot,
    Stretch,
    by_spread,
    free_slots,
    newest_end,
    replayed,
    why_not,
)
from scans.deploy_watch.settings import DeployWatchSettings
from scans.deploy_watch.verdicts import Verdict

END = datetime(2026, 11, 20, 9, tzinfo=UTC)
AT = END - SLOT
SETTINGS = DeployWatchSettings()
HOURS = 28 * 24


def history() -> History:
    """Return four weeks with some 200 sessions and ten failing people an hour."""
    rng = np.random.default_rng(3)
    users = rng.poisson(10, HOURS).tolist()
    return History(rng.poisson(200, HOURS).tolist(), users, {"checkout": users}, births=(1, 1, 2))


def stretch(
    times: Sequence[float], *, fresh: int = 0, before: int = 180, births: bool = True
) -> Stretch:
    """Return a stretch around `AT`, with errors so many times as frequent minute by minute.

    `fresh` people meet an issue that was first met ten minutes into the slot.
    """
    rng = np.random.default_rng(5)
    minutes = len(times)
    failing = np.repeat(np.arange(minutes), rng.poisson(np.array(times) / 6))
    issue = ["checkout"] * len(failing) + ["fresh"] * fresh
    minute = [*failing.tolist(), *(before + 10 + 2 * each for each in range(fresh))]
    rows = Rows(issue, [f"p{each}" for each in range(len(issue))], minute, [1] * len(issue))
    sessions = {at: int(count) for at, count in enumerate(rng.poisson(200 / 60, minutes))}
    born = {"fresh": AT, "checkout": AT - timedelta(days=9)} if births else {}
    return Stretch(AT - timedelta(minutes=before), rows, sessions, born)


QUIET = [1.0] * 300


def test_slots_are_two_hours_each_and_end_where_data_has_settled() -> None:
    """The newest ends at a full hour half an hour ago; four weeks have 336."""
    assert newest_end(END + timedelta(minutes=31)) == END
    assert newest_end(END + timedelta(minutes=29)) == END - timedelta(hours=1)
    slots = free_slots(END, 28)
    assert len(slots) == 336
    assert slots[-1] == AT
    assert {later - earlier for earlier, later in pairwise(slots)} == {SLOT}


@pytest.mark.parametrize(
    ("deploy", "taken"),
    [(AT, AT), (END - timedelta(seconds=1), AT), (AT - timedelta(seconds=1), AT - SLOT)],
    ids=["at its beginning", "at its end", "just before"],
)
def test_a_slot_with_a_deploy_is_left_out(deploy: datetime, taken: datetime) -> None:
    """Exactly the one that the deploy was in."""
    assert set(free_slots(END, 7)) - set(free_slots(END, 7, [deploy])) == {taken}


def test_deploys_outside_take_nothing() -> None:
    """Neither newer ones nor those of long ago."""
    outside = [END, END + SLOT, END - timedelta(days=8)]
    assert free_slots(END, 7, outside) == free_slots(END, 7)


def test_a_quiet_slot_has_no_alarm_and_says_how_near_it_came() -> None:
    """The highest evidence of any look, which one alert takes 200 of."""
    slot = replayed(AT, history(), stretch(QUIET), SETTINGS, 1.0)
    assert slot.verdict is Verdict.CLEAR
    assert slot.alarm_minute is None
    assert 0 < slot.evidence < 200


def test_a_rise_with_nobody_to_blame_is_a_false_alarm() -> None:
    """Errors eight times as frequent for two hours: the alarm has a minute and a series."""
    times = [1.0] * 180 + [8.0] * 120
    slot = replayed(AT, history(), stretch(times), SETTINGS, 1.0)
    assert slot.alarm_minute is not None
    assert slot.alarm_minute <= 30
    assert slot.evidence >= 200
    assert slot.series in {"total", "checkout"}


def test_a_wider_spread_says_less() -> None:
    """What alarms with the project's own spread may not with four times of it."""
    times = [1.0] * 180 + [2.2] * 120
    own, fourfold = (
        replayed(AT, history(), stretch(times), SETTINGS, scale).evidence for scale in (1.0, 4.0)
    )
    assert fourfold < own


def test_a_wider_spread_is_asked_only_after_an_alarm() -> None:
    """A quiet slot stays what it is; a false alarm may be none with more of it."""
    quiet = by_spread(AT, history(), stretch(QUIET), SETTINGS)
    assert len(set(quiet)) == 1
    times = [1.0] * 180 + [8.0] * 120
    own, doubled, fourfold = by_spread(AT, history(), stretch(times), SETTINGS)
    assert own.evidence > doubled.evidence > fourfold.evidence


def test_the_spread_of_the_settings_is_multiplied() -> None:
    """Twice the spread of doubled settings is that of four times."""
    doubled = DeployWatchSettings(tau_scale=2.0)
    times = [1.0] * 180 + [3.0] * 120
    twice = replayed(AT, history(), stretch(times), doubled, 2.0)
    assert twice == replayed(AT, history(), stretch(times), SETTINGS, 4.0)


def test_a_slot_sees_neither_its_neighbours_nor_its_own_future() -> None:
    """The same two hours within a longer stretch, which goes on badly, come to the same."""
    short = stretch(QUIET)
    later = Rows(*(["checkout"] * 400, [f"q{each}" for each in range(400)], [301] * 400, [1] * 400))
    rows = short.rows
    longer = Stretch(
        short.since,
        Rows(
            [*rows.issue, *later.issue],
            [*rows.person, *later.person],
            [*rows.minute, *later.minute],
            [*rows.events, *later.events],
        ),
        {**short.sessions, 301: 5},
        short.births,
    )
    one = replayed(AT, history(), short, SETTINGS, 1.0)
    assert one == replayed(AT, history(), longer, SETTINGS, 1.0)


@pytest.mark.parametrize("born", [True, False])
def test_an_issue_that_was_first_met_in_the_slot_is_new_to_it(born: bool) -> None:
    """One that was known before counts in the total only."""
    slot = replayed(AT, history(), stretch(QUIET, fresh=25, births=born), SETTINGS, 1.0)
    assert (slot.verdict is Verdict.NEW_ISSUE) is born
    assert (slot.series == "fresh") is born


def test_two_hours_without_traffic_are_not_judged() -> None:
    """Silence is not quiet."""
    silent = Stretch(AT - timedelta(minutes=180), Rows(), {})
    slot = replayed(AT, history(), silent, SETTINGS, 1.0)
    assert slot.refused
    assert slot.evidence == 0


def test_a_slot_from_before_the_first_event_is_not_judged() -> None:
    """A young project has fewer weeks than are replayed."""
    slot = replayed(AT, History([], []), stretch(QUIET), SETTINGS, 1.0)
    assert slot.refused


def test_a_few_slots_say_nothing() -> None:
    """Alerts are not switched on by the silence of slots that could not be judged."""
    clear = Slot(at=AT, verdict=Verdict.CLEAR)
    unknown = Slot(at=AT, verdict=Verdict.NOT_ENOUGH_EVIDENCE)
    few = Placebo(scale=1.0, slots=(clear,) * (LEAST_JUDGED - 1) + (unknown,) * 200)
    assert f"only {LEAST_JUDGED - 1} of" in why_not(few)
    assert why_not(Placebo(scale=1.0, slots=(clear,) * LEAST_JUDGED)) == ""
