"""What a terminal shows of replayed deploys, recorded ones and the project's own past."""

import io
from datetime import UTC, datetime

from inline_snapshot import snapshot
from rich.console import Console, RenderableType

from messages.deploy_backtest import case_report
from messages.deploy_backtest_past import past_report
from messages.deploy_backtest_picture import placebo_picture
from scans.deploy_watch.replay.cases import Label
from scans.deploy_watch.replay.placebo import SLOT, Placebo, Slot
from scans.deploy_watch.replay.score import Answer, scored
from scans.deploy_watch.verdicts import Verdict
from tests.messages.hostile import HOSTILE

END = datetime(2026, 11, 20, 9, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n"


def shown(what: RenderableType, width: int = 100) -> str:
    """Return what a terminal without colours prints."""
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(what)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def quiet(kind: str, *, alarm: bool = False) -> tuple[Answer, Label]:
    """Return the answer to a deploy that raised nothing."""
    minute, verdict = (31, Verdict.REGRESSION) if alarm else (None, Verdict.CLEAR)
    return Answer(id="q", alarm_minute=minute, verdict=verdict), Label(raised=False, kind=kind)


def rise(rate: float, minute: int | None, size: float = 2) -> tuple[Answer, Label]:
    """Return the answer to one that raised the errors."""
    verdict = Verdict.REGRESSION if minute else Verdict.CLEAR
    label = Label(raised=True, kind="all_errors", size=size, rate=rate)
    return Answer(id="r", alarm_minute=minute, verdict=verdict), label


def slot(number: int, *, alarm: bool = False, series: str = "total") -> Slot:
    """Return a slot that many slots ago."""
    at = END - number * SLOT
    if alarm:
        told = Verdict.REGRESSION
        return Slot(at=at, verdict=told, evidence=12_345.0, alarm_minute=16, series=series)
    return Slot(at=at, verdict=Verdict.CLEAR, evidence=0.02 * number)


def test_recorded_deploys_are_counted_by_kind_size_and_rate() -> None:
    """False alarms without outages, which stand apart; rises by how many were found, and when."""
    answers = [
        *[quiet("clean")] * 9,
        quiet("clean", alarm=True),
        quiet("coincident_outage", alarm=True),
        *[rise(50, 22), rise(50, None), rise(200, 10), rise(200, 13)],
        rise(50, 7, size=5),
        (Answer(id="b", verdict=Verdict.NOT_ENOUGH_EVIDENCE), None),
    ]
    assert shown(case_report(scored(answers))) == snapshot("""\
17 cases: 10 clear, 6 regression, 1 not_enough_evidence

deploys that raised nothing  cases  alarms  per 1,000  19 of 20 samples
clean                           10       1      100.0     17.9 to 404.2
coincident_outage (apart)        1       1     1000.0   206.5 to 1000.0
all but outages                 10       1      100.0     17.9 to 404.2

deploys that raised the errors  times       50/h         200/h
all_errors                          2  50 % / 22  100 % / 11.5
all_errors                          5  100 % / 7
share of the deploys that were found / median minute of the alarm

1 case without a label: not counted above\
""")


def test_blind_cases_are_counted_by_verdict_alone() -> None:
    """Nobody knows which of them were wrong."""
    blind = [(said, None) for said, _ in (quiet("clean"), rise(50, 7))]
    assert shown(case_report(scored(blind))) == snapshot("2 cases: 1 clear, 1 regression")


def test_no_cases_are_said() -> None:
    """An empty file is no success."""
    assert shown(case_report(scored([]))) == "0 cases: nothing to judge"


def test_the_own_past_is_shown_by_spread_with_every_alarm() -> None:
    """Each false alarm has its time, so that somebody can look at what happened then."""
    own = Placebo(scale=1, slots=(slot(3), slot(2, alarm=True), slot(1, alarm=True)))
    doubled = Placebo(scale=2, slots=(slot(3), slot(2), slot(1)))
    assert shown(past_report((own, doubled), 2.0, "")) == snapshot("""\
spread             slots  false alarms  per 1,000  not judged  highest evidence
the project's own      3             2      666.7           0          1.23e+04
times 2                3             0        0.0           0

false alarm 20 Nov 05:00, minute 16: total, regression
false alarm 20 Nov 07:00, minute 16: total, regression
at most one false alarm with 2 times the spread: alerts may be switched on; watches use that spread
then, and find small rises later\
""")


def test_nothing_foreign_acts_in_either() -> None:
    """Kinds come from a file, series from a project: both are untrusted."""
    for text in HOSTILE:
        answers = [quiet(text), (rise(5, 7)[0], Label(raised=True, kind=text))]
        past = Placebo(scale=1, slots=(slot(1, alarm=True, series=text),))
        for what in (case_report(scored(answers)), past_report((past,), None, text)):
            assert all(each.isprintable() for each in shown(what, 2000).splitlines())


def test_the_picture_is_the_same_for_the_same_slots() -> None:
    """Bytes can be compared, and kept."""
    past = Placebo(scale=1, slots=(slot(3), slot(2, alarm=True), slot(1)))
    drawn = placebo_picture(past, "shop", 200)
    assert drawn.startswith(PNG)
    assert drawn == placebo_picture(past, "shop", 200)


def test_the_picture_marks_alarms_and_slots_that_were_not_judged() -> None:
    """Each kind of slot changes what is seen."""
    unknown = Slot(at=END, verdict=Verdict.NOT_ENOUGH_EVIDENCE)
    pictures = {
        placebo_picture(Placebo(scale=1, slots=(slot(2), last)), "shop", 200)
        for last in (slot(1), slot(1, alarm=True), unknown)
    }
    assert len(pictures) == 3


def test_names_in_the_picture_are_no_mathematics() -> None:
    """A dollar sign would be read as a formula, and a broken one would raise."""
    past = Placebo(scale=1, slots=(slot(1, alarm=True, series="$\\frac{$"),))
    assert placebo_picture(past, "$x^{$", 200).startswith(PNG)
