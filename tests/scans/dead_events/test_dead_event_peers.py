"""Projects that share code: what another one still receives is not dead."""

from datetime import UTC, datetime

import pytest

from scans.dead_events.peers import (
    RECEIVED_ELSEWHERE,
    UNKNOWN_ELSEWHERE,
    Elsewhere,
    apart_from_peers,
    received_elsewhere,
)
from scans.model import Blind, CallSite, Documents, EventCode, EventSite, Finding, ScanResult

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def usage(*arriving: str) -> Documents:
    """What one project counted."""
    rows = {name: {"count": 5, "last_seen": "2026-11-19T09:00:00Z"} for name in arriving}
    counted = {"as_of": AT.isoformat(), "window_days": 180, "rows": rows}
    return Documents({"event_usage": counted})


def result(*subjects: str) -> ScanResult:
    """A scan that called these dead."""
    return ScanResult(
        findings=tuple(
            Finding(
                fingerprint=f"dead_events:{subject}:1",
                scan="dead_events",
                subject=subject,
                verdict="stopped",
                confidence=0.9,
                reason="It is silent.",
            )
            for subject in subjects
        )
    )


def code(repository: str, *names: str) -> EventCode:
    """One repository that captures these."""
    sites = tuple(
        EventSite(
            site=CallSite(
                file="a.ts",
                line=number,
                column=0,
                end_line=number,
                end_column=9,
                kind="event",
                name=name,
                method="capture",
                language="typescript",
            )
        )
        for number, name in enumerate(names, 1)
    )
    return EventCode(repository=repository, sites=sites)


def test_what_another_project_receives_is_named() -> None:
    """Only events that are asked about, and only such as really arrived there."""
    elsewhere = received_elsewhere([("app", usage("a", "c"))], ["a", "b"])
    assert elsewhere == Elsewhere(names=("a",))


def test_a_project_that_cannot_be_read_is_blind() -> None:
    """Its silence is no silence of the event."""
    elsewhere = received_elsewhere([("app", Documents({}, {"event_usage": "403"}))], ["a"])
    assert elsewhere.blind == (Blind(source="event_usage of app", reason="403"),)


@pytest.mark.parametrize(
    ("elsewhere", "why"),
    [
        (Elsewhere(names=("a",)), RECEIVED_ELSEWHERE),
        (Elsewhere(blind=(Blind(source="event_usage of app", reason="403"),)), UNKNOWN_ELSEWHERE),
    ],
)
def test_shared_code_keeps_what_may_be_needed_elsewhere(elsewhere: Elsewhere, why: str) -> None:
    """The finding becomes an abstention with its reason; code of this project alone is judged."""
    shared, own = code("my-org/both", "a"), code("my-org/shop", "b")
    found = apart_from_peers(result("a", "b"), elsewhere, (shared, own), {"my-org/both"})
    assert [each.subject for each in found.findings] == ["b"]
    assert [(each.subject, each.reason, each.scan) for each in found.abstained] == [
        ("a", why, "dead_events")
    ]
    assert found.blind == elsewhere.blind


def test_what_nobody_else_receives_stays_a_finding() -> None:
    """Silent everywhere is dead."""
    shared = code("my-org/both", "a")
    found = apart_from_peers(result("a"), Elsewhere(names=("x",)), (shared,), {"my-org/both"})
    assert found == result("a")
