"""Recorded deploys: what is read of them, and what is wrong with one."""

from collections.abc import Callable
from typing import Any

import pytest

from scans.deploy_watch.detector.baseline import baseline
from scans.deploy_watch.detector.watch import look
from scans.deploy_watch.looks import WatchState
from scans.deploy_watch.replay.answers import HALF_THERE, answer
from scans.deploy_watch.replay.cases import Label
from scans.deploy_watch.replay.reading import CaseUnreadable, read_case
from scans.deploy_watch.replay.score import Answer, Tally, scored
from scans.deploy_watch.settings import DeployWatchSettings
from scans.deploy_watch.verdicts import Verdict
from tests.scans.deploy_watch.recorded import HOURS, recorded, sum_of

SETTINGS = DeployWatchSettings()


def test_a_case_is_read_as_it_stands() -> None:
    """History, what had arrived at T0, every look, the files and the label."""
    case = read_case(recorded("mine", times=8.0))
    assert (case.id, case.files) == ("mine", ("src/cart.ts", "src/pay.ts"))
    assert len(case.history.sessions) == HOURS
    assert set(case.history.issues) == {"7"}
    assert case.history.births == (1, 1, 2)
    assert min(case.before.sessions) == -180
    assert max(case.before.rows.minute) < 0
    assert case.before.on_new is None
    assert [each.minute for each in case.looks] == list(range(4, 119, 3))
    assert case.looks[0].news.rows.release == ()
    assert case.label == Label(raised=True, kind="all_errors", size=8.0, rate=10.0)


def test_a_case_with_releases_carries_them() -> None:
    """Before T0 there is nobody on the new one."""
    case = read_case(recorded(tagged=True))
    assert case.before.on_new == {}
    assert set(case.before.rows.release) == {0}
    assert set(case.looks[5].news.rows.release) <= {1}
    assert case.looks[5].news.on_new == case.looks[5].news.sessions


def test_a_blind_case_has_no_label() -> None:
    """What must not be seen is not there."""
    assert read_case(recorded(labelled=False)).label is None


def test_an_issue_is_born_once_with_its_file() -> None:
    """At the look that shows it first; without a name its file is empty."""
    case = recorded()
    for at, issue in ((3, 90), (4, 90), (5, 91)):
        case["looks"][at]["rows"].append([issue, 5000 + at, 1, 1])
    case["looks"][3]["new_issue_files"] = {"90": "src/pay.ts"}
    born = [each.news.born for each in read_case(case).looks]
    assert born[3:6] == [{"90": "src/pay.ts"}, {}, {"91": ""}]
    assert not any(born[:3] + born[6:])


def test_two_rows_of_one_minute_add_up() -> None:
    """Sessions are differences: a minute may be told twice."""
    case = recorded()
    case["looks"][0]["sessions_by_minute"] = [[0, 4], [0, 3], [-2, 1]]
    assert read_case(case).looks[0].news.sessions == {0: 7, -2: 1}


Change = Callable[[dict[str, Any]], Any]
WRONG: dict[str, tuple[Change, str]] = {
    "no history": (lambda case: case.pop("history"), "history: an object, found nothing"),
    "lengths": (lambda case: case["history"]["users"].pop(), "672 hours of sessions, 671 of users"),
    "half a count": (
        lambda case: case["history"]["sessions"].__setitem__(0, 1.5),
        "history.sessions: what is no whole number",
    ),
    "truth as a count": (
        lambda case: case["history"]["births"].append(True),
        "history.births: what is no whole number",
    ),
    "below zero": (
        lambda case: case["history"]["users"].__setitem__(3, -1),
        "history.users: a count outside",
    ),
    "more than there are": (
        lambda case: case["history"]["users"].__setitem__(3, 2**70),
        "history.users: a count outside",
    ),
    "ragged rows": (
        lambda case: case["looks"][2]["rows"].extend([[7, 1, 2, 1], [7, 1, 2]]),
        "looks[2].rows: every row has to be a list of 4 numbers",
    ),
    "release of an untagged case": (
        lambda case: case["looks"][2].__setitem__("rows", [[7, 1, 2, 1, 1]]),
        "looks[2].rows: every row has to be a list of 4 numbers",
    ),
    "no row": (lambda case: case["looks"][2].__setitem__("rows", [3]), "looks[2].rows: every row"),
    "an hour too early": (
        lambda case: case["looks"][2].__setitem__("rows", [[7, 1, -61, 1]]),
        "looks[2].rows: a minute outside -60 to 450",
    ),
    "events below zero": (
        lambda case: case["looks"][2].__setitem__("rows", [[7, 1, 0, -1]]),
        "looks[2].rows: a count outside",
    ),
    "sessions below zero": (
        lambda case: case["looks"][1].__setitem__("sessions_by_minute", [[0, -4]]),
        "looks[1].sessions_by_minute: a count outside",
    ),
    "looks out of order": (
        lambda case: case["looks"].reverse(),
        "looks[1].minute: later than the look before",
    ),
    "four hours before": (
        lambda case: case["before"].__setitem__("sessions_by_minute", [1] * 240),
        "more than the three hours",
    ),
    "file": (
        lambda case: case.__setitem__("deploy_files", ["a", 3]),
        "deploy_files: a text, found a number",
    ),
    "issue": (
        lambda case: case["history"]["issues"][0].__setitem__("issue", None),
        "history.issues: an issue, found nothing",
    ),
    "half of a character": (
        lambda case: case.__setitem__("id", "x\ud800"),
        "id: half of a character",
    ),
    "label": (lambda case: case.__setitem__("label", "yes"), "label: 0 or 1"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_with_its_place(name: str) -> None:
    """Somebody has to find it in a line of a hundred thousand characters."""
    change, said = WRONG[name]
    case = recorded()
    change(case)
    with pytest.raises(CaseUnreadable) as raised:
        read_case(case)
    assert said in str(raised.value)


def test_a_release_is_new_old_or_unknown() -> None:
    """Anything else is no release."""
    case = recorded(tagged=True)
    case["looks"][0]["rows"] = [[7, 1, 0, 1, 2]]
    with pytest.raises(CaseUnreadable, match="a release is 1, 0 or -1"):
        read_case(case)


@pytest.mark.parametrize("tagged", [False, True])
def test_a_replay_says_what_the_live_watch_would_have_said(tagged: bool) -> None:
    """The live look counts everything anew each time; the alarm, its minute and series agree."""
    case = read_case(recorded(times=6.0, tagged=tagged))
    known, state, seen = baseline(case.history, SETTINGS), WatchState(), case.before
    for each in case.looks:
        seen, minute = sum_of(seen, each.news), each.minute - HALF_THERE
        said = look(known, seen, state, SETTINGS, minute=minute, files=case.files)
        state = said.state
        if said.alarm is not None:
            break
    told = answer(case, SETTINGS)
    assert state.alarm is not None
    assert state.alarm_minute is not None
    assert told.alarm_minute == state.alarm_minute + HALF_THERE
    assert told.series == state.alarm.series


def test_outages_are_counted_apart() -> None:
    """They are far more common in recorded cases than in life."""

    def quiet(kind: str, minute: int | None) -> tuple[Answer, Label]:
        verdict = Verdict.REGRESSION if minute else Verdict.CLEAR
        return (
            Answer(id="x", alarm_minute=minute, verdict=verdict),
            Label(raised=False, kind=kind, size=1.0, rate=5.0),
        )

    score = scored([quiet("clean", None), quiet("clean", 7), quiet("coincident_outage", 7)])
    assert (score.quiet.cases, score.quiet.alarms) == (2, 1)
    assert {each.kind: each.cases for each in score.quiet_kinds} == {
        "clean": 2,
        "coincident_outage": 1,
    }
    assert score.rises == ()


def test_the_interval_of_few_cases_is_wide() -> None:
    """No alarm among ten is no promise; one in a thousand is a narrow range."""
    low, high = Tally(kind="clean", cases=10, alarms=0).interval
    assert low == 0
    assert 0.25 < high < 0.32
    low, high = Tally(kind="clean", cases=1000, alarms=1).interval
    assert 0 < low < 0.001 < high < 0.006
    assert Tally(kind="clean", cases=0, alarms=0).interval == (0.0, 1.0)
