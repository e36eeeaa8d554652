"""What holds for every flag, not only for those somebody thought of."""

import random
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from scans.model import Documents, RepositoryCode
from scans.stale_flags import FlagAssessment, assess, conclude, reconcile
from tests.scans.stale_flags.material import (
    NOW,
    SETTINGS,
    ago,
    candidate,
    committed_code,
    evidence_folder,
    flag,
    folder,
    judge_all,
    listing,
    repository,
    site,
    usage,
)

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=8)
    | st.sampled_from(
        ["2026-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "true", "flag", "\ud800"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)

FLAG_FIELDS = [
    *("id", "key", "filters", "active", "archived", "deleted", "created_at", "updated_at"),
    *("last_called_at", "tags", "experiment_set", "experiment_set_metadata", "surveys"),
    *("features", "evaluation_runtime", "evaluation_contexts", "bucketing_identifier"),
    *("is_remote_configuration", "has_encrypted_payloads", "is_used_in_replay_settings"),
]
FILTER_FIELDS = [
    *("version", "groups", "multivariate", "payloads", "aggregation_group_type_index"),
    *("super_groups", "holdout_groups", "holdout", "feature_enrollment", "early_exit", "other"),
]

broken_filters = st.dictionaries(st.sampled_from(FILTER_FIELDS), JSON)
broken_flags = st.dictionaries(st.sampled_from(FLAG_FIELDS), JSON).map(lambda odd: flag() | odd)
listings = st.lists(JSON, max_size=3).map(lambda items: {"results": items}) | JSON


def shaped(
    always: dict[str, SearchStrategy[Any]], sometimes: dict[str, SearchStrategy[Any]] | None = None
) -> SearchStrategy[dict[str, Any]]:
    """Return objects with these members, and some of those."""
    return st.fixed_dictionaries(always, optional=sometimes or {})


shares = st.sampled_from([None, 0, 12.5, 40, 100])
groups = st.lists(
    shaped(
        {"properties": st.sampled_from([None, [], [{"key": "plan", "type": "person"}]])},
        {
            "rollout_percentage": shares,
            "variant": st.sampled_from([None, "a", "b", "gone"]),
            "aggregation_group_type_index": st.sampled_from([None, 0]),
        },
    ),
    max_size=3,
)
variants = st.lists(
    shaped({"key": st.sampled_from("ab"), "rollout_percentage": shares}), max_size=2
)
filters = shaped(
    {"groups": groups},
    {
        "multivariate": st.none() | shaped({"variants": variants}),
        "payloads": st.sampled_from([None, {}, {"true": None}, {"true": "1"}]),
        "holdout": st.sampled_from([None, {"id": 1}]),
        "feature_enrollment": st.sampled_from([None, False, True]),
    },
)


def _as_flag(fields: dict[str, Any]) -> dict[str, Any]:
    return flag() | fields


flags = shaped(
    {"filters": filters, "active": st.booleans(), "created_at": st.integers(0, 200).map(ago)},
    {
        "updated_at": st.none() | st.integers(0, 60).map(ago),
        "last_called_at": st.none() | st.integers(0, 60).map(ago),
        "archived": st.booleans(),
        "tags": st.lists(st.sampled_from(["ops", "keep", "x"]), max_size=2),
        "features": st.sampled_from([None, [], [{"id": "1"}]]),
        "surveys": st.sampled_from([None, [], {}, {"id": "1"}]),
        "is_used_in_replay_settings": st.booleans(),
        "is_remote_configuration": st.sampled_from([None, False, True]),
        "has_encrypted_payloads": st.sampled_from([None, False, True]),
        "bucketing_identifier": st.sampled_from([None, "", "distinct_id", "device_id"]),
        "evaluation_runtime": st.sampled_from([None, "", "all", "server"]),
    },
).map(_as_flag)


def findings(documents: Documents, code: list[RepositoryCode] | None = None) -> str:
    """Return the conclusion as the bytes that others see."""
    searched = [repository(site())] if code is None else code
    return conclude(judge_all(documents), searched, SETTINGS, NOW).model_dump_json()


@given(flags, st.integers(0, 400))
def test_waiting_never_makes_a_decided_flag_active_again(item: dict[str, Any], days: int) -> None:
    """With nothing else changed, a verdict from the configuration stays as time passes."""
    documents = folder(item)
    later = judge_all(documents, NOW + timedelta(days=days))
    for found in judge_all(documents).candidates:
        if found.verdict in {"fully_rolled_out", "fully_off", "disabled"}:
            assert [one.verdict for one in later.candidates] == [found.verdict]


@given(flags)
def test_safe_means_that_nothing_stands_in_the_way(item: dict[str, Any]) -> None:
    """A flag is safe only with a fixed value and without a single obstacle or caution."""
    for found in conclude(judge_all(folder(item)), [repository(site())], SETTINGS, NOW).findings:
        if found.readiness == "safe":
            payloads: dict[str, Any] = item["filters"].get("payloads") or {}
            assert found.fixed_value is not None
            assert not any(payloads.values())
            assert not item.get("features")
            assert not item.get("surveys")
            assert not item.get("is_used_in_replay_settings")
            assert not item.get("is_remote_configuration")
            assert not item.get("has_encrypted_payloads")
            assert item.get("bucketing_identifier") != "device_id"
            assert item.get("evaluation_runtime") != "server"
            assert not item["filters"].get("holdout")
        else:
            assert found.readiness_reasons
            assert found.suggested_action != "open_cleanup_pr"


@given(
    flags,
    st.lists(st.sampled_from(["a", "b"]), max_size=2),
    st.text(max_size=5),
    st.integers(0, 99),
)
def test_edits_that_mean_nothing_leave_the_fingerprint(
    item: dict[str, Any], tags: list[str], name: str, version: int
) -> None:
    """Tags, description, the row's version, dates and the values of payloads do not matter."""
    item = item | {"tags": []}
    edited = item | {"tags": tags, "name": name, "version": version, "last_called_at": ago(0)}
    payloads: dict[str, Any] = item["filters"].get("payloads") or {}
    changed = {key: "another" if value is not None else None for key, value in payloads.items()}
    edited["filters"] = item["filters"] | {"payloads": changed, "super_groups": None}
    for before in judge_all(folder(item)).candidates:
        for after in judge_all(folder(edited)).candidates:
            assert (before.fingerprint == after.fingerprint) == (before.verdict == after.verdict)


@given(flags, groups)
def test_edits_of_the_conditions_change_the_fingerprint(
    item: dict[str, Any], other: list[dict[str, Any]]
) -> None:
    """A closed pull request comes back only if what it was about has changed."""
    same = [_without_nulls(one) for one in item["filters"]["groups"]] == [
        _without_nulls(one) for one in other
    ]
    edited = item | {"filters": item["filters"] | {"groups": other}}
    for before in judge_all(folder(item)).candidates:
        for after in judge_all(folder(edited)).candidates:
            assert (before.fingerprint == after.fingerprint) == same


def _without_nulls(group: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in group.items() if value is not None}


def test_payloads_that_appear_change_the_fingerprint() -> None:
    """Whether there is a payload is part of what a flag serves."""
    plain = candidate(folder(flag()))
    carrying = candidate(folder(flag(filters=flag()["filters"] | {"payloads": {"true": "1"}})))
    assert plain.fingerprint != carrying.fingerprint


@settings(max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_same_evidence_gives_the_same_bytes(shuffling: random.Random) -> None:
    """The order in which PostHog and the repositories answer does not matter."""
    whole = evidence_folder()
    mixed = {name: dict(document) for name, document in whole.documents.items()}
    for document in mixed.values():
        if "results" in document:
            document["results"] = shuffling.sample(document["results"], len(document["results"]))
        else:
            rows = list(document["rows"].items())
            document["rows"] = dict(shuffling.sample(rows, len(rows)))
    (code,) = committed_code()
    sites = tuple(shuffling.sample(code.sites, len(code.sites)))
    shuffled = [code.model_copy(update={"sites": sites})]
    again = Documents(mixed, complete_by_declaration=True)
    assert findings(again, shuffled) == findings(whole, [code])


@given(st.lists(broken_flags, max_size=3), listings, listings, listings, JSON, st.booleans())
def test_garbage_never_raises(
    items: list[dict[str, Any]], one: Any, two: Any, three: Any, rows: Any, declared: bool
) -> None:
    """Whatever arrives is an answer, an abstention or a blind source, and can be passed on."""
    documents: dict[str, Any] = {
        "feature_flags": listing(*items),
        "experiments": one,
        "activity_log": two,
        "scheduled_changes": three,
        "early_access_features": one,
        "surveys": two,
        "flag_usage": {"rows": rows},
    }
    assessment = judge_all(Documents(documents, complete_by_declaration=declared))
    assert FlagAssessment.model_validate_json(assessment.model_dump_json()) == assessment
    conclude(reconcile([assessment, assessment]), committed_code(), SETTINGS, NOW)


@given(broken_filters)
def test_odd_filters_never_raise(odd: dict[str, Any]) -> None:
    """Filters of any shape are judged or abstained from."""
    assessment = judge_all(folder(flag(filters=odd)))
    assert assessment.subjects == 1
    assert FlagAssessment.model_validate_json(assessment.model_dump_json()) == assessment


def test_filters_nested_without_end_are_not_walked() -> None:
    """Depth is an attack on whoever recurses; such a flag is not judged."""
    deep: list[Any] = []
    for _ in range(900):
        deep = [deep]
    assessment = judge_all(folder(flag(filters={"groups": [], "other": deep})))
    assert [one.subject for one in assessment.abstained] == ["new-nav"]


def test_an_assessment_survives_the_way_through_json() -> None:
    """Both halves are joined by a document: a variant named `true` stays a text there."""
    assessment = assess(evidence_folder(), SETTINGS, NOW)
    again = FlagAssessment.model_validate_json(assessment.model_dump_json())
    assert again == assessment
    values = {one.key: one.fixed_value for one in again.candidates}
    assert values["variant-named-true"] == "true"
    assert values["never-changed"] is True


def test_usage_of_other_flags_does_not_matter() -> None:
    """A flag is judged by its own calls."""
    busy = usage(other={"count": 10, "last_seen": ago(0), "responses": {"false": 10}})
    assert candidate(folder(flag(), flag_usage=busy)) == candidate(folder(flag()))
