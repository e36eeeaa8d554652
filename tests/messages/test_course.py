"""What the demo prints at its end."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from inline_snapshot import snapshot
from rich.console import Console

from messages.course import Pages, course
from scans.model import (
    Abstention,
    Blind,
    BlockedBy,
    CleanedFile,
    CleanupOutcome,
    DigestReport,
    Finding,
    ScanReport,
    ScanResult,
    ScanStats,
)
from scans.model.action import Skipped

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def finding(subject: str, *reasons: str) -> Finding:
    """A finding that keeps true."""
    return Finding(
        fingerprint=f"stale_flags:{subject}:00",
        scan="stale_flags",
        subject=subject,
        verdict="fully_rolled_out",
        fixed_value=True,
        readiness_reasons=reasons,
        confidence=0.9,
        reason="It has served true to everyone for 90 days.",
    )


def outcome(subject: str, **fields: object) -> CleanupOutcome:
    """What became of a finding."""
    return CleanupOutcome.model_validate(
        {
            "repository": "my-org/shop",
            "subject": subject,
            "fingerprint": f"stale_flags:{subject}:00",
        }
        | fields
    )


def skipped(subject: str, by: BlockedBy) -> Skipped:
    """A finding that no Cleanup got."""
    return Skipped(
        fingerprint=f"stale_flags:{subject}:00", subject=subject, blocked_by=by, detail="why"
    )


def printed(
    scan: ScanReport, *outcomes: CleanupOutcome, posted: bool = True, **events: ScanReport
) -> str:
    """The account, as a terminal of 90 columns without colours shows it."""
    canvas = Console(width=90, file=StringIO(), color_system=None)
    canvas.print(
        course(
            {"stale_flags": scan, **events},
            outcomes,
            DigestReport(project="shop", period="2026-W47", as_of=AT, posted=posted),
            pages=Pages("http://127.0.0.1/flags", "http://127.0.0.1:8233"),
            seconds=3.21,
        )
    )
    assert isinstance(canvas.file, StringIO)
    return "\n".join(line.rstrip() for line in canvas.file.getvalue().splitlines())


def report(*findings: Finding, **fields: object) -> ScanReport:
    """A scan with one Cleanup refused by the plan."""
    result = ScanResult(
        findings=findings,
        abstained=(Abstention(subject="odd", reason="its filters are of another format"),),
        blind=(Blind(source="surveys", reason="403"),),
        stats=ScanStats(subjects=9, active=4, permanent=1),
    )
    values: dict[str, object] = {"project": "shop", "as_of": AT, "result": result}
    return ScanReport.model_validate(values | fields)


def test_the_account_says_what_was_done_and_why_not() -> None:
    """Pull requests with their size, refusals with the judgement's own reason, where to look."""
    scan = report(
        finding("new-nav"),
        finding("passed-on"),
        finding("held", "another flag depends on it: tiers"),
        skipped=(skipped("held", BlockedBy.DEPENDENT_FLAG),),
    )
    file = CleanedFile(file="a.ts", removed_sites=1, removed_lines=9, added_lines=2)
    text = printed(
        scan,
        outcome("new-nav", number=3, url="http://127.0.0.1/pull/3", files=(file,)),
        outcome(
            "passed-on",
            blocked_by=BlockedBy.NOT_PROVABLE,
            detail="value is passed on",
            issue_url="http://127.0.0.1/issues/4",
        ),
    )
    assert text == snapshot("""\
Groundskeeper looked at 9 flags in 3.2 s: 3 findings, 1 draft pull request, one digest. In
use: 4. Kept on purpose: 1.
flag       verdict           keeps  what was done, or why not
new-nav    fully rolled out  true   draft pull request #3, 1 file, 7 lines less
passed-on  fully rolled out  true   the edit cannot be proved safe: value is passed on
held       fully rolled out  true   another flag depends on it: tiers
not judged  odd: its filters are of another format
not read  surveys: 403

pull request #3        http://127.0.0.1/pull/3
issue about passed-on  http://127.0.0.1/issues/4
Slack message          http://127.0.0.1/flags
Temporal UI            http://127.0.0.1:8233\
""")


@pytest.mark.parametrize("hostile", ["\x1b[31mred", "a\nb", "\u202egnp", "[bold]x[/bold]"])
def test_nothing_foreign_reaches_the_terminal_raw(hostile: str) -> None:
    """Keys and details from elsewhere are text: no control sequence, no markup, no new line."""
    scan = report(finding(hostile), skipped=(skipped(hostile, BlockedBy.UNSAFE_KEY),))
    refused = BlockedBy.NOT_PROVABLE
    text = printed(scan, outcome(hostile, blocked_by=refused, detail=hostile, issue_url=hostile))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "a\nb" not in text
    if "bold" in hostile:
        assert "[bold]x[/bold]" in text


def test_no_digest_is_said() -> None:
    """A digest that was not posted is not linked."""
    text = printed(report(), posted=False)
    assert "no digest" in text
    assert "Slack message" not in text


def event(subject: str, scan: str, verdict: str, **fields: object) -> Finding:
    """A finding about an event."""
    identity = {"subject": subject, "scan": scan, "fingerprint": f"{scan}:{subject}:00"}
    found = finding(subject).model_copy(update={**identity, "verdict": verdict, **fields})
    return found.model_copy(update={"fixed_value": None})


def test_events_have_tables_of_their_own() -> None:
    """Dead ones with what was done, others with what happened; a key is no event of its name."""
    dead = report(
        event("new-nav", "dead_events", "stopped"),
        event("cart_opened", "dead_events", "stopped", severity="high"),
        skipped=(
            Skipped(
                fingerprint="dead_events:cart_opened:00",
                subject="cart_opened",
                blocked_by=BlockedBy.INSIGHT,
                detail="why",
            ),
        ),
    )
    lost = "`coupon` was on 100 % of `paid` and is on 3 %."
    health = report(event("paid", "event_health", "property_dropped", reason=lost))
    removed = outcome("new-nav", fingerprint="dead_events:new-nav:00", number=3)
    text = printed(report(finding("new-nav")), removed, dead_events=dead, event_health=health)
    assert text == snapshot("""\
Groundskeeper looked at 9 flags and 9 events in 3.2 s: 4 findings, 1 draft pull request,
one digest. In use: 4. Kept on purpose: 1.
flag     verdict           keeps  what was done, or why not
new-nav  fully rolled out  true   nothing to do

event        verdict      what was done, or why not
cart_opened  went silent  a saved insight reads it
new-nav      went silent  draft pull request #3

event  verdict          what happened to it
paid   lost a property  `coupon` was on 100 % of `paid` and is on 3 %.
not judged  odd: its filters are of another format
not judged  odd: its filters are of another format
not judged  odd: its filters are of another format
not read  surveys: 403
not read  surveys: 403
not read  surveys: 403

pull request #3
Slack message    http://127.0.0.1/flags
Temporal UI      http://127.0.0.1:8233\
""")


def test_a_scan_of_events_that_found_nothing_says_so() -> None:
    """No table without rows."""
    assert "event health: nothing found" in printed(report(), event_health=report())
