"""What never comes through the door."""

from typing import Any

import pytest

from clients.posthog.redaction import redacted, redacted_activity


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (
            {"payloads": {"true": '{"a": 1}', "b": None}},
            {"payloads": {"true": "<removed>", "b": None}},
        ),
        ({"payloads": {}}, {"payloads": {}}),
        ({"payloads": None}, {"payloads": None}),
        ({"payloads": ["secret"]}, {"payloads": "<removed>"}),
        ({"payload": {"button": {"deep": "secret"}}}, {"payload": {"button": "<removed>"}}),
        ({"payload": "secret"}, {"payload": "<removed>"}),
        ({"payload": None}, {"payload": None}),
        (
            [{"feature_flag": {"filters": {"payloads": {"true": 1}}}}],
            [{"feature_flag": {"filters": {"payloads": {"true": "<removed>"}}}}],
        ),
    ],
)
def test_a_payload_leaves_only_whether_it_was_there(value: Any, kept: Any) -> None:
    """A personal key reads encrypted payloads in clear text: no value survives, at any depth."""
    assert redacted(value) == kept


@pytest.mark.parametrize("place", ["created_by", "last_modified_by", "anything"])
def test_of_a_person_the_id_and_first_name_remain(place: str) -> None:
    """Evidence is passed around; addresses of people are not."""
    ann = {"id": 7, "uuid": "0190", "first_name": "Ann", "last_name": "Lee", "email": "a@b.example"}
    assert redacted({place: ann}) == {place: {"id": 7, "first_name": "Ann"}}


def test_what_is_no_payload_and_no_person_stays_as_it_is() -> None:
    """Conditions, variants and dates are what a verdict is made of."""
    flag = {
        "key": "k",
        "created_by": None,
        "filters": {
            "groups": [{"properties": [{"key": "email", "value": ["@x"]}], "variant": None}]
        },
    }
    assert redacted(flag) == flag


def test_redaction_is_idempotent() -> None:
    """A folder that was pulled reads back the same."""
    once = redacted({"payloads": {"a": 1, "b": None}, "created_by": {"id": 1, "email": "x"}})
    assert redacted(once) == once


def change(field: str) -> dict[str, Any]:
    """Return one change of a flag."""
    return {"type": "FeatureFlag", "action": "changed", "field": field, "before": 1, "after": 2}


def item(activity: str, *fields: str) -> dict[str, Any]:
    """Return one entry of the activity log."""
    return {
        "id": "a",
        "activity": activity,
        "scope": "FeatureFlag",
        "item_id": "9",
        "created_at": "2026-04-02T10:00:00Z",
        "user": {"first_name": "Ann", "email": "ann@shop.example"},
        "detail": {"name": "k", "short_id": None, "changes": [change(each) for each in fields]},
    }


def test_the_log_keeps_every_entry_with_the_names_of_its_fields() -> None:
    """An edit of a tag explains why a flag was written, though it changed nothing it serves."""
    kept = redacted_activity(item("updated", "tags", "name"))
    assert kept["user"] == {"first_name": "Ann"}
    assert kept["detail"] == {
        "name": "k",
        "changes": [
            {"type": "FeatureFlag", "action": "changed", "field": "tags"},
            {"type": "FeatureFlag", "action": "changed", "field": "name"},
        ],
    }


@pytest.mark.parametrize("field", ["active", "archived", "deleted", "filters"])
def test_the_log_keeps_values_of_what_decides_what_a_flag_serves(field: str) -> None:
    """They tell what a flag served at any past day."""
    assert redacted_activity(item("updated", field))["detail"]["changes"] == [change(field)]


def test_payloads_before_and_after_a_change_are_dropped() -> None:
    """Conditions of the past hold the same secrets as those of now, as JSON or as text."""
    entry = item("updated", "filters")
    entry["detail"]["changes"][0] |= {
        "before": {"groups": [], "payloads": {"true": "secret"}},
        "after": '{"payloads": {"true": "secret"}}',
    }
    kept = redacted_activity(entry)["detail"]["changes"][0]
    assert kept["before"] == {"groups": [], "payloads": {"true": "<removed>"}}
    assert kept["after"] == "<removed>"
    assert redacted_activity(redacted_activity(entry)) == redacted_activity(entry)


@pytest.mark.parametrize(
    ("activity", "changes", "detail"),
    [
        ("created", None, {"name": "k", "changes": []}),
        ("updated", None, None),
        ("updated", "odd", None),
        ("created", "odd", None),
    ],
)
def test_only_what_needs_no_change_may_be_silent_about_it(
    activity: str, changes: Any, detail: Any
) -> None:
    """An update that does not tell may have been any change, so nothing stands for its detail."""
    entry = item(activity)
    entry["detail"]["changes"] = changes
    assert redacted_activity(entry)["detail"] == detail


def test_an_entry_without_detail_is_kept() -> None:
    """That something happened is known all the same."""
    untold = item("updated") | {"detail": None, "user": None}
    assert redacted_activity(untold) == untold
