"""What a terminal shows of the past."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from inline_snapshot import snapshot
from rich.console import Console

from messages.backtest import backtest_report
from scans.backtest import Backtest, Look, Reported
from scans.model import Blind
from tests.messages.hostile import HOSTILE

START = datetime(2026, 9, 1, tzinfo=UTC)
WEEK = timedelta(days=7)


def told(name: str = "basket_left") -> Backtest:
    """Return three looks, the last of them blind, and a report that was withdrawn."""
    return Backtest(
        scan="dead_events",
        looks=(
            Look(at=START, findings=4, safe=1, new=(name, "b", "c", "d")),
            Look(at=START + WEEK, findings=3, safe=1, gone=(name,), abstained=2),
            Look(
                at=START + 2 * WEEK, findings=0, blind=(Blind(source="event_usage", reason=name),)
            ),
        ),
        reported=(
            Reported(
                subject=name,
                verdict="stopped",
                first=START,
                last=START,
                looks=1,
                still=False,
                withdrawn=True,
            ),
            Reported(
                subject="b",
                verdict="stopped",
                first=START,
                last=START + WEEK,
                looks=2,
                still=False,
            ),
        ),
    )


def shown(what: Backtest, width: int = 90) -> str:
    """Return what a terminal without colours prints."""
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(backtest_report(what))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def test_the_report_of_three_looks() -> None:
    """A row per look, what was said too early, the sum, and what could not be read."""
    assert shown(told()) == snapshot("""\
day         findings  safe  not judged  new                           gone
2026-09-01         4     1           0  basket_left, b, c and 1 more
2026-09-08         3     1           2                                basket_left
2026-09-15         0     0           0

withdrawn basket_left: went silent, reported from 01 Sep to 01 Sep, and in use again later
3 looks from 01 Sep to 15 Sep: 2 reported, 1 of them withdrawn later (50 %). 4 at once on
the first day; after that at most 0 new a look.
could not read event_usage: basket_left (in 1 look)\
""")


def test_no_look_is_said() -> None:
    """Without any look there is no table."""
    assert shown(Backtest(scan="stale_flags")) == "No look at the past was possible."


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_names_do_nothing_to_the_terminal(text: str) -> None:
    """Names from outside are shown, never acted on."""
    out = io.StringIO()
    Console(file=out, width=150, color_system="truecolor", force_terminal=True).print(
        backtest_report(told(text))
    )
    ours = out.getvalue()
    assert "\x1b]8" not in ours
    assert "\x1b[31mred" not in ours
    assert not any("\u202a" <= each <= "\u202e" for each in ours)
