"""The line of a look, as people read it who follow a watch."""

import re

from scans.deploy_watch.detector.watch import look
from scans.deploy_watch.looks import WatchState
from tests.scans.deploy_watch.material_detector import SETTINGS, rows, seen, usual


def line(each: int, until: int = 18) -> str:
    """Return the line of a look at so many people a minute since the deploy."""
    found = seen(rows(range(-60, 0)), rows(range(until), each=each), until=until)
    return look(usual(), found, WatchState(), SETTINGS, minute=until - 1).log


def test_a_line_says_how_far_it_is_to_an_alert() -> None:
    """People beside what is usual, evidence beside what alerts, and what is said: in digits."""
    said = line(1)
    numbers = r"[a-z]+, \d+ people where [\d.]+ are usual, [\d.]+ times lately"
    assert re.fullmatch(rf"{numbers}, evidence [\d.]+ where 200 alerts: clear", said), said


def test_evidence_without_doubt_is_no_endless_number() -> None:
    """Beyond a billion it says nothing more to anybody, and no exponent is ever written."""
    said = line(50, until=60)
    assert "evidence over 1,000,000,000 where 200 alerts" in said
