"""What a scan hands to Cleanups, and what a digest is made of."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from activities.call_sites import flags_of_interest
from activities.judgement import cleanups
from activities.payloads import ComposeDigest, Look, OpenPullRequest, OpenPullRequests, Record
from activities.slack import DigestPlace, content, iso_week, tell
from clients.capture import CaptureFile
from scans.model import (
    Blind,
    BlockedBy,
    CallSite,
    CleanupOutcome,
    DigestReport,
    DigestRequest,
    DynamicSite,
    Finding,
    RepositoryCode,
    ScanReport,
    ScanResult,
    Skipped,
    Usages,
)
from scans.model.action import OutputModes

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def finding(subject: str) -> Finding:
    """A finding that is safe to act on."""
    return Finding(
        fingerprint=f"stale_flags:{subject}:00",
        scan="stale_flags",
        subject=subject,
        verdict="fully_rolled_out",
        fixed_value=True,
        confidence=0.9,
        reason="It has served true to everyone for 90 days.",
    )


def site(name: str, file: str = "a.ts", kind: str = "flag") -> CallSite:
    """A call site of a key."""
    return CallSite.model_validate(
        {
            "file": file,
            "line": 1,
            "column": 0,
            "end_line": 1,
            "end_column": 9,
            "kind": kind,
            "name": name,
            "method": "isFeatureEnabled",
            "language": "typescript",
        }
    )


def test_each_repository_gets_its_own_cleanup() -> None:
    """A flag in two repositories is two requests, each with the call sites of its own."""
    shop = RepositoryCode(repository="my-org/shop", sites=(site("a"), site("b", "b.ts")))
    api = RepositoryCode(repository="my-org/api", sites=(site("a", "a.py"),))
    code = {each.repository: each.sites for each in (shop, api)}
    asked = cleanups("shop", [finding("a"), finding("c")], code)
    assert [(one.repository, one.slug) for one in asked] == [
        ("my-org/shop", "a"),
        ("my-org/api", "a"),
    ]
    assert [[place.file for place in one.finding.call_sites] for one in asked] == [
        ["a.ts"],
        ["a.py"],
    ]


def test_a_slug_never_joins_two_subjects() -> None:
    """Keys that differ only in case or in odd characters have different Cleanups."""
    code = {"r/r": (site("New"), site("new"), site("n?w"))}
    asked = cleanups("shop", [finding("New"), finding("new"), finding("n?w")], code)
    assert len({one.slug for one in asked}) == 3


def test_code_keeps_what_decides() -> None:
    """Wanted keys, keys PostHog does not have and computed keys stay; the rest is not sent."""
    dynamic = DynamicSite(
        file="a.ts",
        line=2,
        column=0,
        kind="flag",
        method="isFeatureEnabled",
        language="typescript",
        expression="`theme-${x}`",
        prefix="theme-",
    )
    usages = Usages(
        usages=(site("wanted"), site("known"), site("ghost"), site("bought", kind="event")),
        dynamic=(dynamic,),
        skipped=(
            Skipped(file="b.ts", reason="unreadable"),
            Skipped(file="dist/c.js", reason="generated"),
        ),
    )
    code = flags_of_interest(usages, "r/r", "abc", wanted=["wanted"], known=["wanted", "known"])
    assert [one.name for one in code.sites] == ["wanted", "ghost"]
    assert code.dynamic == (dynamic,)
    assert code.unread_files == 1


@pytest.fixture
def place(tmp_path: Path) -> DigestPlace:
    """A place for digests, in preview."""
    return DigestPlace(
        channel="flags",
        modes=OutputModes(),
        time_zone="Europe/Zurich",
        capture=CaptureFile(tmp_path / "capture.jsonl"),
    )


def facts(scan: ScanReport | None, *outcomes: CleanupOutcome) -> ComposeDigest:
    """What the workflow gathered."""
    pull_request = OpenPullRequest(
        repository="my-org/shop",
        number=4,
        url="http://127.0.0.1/4",
        title="Remove flag a",
        branch="groundskeeper/stale_flags/a",
        draft=True,
        created_at=AT,
    )
    return ComposeDigest(
        request=DigestRequest(project="shop"),
        at=AT,
        record=Record(looks=(Look(scan="stale_flags", report=scan),), cleanups=outcomes),
        pull_requests=OpenPullRequests(pull_requests=(pull_request,), blind="403 for my-org/api"),
    )


def report(*findings: Finding) -> ScanReport:
    """A scan that concluded."""
    return ScanReport(project="shop", as_of=AT, result=ScanResult(findings=findings))


def test_a_digest_says_what_was_not_done_and_what_was_not_read(place: DigestPlace) -> None:
    """Outcomes of Cleanups and blind repositories reach the message; branches find subjects."""
    outcome = CleanupOutcome(
        repository="my-org/shop",
        subject="b",
        fingerprint="stale_flags:b:00",
        blocked_by=BlockedBy.NOT_PROVABLE,
        detail="value is passed on",
    )
    scan = report(finding("a"), finding("b"))
    told = content(facts(scan, outcome), place)
    assert [one.subject for one in told.pull_requests] == ["a"]
    assert [(one.subject, one.blocked_by) for one in told.skipped] == [("b", "not_provable")]
    assert [one.reason for one in told.blind] == ["403 for my-org/api"]


def test_preview_writes_one_record_however_often(place: DigestPlace) -> None:
    """The exact message is captured once; a retry or another look adds nothing."""
    for _ in range(3):
        told = tell(facts(report(finding("a"))), None, place)
        assert (told.posted, told.blocked_by) == (False, BlockedBy.PREVIEW)
    [record] = place.capture.read().records
    assert record.key == "digest:shop:2026-W47"
    assert record.payload["blocks"]


def test_no_digest_before_the_first_scan(place: DigestPlace) -> None:
    """Without a scan there is nothing to tell, and that is said."""
    told = tell(facts(None), None, place)
    assert (told.posted, told.blocked_by) == (False, BlockedBy.BLIND)
    assert place.capture.read().records == ()


def test_a_period_is_a_week_of_the_teams_time_zone() -> None:
    """Late on Sunday in UTC is Monday, and so another week, further east."""
    sunday = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert iso_week(sunday, "UTC") == "2026-W47"
    assert iso_week(sunday, "Europe/Zurich") == "2026-W48"


def recalled(told: DigestReport | None = None, *looks: Look) -> ComposeDigest:
    """What the workflow gathered of these looks."""
    record = Record(looks=looks, digest=told)
    return facts(None).model_copy(update={"record": record})


FAILED = "PostHog did not accept the credentials"


def test_a_failed_scan_is_told(place: DigestPlace) -> None:
    """A scan that keeps failing reaches people as a source that could not be read."""
    gathered = recalled(None, Look(scan="stale_flags", failure=FAILED))
    (section,) = content(gathered, place).sections
    assert [(one.source, one.reason) for one in section.blind] == [("the newest scan", FAILED)]
    assert section.last_success is None
    assert tell(gathered, None, place).blocked_by == "preview"


def test_blindness_alone_is_said_once_until_it_changes(place: DigestPlace) -> None:
    """Every scan blind: one message says so, the next week none, another cause is another one."""
    looks = (
        Look(scan="stale_flags", failure=FAILED),
        Look(scan="dead_events", report=blind_report("event_usage", "try again in 30 seconds")),
    )
    first = tell(recalled(None, *looks), None, place)
    assert first.blind == (
        "/pull requests",
        "dead_events/event_usage",
        "stale_flags/the newest scan",
    )
    later = (looks[0], Look(scan="dead_events", report=blind_report("event_usage", "in 7 seconds")))
    again = tell(recalled(first, *later), None, place)
    assert (again.blocked_by, again.blind) == (BlockedBy.BLIND, first.blind)
    assert "as the last digest has said" in again.detail
    other = (looks[0], Look(scan="dead_events", report=blind_report("insights", "403")))
    assert tell(recalled(again, *other), None, place).blocked_by == BlockedBy.PREVIEW
    assert len(place.capture.read().records) == 2


def test_what_a_blind_scan_told_before_is_neither_over_nor_new_later(place: DigestPlace) -> None:
    """The next digest compares with what was known before the blind one."""
    week = recalled(None, Look(scan="stale_flags", report=report(finding("a"), finding("b"))))
    first = tell(week, None, place)
    assert first.fingerprints == ("stale_flags:a:00", "stale_flags:b:00")
    half = report(finding("a"))
    half = half.model_copy(
        update={
            "result": half.result.model_copy(update={"blind": (Blind(source="x", reason="y"),)})
        }
    )
    second = tell(recalled(first, Look(scan="stale_flags", report=half)), None, place)
    assert set(second.fingerprints) == set(first.fingerprints)


def test_a_record_of_the_time_with_one_scan_is_still_read() -> None:
    """A digest that was under way while its worker was replaced ends on the new one."""
    old = {"scan": None, "scan_failure": FAILED, "cleanups": (), "digest": None, "next_look": None}
    (look,) = Record.model_validate(old).looks
    assert (look.scan, look.failure) == ("stale_flags", FAILED)


def blind_report(source: str, reason: str) -> ScanReport:
    """A look that could read nothing."""
    blind = ScanResult(blind=(Blind(source=source, reason=reason),))
    return ScanReport(project="shop", as_of=AT, result=blind)
