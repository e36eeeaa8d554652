"""What is known about a flag key, and what is not."""

from datetime import UTC, datetime
from typing import Any

from scans.model import Documents
from scans.production import FlagFacts, flag_facts
from scans.stale_flags import StaleFlagSettings, assess, conclude

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
SETTINGS = StaleFlagSettings()
EVERYONE: dict[str, Any] = {"groups": [{"properties": [], "rollout_percentage": 100}]}


def flag(key: str, number: int = 1, **more: Any) -> dict[str, Any]:
    """Return a flag that is on for everyone since January."""
    then = "2026-01-01T00:00:00Z"
    common: dict[str, Any] = {
        "id": number,
        "key": key,
        "active": True,
        "filters": EVERYONE,
        "created_at": then,
    }
    return {**common, "updated_at": then, **more}


def facts(
    *flags: dict[str, Any], key: str = "nav", blind: dict[str, str] | None = None, **more: Any
) -> FlagFacts:
    """Return what is known about a key in a folder with these flags."""
    listed = {"count": len(flags), "next": None, "results": list(flags)}
    documents = Documents(
        {"feature_flags": listed, **more}, blind=blind or {}, complete_by_declaration=True
    )
    assessment = assess(documents, SETTINGS, NOW)
    result = conclude(assessment, (), SETTINGS, NOW)
    known = flag_facts(documents, [key], result, SETTINGS, NOW)
    assert list(known) == [key]
    return known[key]


def test_a_stale_flag_has_its_finding() -> None:
    """Verdict, readiness and value are those of the scan."""
    row = {"count": 9, "users": 4, "last_seen": "2026-11-19T00:00:00Z", "responses": {"true": 9}}
    usage = {"as_of": NOW.isoformat(), "window_days": 7, "rows": {"nav": row}}
    known = facts(flag("nav"), flag_usage=usage)
    assert (known.presence, known.enabled, known.serves, known.value) == (
        "present",
        True,
        "constant",
        True,
    )
    assert known.judged is not None
    assert (known.judged.verdict, known.judged.fixed_value) == ("fully_rolled_out", True)
    assert known.unchanged_since == datetime(2026, 1, 1, tzinfo=UTC)
    assert (known.calls.count, known.calls.people, known.calls.window_days) == (9, 4, 7)


def test_a_flag_in_use_has_its_conditions_and_experiment() -> None:
    """Also what no finding would ever say."""
    variants = [{"key": "a", "rollout_percentage": 40}, {"key": "b", "rollout_percentage": 60}]
    filters: dict[str, Any] = {**EVERYONE, "multivariate": {"variants": variants}}
    experiment = {
        "id": 7,
        "name": "Prices",
        "feature_flag_key": "nav",
        "start_date": "2026-11-01T00:00:00Z",
        "end_date": None,
    }
    known = facts(
        flag("nav", filters=filters, experiment_set=[7]),
        experiments={"count": 1, "results": [experiment]},
    )
    assert known.judged is not None
    assert (known.serves, known.value, known.judged.verdict) == ("conditional", None, "active")
    assert [(one.key, one.rollout_percentage) for one in known.variants] == [("a", 40), ("b", 60)]
    (one,) = known.experiments
    assert (one.name, one.state, one.conclusion) == ("Prices", "running", None)


def test_an_odd_number_of_people_is_no_number_and_costs_nothing_else() -> None:
    """It is shown and decides nothing."""
    row = {"count": 9, "users": "many", "last_seen": None}
    known = facts(
        flag("nav"), flag_usage={"as_of": NOW.isoformat(), "window_days": 7, "rows": {"nav": row}}
    )
    assert (known.calls.known, known.calls.count, known.calls.people) == (True, 9, None)


def test_calls_that_nobody_reports_are_unknown() -> None:
    """Neither in a project without any, nor where they could not be read."""
    empty: dict[str, Any] = {"as_of": NOW.isoformat(), "window_days": 7, "rows": {}}
    quiet = facts(flag("nav"), flag_usage=empty)
    assert (quiet.calls.known, quiet.calls.count) == (False, None)
    assert "local evaluation" in quiet.calls.why_unknown
    unread = facts(flag("nav"), blind={"flag_usage": "403"})
    assert (unread.calls.known, unread.calls.why_unknown) == (False, "403")


def test_a_key_without_a_row_was_not_called_in_a_project_with_calls() -> None:
    """There zero is a count."""
    others = {"other": {"count": 5, "last_seen": None}}
    usage = {"as_of": NOW.isoformat(), "window_days": 7, "rows": others}
    known = facts(flag("nav"), flag_usage=usage)
    assert (known.calls.known, known.calls.count) == (True, 0)


def test_presence_is_missing_only_if_the_list_is_complete() -> None:
    """Deleted, missing and unknown are three things."""
    other = flag("other", 2)
    assert facts(other).presence == "missing"
    assert facts(other, flag("nav", deleted=True)).presence == "deleted"
    assert facts().presence == "unknown"
    cut = Documents({"feature_flags": {"count": 9, "results": [other]}})
    result = conclude(assess(cut, SETTINGS, NOW), (), SETTINGS, NOW)
    known = flag_facts(cut, ["nav"], result, SETTINGS, NOW)["nav"]
    assert known.presence == "unknown"
    assert known.judged is not None
    assert known.judged.verdict == "inconclusive"


def test_a_blind_list_says_why() -> None:
    """The reason of the source is the reason of the key."""
    documents = Documents({}, blind={"feature_flags": "403: no access"})
    result = conclude(assess(documents, SETTINGS, NOW), (), SETTINGS, NOW)
    known = flag_facts(documents, ["nav"], result, SETTINGS, NOW)["nav"]
    assert (known.presence, known.why) == ("unknown", "403: no access")


def test_a_record_that_cannot_be_read_is_there_and_not_judged() -> None:
    """Two flags of one key, or a field of an odd type."""
    for known in (
        facts(flag("nav"), flag("nav", 2, active=False)),
        facts(flag("nav", active="yes")),
    ):
        assert (known.presence, known.serves) == ("present", "unknown")
        assert known.judged is not None
        assert known.judged.verdict == "inconclusive"
        assert known.judged.reason


def test_the_result_of_an_experiment_stands_beside_it() -> None:
    """Numbers as PostHog gave them, a few words, and what speaks against the value."""
    variants = [{"key": key, "rollout_percentage": 50} for key in ("control", "test")]
    shipped: list[dict[str, Any]] = [
        {"properties": [], "rollout_percentage": 100, "variant": "test"}
    ]
    filters: dict[str, Any] = {"groups": shipped, "multivariate": {"variants": variants}}
    experiment = {
        "id": 7,
        "feature_flag_key": "nav",
        "start_date": "2026-08-01T00:00:00Z",
        "end_date": "2026-10-01T00:00:00Z",
    }
    test = {"samples": 2000, "chance_to_win": 0.02, "significant": True}
    row = {"metric": "Paid", "baseline": "control", "variants": {"control": {}, "test": test}}
    known = facts(
        flag("nav", filters=filters),
        experiments={"count": 1, "results": [experiment]},
        experiment_results={"as_of": NOW.isoformat(), "rows": {"7": row}},
    )
    (one,) = known.experiments
    assert one.against == '"control" won'
    assert one.result is not None
    assert (one.result.known, one.result.metric) == (True, "Paid")
    assert one.result.summary == "test 2 % likely to win over control"
    assert one.result.variants[1].model_dump(exclude_none=True) == {
        "key": "test",
        "people": 2000,
        "chance_to_win": 0.02,
        "significant": True,
    }
