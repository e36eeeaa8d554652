"""What is known about an event name, and what is not."""

from datetime import UTC, datetime
from typing import Any

from scans.model import Abstention, Blind, Documents, Finding, ScanResult
from scans.production import EventFacts, event_facts

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
ROW = {"count": 12, "users": 3, "last_seen": "2026-11-19T08:00:00Z", "daily": [0, 7, 5]}


def facts(
    name: str = "paid",
    result: ScanResult | None = None,
    *,
    rows: dict[str, Any] | None = None,
    folder: bool = True,
    **more: Any,
) -> EventFacts:
    """Return what is known about a name where these rows were counted."""
    counted = {"paid": ROW} if rows is None else rows
    usage = {"as_of": NOW.isoformat(), "window_days": 3, "rows": counted}
    documents = Documents({"event_usage": usage, **more}, complete_by_declaration=folder)
    return event_facts(documents, [name], result, NOW)[name]


def test_an_event_that_arrives() -> None:
    """Its count, people, days and last time; the window is that of the days."""
    known = facts()
    assert known.known
    assert (known.count, known.people_a_day, known.active_days) == (12, 3, 2)
    assert (known.window_days, known.judged) == (3, None)
    assert known.last_seen == datetime(2026, 11, 19, 8, tzinfo=UTC)


def test_a_name_without_a_row_was_not_seen() -> None:
    """The count is of the whole project; of PostHog's own events it has none."""
    assert (facts("other").known, facts("other").count) == (True, 0)
    own = facts("$pageview")
    assert (own.known, own.count) == (False, None)
    assert own.why_unknown


def test_without_a_count_nothing_is_known() -> None:
    """Not read, unreadable, or of a project in which nothing was counted at all."""
    assert not facts(rows={}).known
    odd = facts(rows={"paid": {"count": "many"}, "other": ROW})
    assert (odd.known, odd.count) == (False, None)
    blind = Documents({}, blind={"event_usage": "403"})
    known = event_facts(blind, ["paid"], None, NOW)["paid"]
    assert (known.known, known.why_unknown) == (False, "403")


def test_who_reads_it_is_complete_only_if_everything_was_read() -> None:
    """A folder is complete by declaration; a live project that was not asked is not."""
    query = {"kind": "TrendsQuery", "series": [{"kind": "EventsNode", "event": "paid"}]}
    insight = {"id": 1, "name": "Sales", "saved": True, "query": query}
    known = facts(insights={"count": 1, "results": [insight]})
    assert [(one.kind, one.name) for one in known.readers] == [("insight", "Sales")]
    assert known.readers_complete
    live = facts(folder=False)
    assert (live.readers, live.readers_complete) == ((), False)


def test_the_verdict_is_that_of_the_scan() -> None:
    """A finding, an abstention, or alive; nothing where the scan did not run or was blind."""
    finding = Finding(
        fingerprint="dead_events:paid:1",
        scan="dead_events",
        subject="paid",
        verdict="stopped",
        confidence=0.9,
        reason="Silent.",
    )
    abstained = Abstention(subject="paid", reason="odd", scan="dead_events")
    blind = Blind(source="dead_events", reason="too much")
    verdicts = [
        (known.judged and known.judged.verdict)
        for known in (
            facts(result=ScanResult(findings=(finding,))),
            facts(result=ScanResult(abstained=(abstained,))),
            facts(result=ScanResult()),
            facts("other", ScanResult()),
            facts(result=ScanResult(blind=(blind,))),
        )
    ]
    assert verdicts == ["stopped", "inconclusive", "alive", None, None]
