"""What people get: findings with their places in code, facts and identity."""

from typing import Any

from scans.event_health import conclude
from scans.model import CallSite, DynamicSite, EventCode, EventSite
from tests.scans.event_health.material import (
    NOW,
    SETTINGS,
    counts,
    folder,
    judge_all,
    pair,
    share_of,
    typed,
    usage,
)


def site(name: str, file: str = "src/pay.ts", line: int = 3, kind: str = "event") -> EventSite:
    """Return one capture."""
    base: dict[str, Any] = {"column": 4, "end_line": line, "end_column": 40, "method": "capture"}
    place = {"name": name, "file": file, "line": line, "kind": kind, "language": "typescript"}
    return EventSite(site=CallSite.model_validate({**base, **place}))


def computed(prefix: str) -> DynamicSite:
    """Return one capture with a computed name."""
    return DynamicSite(
        file="src/a.ts",
        line=1,
        column=0,
        kind="event",
        method="capture",
        language="typescript",
        expression="name",
        prefix=prefix,
    )


def code(*sites: EventSite, repository: str = "my-org/shop", **fields: Any) -> EventCode:
    """Return what one repository says."""
    return EventCode(repository=repository, sites=sites, **fields)


DOCUMENTS = folder(
    property_usage=counts(
        order_paid=share_of((0, 400), (1600, 1600)),
        order_sent=typed({"string": 400}, {"number": 1600}),
    ),
    pair_usage=counts(**{"export_started -> export_finished": pair((300, 1000), (900, 1000))}),
    event_usage=usage(page_view=2, page_viewed=9),
)


def test_findings_stand_with_the_captures_of_their_event() -> None:
    """Of every repository, in the order of files; a flag of the same name is none of them."""
    assessment = judge_all(DOCUMENTS)
    assert assessment.wanted == ("export_started", "order_paid", "order_sent", "page_view")
    first = code(site("order_paid", "b.ts"), site("order_paid", "a.ts", kind="flag"))
    second = code(site("order_paid", "a.ts", 9), site("other"), repository="my-org/api")
    result = conclude(assessment, [first, second], SETTINGS, NOW)
    again = conclude(assessment, [second, first], SETTINGS, NOW)
    assert result == again
    places = {
        one.subject: [(each.file, each.line) for each in one.call_sites] for one in result.findings
    }
    assert places == {
        "export_started": [],
        "order_paid": [("a.ts", 9), ("b.ts", 3)],
        "order_sent": [],
        "page_view": [],
    }


def test_a_computed_name_may_send_it_too() -> None:
    """A beginning that fits is a blind spot; another one, or none, is not."""
    searched = [code(dynamic=(computed("order_"), computed("cart_"), computed("")))]
    spots = {
        one.subject: " ".join(one.blind_spots)
        for one in conclude(judge_all(DOCUMENTS), searched, SETTINGS, NOW).findings
    }
    assert "begin with “order_”" in spots["order_paid"]
    assert "cart_" not in spots["order_paid"]
    assert "order_" not in spots["page_view"]


def test_what_is_asked_for_and_how_much_it_weighs() -> None:
    """Wrong numbers are told to whoever relies on them, the rest to an owner."""
    result = conclude(judge_all(DOCUMENTS), [], SETTINGS, NOW)
    assert [(one.verdict, one.severity, one.suggested_action) for one in result.findings] == [
        ("pair_unbalanced", "medium", "post_alert"),
        ("property_dropped", "medium", "post_alert"),
        ("type_changed", "medium", "post_alert"),
        ("near_duplicate", "low", "open_issue"),
    ]
    assert {one.scan for one in result.findings} == {"event_health"}
    assert {one.readiness for one in result.findings} == {None}
    assert (result.stats.subjects, result.stats.active) == (4, 1)


def test_every_fact_has_source_and_time() -> None:
    """And a unit wherever it is a number."""
    for finding in conclude(judge_all(DOCUMENTS), [], SETTINGS, NOW).findings:
        assert finding.evidence
        for fact in finding.evidence:
            assert fact.source
            assert fact.as_of
            assert fact.unit or not isinstance(fact.value, int | float)


def test_the_sentences_say_what_happened() -> None:
    """What people read in a table, without the code."""
    reasons = {one.subject: one.reason for one in judge_reasons()}
    assert reasons == {
        "export_started": "90 % of “export_started” were followed by “export_finished”, "
        "and 30 % in the last 7 days.",
        "order_paid": "“plan” was on 100 % of “order_paid” and is on 0 % of the last 7 days; "
        "the hour of the drop is not known.",
        "order_sent": "“price” of “order_sent” was number on every row, "
        "and is string on every row now.",
        "page_view": "“page_view” (120 times) and “page_viewed” (540 times) both arrive "
        "and are the same name but for the tense.",
    }


def judge_reasons() -> Any:
    """Return the findings of the documents above."""
    return conclude(judge_all(DOCUMENTS), [], SETTINGS, NOW).findings


def test_long_names_are_cut_in_sentences_and_facts() -> None:
    """Names come out of public events, so their length is anybody's choice."""
    long = "x" * 500
    documents = folder(property_usage=counts(order_paid=share_of((0, 400), (1600, 1600), long)))
    (finding,) = conclude(judge_all(documents), [], SETTINGS, NOW).findings
    assert len(finding.reason) < 250
    assert all(len(str(fact.value)) <= 61 for fact in finding.evidence)
