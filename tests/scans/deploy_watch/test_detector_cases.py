"""Recorded deploys of pretend projects, judged look by look as a watch would have."""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scans.deploy_watch.detector.baseline import baseline
from scans.deploy_watch.detector.watch import Watch, look
from scans.deploy_watch.looks import Baseline, Look, WatchState
from scans.deploy_watch.observations import History, Observed, Rows
from scans.deploy_watch.settings import DeployWatchSettings

SETTINGS = DeployWatchSettings()
CASES = Path(__file__).parent / "cases" / "deploys.jsonl.gz"
SAID = {
    "ingestion_gap 5/h": (None, "clear", None),
    "clean 20/h": (None, "clear", None),
    "restart_blip 5/h": (None, "clear", None),
    "coincident_outage 5/h": (None, "not_enough_evidence", None),
    "all_errors 5x 200/h": (21, "regression", "total"),
    "one_issue 5x 50/h": (15, "regression", "0"),
    "noisy_client 5/h": (None, "clear", None),
    "all_errors 5x 50/h": (15, "regression", "total"),
    "all_errors 2x 200/h": (57, "regression", "total"),
    "traffic_surge 20/h": (None, "clear", None),
    "new_issue 0.2x 200/h": (81, "new_issue", "2"),
}
"""What happened to which errors an hour, and what is said of it: minute, verdict, series."""


@cache
def cases() -> dict[str, dict[str, Any]]:
    """Return the recorded deploys by what happened."""
    with gzip.open(CASES, "rt", encoding="utf-8") as file:
        every = [json.loads(line) for line in file]
    return {name(case): case for case in every}


def name(case: dict[str, Any]) -> str:
    """Return what happened in a case."""
    size = f" {case['truth']['size']}x" if case["label"] else ""
    return f"{case['kind']}{size} {case['truth']['rate']}/h"


def normal(case: dict[str, Any]) -> Baseline:
    """Return what was normal at T0."""
    past = case["history"]
    issues = {str(one["issue"]): one["users"] for one in past["issues"]}
    known = History(past["sessions"], past["users"], issues, past["births"])
    return baseline(known, SETTINGS)


def observed(case: dict[str, Any], looks: int) -> Observed:
    """Return everything that was visible after so many looks."""
    before, news = case["before"], case["looks"][:looks]
    rows = [*before["rows"], *(row for one in news for row in one["rows"])]
    sessions = dict(zip(range(-180, 0), before["sessions_by_minute"], strict=True))
    on_new: dict[int, int] | None = {} if "releases" in case else None
    born: dict[str, str] = {}
    for one in news:
        born |= one.get("new_issue_files", {})
        for minute, count, *new in one["sessions_by_minute"]:
            sessions[minute] = sessions.get(minute, 0) + count
            if on_new is not None:
                on_new[minute] = on_new.get(minute, 0) + new[0]
    columns = list(zip(*rows, strict=True)) or [()] * 4
    return Observed(
        rows=Rows(
            issue=[str(issue) for issue in columns[0]],
            person=[str(person) for person in columns[1]],
            minute=columns[2],
            events=columns[3],
            release=columns[4] if len(columns) > 4 else (),
        ),
        sessions=sessions,
        on_new=on_new,
        born=born,
    )


def looked(case: dict[str, Any], looks: int) -> list[Look]:
    """Return the looks of a live watch, each of which starts from the state of the one before."""
    known, state, said = normal(case), WatchState(), list[Look]()
    for number in range(1, looks + 1):
        minute = case["looks"][number - 1]["minute"] - 1
        seen = observed(case, number)
        files = case["deploy_files"]
        said.append(look(known, seen, state, SETTINGS, minute=minute, files=files))
        state = said[-1].state
    return said


@pytest.mark.parametrize("happened", SAID)
def test_what_is_said_of_a_deploy(happened: str) -> None:
    """Nobody is told of quiet deploys, and of the others what broke and when."""
    case = cases()[happened]
    last = looked(case, len(case["looks"]))[-1]
    series = last.alarm.series if last.alarm else None
    assert (last.alarm_minute, str(last.verdict), series) == SAID[happened]


@pytest.mark.parametrize("happened", SAID)
def test_one_look_after_the_other_says_the_same_as_all_at_once(happened: str) -> None:
    """The quick way of the replay and the way of a live watch are one rule."""
    case = cases()[happened]
    watch = Watch(normal(case), SETTINGS, case["deploy_files"])
    looks = looked(case, 20)
    for number, live in enumerate(looks):
        watch.add(_news(case, number))
        assert watch.look(live.minute) == live


@pytest.mark.parametrize("looks", [3, 8, 20])
def test_what_was_said_never_depends_on_what_came_later(looks: int) -> None:
    """A case that is cut short has the same looks up to there."""
    case = cases()["all_errors 5x 200/h"]
    assert looked(case, looks) == looked(case, 22)[:looks]


def test_rows_of_the_future_change_nothing() -> None:
    """What lies behind the minute of a look, though visible, is not counted yet."""
    case = cases()["all_errors 5x 50/h"]
    known, minute = normal(case), 11
    now, later = observed(case, 4), observed(case, 12)
    ahead = [at for at in range(len(later.rows.minute)) if later.rows.minute[at] >= minute]
    both = Observed(
        rows=Rows(
            *(
                [*getattr(now.rows, column), *(getattr(later.rows, column)[at] for at in ahead)]
                for column in ("issue", "person", "minute", "events", "release")
            )
        ),
        sessions={**{m: later.sessions[m] for m in later.sessions if m >= minute}, **now.sessions},
        on_new=now.on_new,
    )
    first, second = (
        look(known, seen, WatchState(), SETTINGS, minute=minute) for seen in (now, both)
    )
    assert first == second


def _news(case: dict[str, Any], number: int) -> Observed:
    """Return what became visible at a look; with the first one, what was before T0."""
    one = case["looks"][number]
    if not number:
        return observed(case, 1)
    empty = {"rows": [], "sessions_by_minute": [0] * 180}
    return observed({**case, "before": empty, "looks": [one]}, 1)
