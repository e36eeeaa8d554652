"""May the captures go, and what is suggested."""

from typing import Any

import pytest

from scans import policy
from scans.model import BlockedBy, EventSite, Readiness, SuggestedAction
from scans.model.action import OutputModes
from tests.scans.dead_events.event_material import (
    COMPLETE,
    ago,
    capture,
    captured,
    conclusion,
    folder,
    insight,
    listing,
    only,
    row,
    silent,
)

GONE = {"gone": row(silent(40))}
CODE = [captured("gone")]
STEP = {"id": 7, "name": "Bought", "steps": [{"event": "gone"}]}
ALERT = {"id": "a", "name": "Fewer sales", "insight": {"id": 1}, "enabled": True}
RUNNING = {"id": 1, "name": "Try", "metrics": [{"source": {"event": "gone"}}], "end_date": None}
COHORT = {"id": 1, "name": "Buyers", "groups": [{"event_id": "gone"}]}


@pytest.mark.parametrize(
    ("documents", "by", "severity"),
    [
        ({"insights": [insight("gone")]}, [BlockedBy.INSIGHT], "medium"),
        ({"insights": [insight("gone", last_viewed_at=ago(3))]}, [BlockedBy.INSIGHT], "high"),
        ({"actions": [STEP]}, [BlockedBy.ACTION], "medium"),
        ({"cohorts": [COHORT]}, [BlockedBy.COHORT], "medium"),
        ({"experiments": [RUNNING]}, [BlockedBy.EXPERIMENT_METRIC], "high"),
        (
            {"insights": [insight("gone")], "alerts": [ALERT]},
            [BlockedBy.ALERT, BlockedBy.INSIGHT],
            "high",
        ),
    ],
)
def test_what_somebody_looks_at_is_an_alert_and_no_clean_up(
    documents: dict[str, list[Any]], by: list[BlockedBy], severity: str
) -> None:
    """Each kind of reader blocks, is named, and raises what it is worth."""
    lists = {name: listing(*items) for name, items in documents.items()}
    found = only(conclusion(folder(GONE, **lists), CODE, [capture()]))
    assert (found.readiness, found.severity) == (Readiness.BLOCKED, severity)
    assert [*found.blocked_by] == by
    assert found.suggested_action is SuggestedAction.POST_ALERT
    assert len(found.readiness_reasons) == len(by)


def test_what_never_arrived_is_an_alert_too_and_what_arrives_is_not() -> None:
    """A reader of an event that something else sends has nothing to worry about."""
    reads = {"insights": listing(insight("new"))}
    never = only(conclusion(folder(**reads), [captured("new")], [capture("new")]))
    assert never.suggested_action is SuggestedAction.POST_ALERT
    uncalled = [captured("new", uncalled=("new",))]
    silent_helper = only(conclusion(folder(**reads), uncalled, [capture("new")]))
    assert silent_helper.suggested_action is SuggestedAction.POST_ALERT
    sent = folder({"new": row(silent(0))}, **reads)
    helper = only(conclusion(sent, uncalled, [capture("new")]))
    assert (helper.readiness, helper.suggested_action) == ("blocked", SuggestedAction.NONE)
    orphan = only(conclusion(sent, [captured()], settings=COMPLETE))
    assert (orphan.readiness, orphan.suggested_action) == ("blocked", SuggestedAction.NONE)


@pytest.mark.parametrize(
    ("sites", "readiness", "action", "by"),
    [
        ([capture()], "safe", SuggestedAction.OPEN_CLEANUP_PR, ()),
        ([capture(), capture(site={"line": 9})], "safe", SuggestedAction.OPEN_CLEANUP_PR, ()),
        (
            [capture(), capture(site={"line": 9}, removable=False, why_not="its value is used")],
            "caution",
            SuggestedAction.OPEN_ISSUE,
            (BlockedBy.NEEDS_APPROVAL,),
        ),
        (
            [capture(site={"confidence": "possible"})],
            "caution",
            SuggestedAction.OPEN_ISSUE,
            (BlockedBy.NEEDS_APPROVAL,),
        ),
        ([capture("other")], "caution", SuggestedAction.NONE, (BlockedBy.NO_CALL_SITE,)),
        ([], "caution", SuggestedAction.NONE, (BlockedBy.NO_CALL_SITE,)),
    ],
)
def test_captures_go_only_by_a_proved_edit(
    sites: list[EventSite], readiness: str, action: SuggestedAction, by: tuple[BlockedBy, ...]
) -> None:
    """One that cannot be taken out leaves the decision to people."""
    found = only(conclusion(folder(GONE), CODE, sites))
    assert (found.readiness, found.suggested_action, found.blocked_by) == (readiness, action, by)
    assert [one.name for one in found.call_sites] == ["gone"] * len(found.call_sites)


@pytest.mark.parametrize("fields", [{"removable": False}, {"exported": True, "helper": "track"}])
def test_captures_that_nothing_calls_are_safe(fields: dict[str, Any]) -> None:
    """Whatever stands around them never runs; an exported helper is mentioned."""
    names = [captured("gone", uncalled=("gone",))]
    found = only(conclusion(folder(), names, [capture(days=3, **fields)]))
    assert (found.verdict, found.readiness) == ("uncalled", Readiness.SAFE)
    mentioned = any("exported" in spot for spot in found.blind_spots)
    assert mentioned == fields.get("exported", False)


def test_an_orphan_has_no_code_to_change() -> None:
    """It is reported with what was found, and nothing is done."""
    found = only(conclusion(folder({"sent": row(silent(0))}), [captured()], settings=COMPLETE))
    assert (found.readiness, found.suggested_action, found.blocked_by) == (
        Readiness.CAUTION,
        SuggestedAction.NONE,
        (BlockedBy.NO_CALL_SITE,),
    )


def test_every_place_of_every_repository_is_named_once_and_in_order() -> None:
    """By repository, file and line; what is no event is left out."""
    sites = [
        capture(site={"file": "src/b.ts"}),
        capture(site={"line": 9}),
        capture(site={"line": 3}),
        capture(site={"kind": "flag"}),
    ]
    found = only(conclusion(folder(GONE), CODE, sites))
    assert [(one.file, one.line) for one in found.call_sites] == [
        ("src/a.ts", 3),
        ("src/a.ts", 9),
        ("src/b.ts", 3),
    ]


def test_the_plan_acts_on_what_is_safe_and_tells_why_not_of_the_rest() -> None:
    """Findings about events go the same way as those about flags."""
    rows = {name: row(silent(40)) for name in ("gone", "kept", "odd name")}
    documents = folder(rows, insights=listing(insight("kept")))
    sites = [capture(name) for name in rows]
    result = conclusion(documents, [captured(*rows)], sites)
    plan = policy.plan(result.findings, modes=OutputModes(pull_requests="on"))
    assert [one.finding.subject for one in plan.actions] == ["gone"]
    assert {one.subject: one.blocked_by for one in plan.skipped} == {
        "kept": BlockedBy.INSIGHT,
        "odd name": BlockedBy.UNSAFE_KEY,
    }


def test_many_readers_are_counted_and_a_few_are_named() -> None:
    """No list of hundreds of insights stands in a message; each kind is named at least once."""
    insights = listing(*(insight("gone", number) for number in range(40)))
    found = only(conclusion(folder(GONE, insights=insights, cohorts=listing(COHORT)), CODE))
    assert found.blocked_by == (BlockedBy.COHORT, BlockedBy.INSIGHT)
    assert len(found.readiness_reasons) < 10
    assert next(one.value for one in found.evidence if one.name == "readers") == 41
