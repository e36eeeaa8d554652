"""What the demo says of its deploy."""

from datetime import UTC, datetime
from io import StringIO

from rich.console import Console

from messages.deploy_course import deploy_course
from scans.deploy_watch.incident import Incident, IssueFacts, Ranking, Reason, Suspect
from scans.deploy_watch.looks import SeriesLook
from scans.deploy_watch.report import DeployWatchReport
from scans.deploy_watch.verdicts import Verdict
from scans.model import BlockedBy, Deploy

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
DEPLOY = Deploy(environment="production", sha="3f9a0c21aa", at=AT, source="pipeline")
ALARM = SeriesLook(series="total", evidence=12_000, people=37, expected=9.0, ratio=4.1, onset=2)


def said(report: DeployWatchReport) -> str:
    """Return what is printed, without colours."""
    canvas = Console(file=StringIO(), width=110, color_system=None)
    canvas.print(deploy_course(report, quiet_slots=336, channel="http://127.0.0.1/alerts"))
    assert isinstance(canvas.file, StringIO)
    return canvas.file.getvalue()


def broken(**changes: object) -> DeployWatchReport:
    """Return the report of a deploy that broke something."""
    suspect = Suspect(
        kind="pull_request",
        title="Round up [bold]totals",
        number=7,
        points=5.5,
        share=0.93,
        reasons=(Reason(points=4, text="the line that crashes is its own"),),
    )
    incident = Incident(
        key="watch",
        project="shop",
        deploy=DEPLOY,
        verdict=Verdict.REGRESSION,
        alarm=ALARM,
        issues=(IssueFacts(issue="i", type="TypeError", message="\x1b[31mno total"),),
        ranking=Ranking(suspects=(suspect,), certainty="high"),
        noticed_at=AT,
    )
    report = DeployWatchReport(
        project="shop",
        deploy=DEPLOY,
        as_of=AT,
        verdict=Verdict.REGRESSION,
        ended="resolved",
        looks=12,
        incident=incident,
        told=True,
    )
    return report.model_copy(update=changes)


def test_a_broken_deploy_is_told_with_its_suspect() -> None:
    """What broke, how much, whose change, where it was told and how it ended stand there."""
    text = said(broken())
    for word in ("37 people, 9 expected", "TypeError", "#7 Round up", "93%", "alerts", "resolved"):
        assert word in text


def test_foreign_text_is_shown_and_does_nothing() -> None:
    """Control characters of an error and markup of a title reach no terminal."""
    text = said(broken())
    assert "\x1b" not in text
    assert "[bold]totals" in text


def test_a_quiet_deploy_takes_one_line() -> None:
    """Nothing broke: how often somebody looked, and that it is clear."""
    text = said(broken(incident=None, verdict=Verdict.CLEAR, told=False))
    assert "looked 12 times at 3f9a0c2 in production" in " ".join(text.split())
    assert text.strip().endswith("clear.")


def test_silence_has_its_reason() -> None:
    """Where nobody was told, the reason stands in the place of the channel."""
    text = said(broken(told=False, blocked_by=BlockedBy.SHADOW, detail="shadow. Alerts are off."))
    assert "shadow. Alerts are off." in text
    assert "127.0.0.1" not in text
