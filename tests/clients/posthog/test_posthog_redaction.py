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


def test_the_log_keeps_what_may_change_what_a_flag_serves() -> None:
    """Edits of tags and descriptions go; creation and changes of conditions stay."""
    log = [item("updated", "tags", "name"), item("updated", "filters"), item("created")]
    assert [each["activity"] for each in redacted_activity(log)] == ["updated", "created"]


def test_the_log_keeps_values_of_active_only() -> None:
    """Conditions before and after may hold anything, and their date is all that is asked for."""
    kept = redacted_activity([item("updated", "filters", "active")])[0]
    assert kept["user"] == {"first_name": "Ann"}
    assert kept["detail"] == {
        "name": "k",
        "changes": [
            {"type": "FeatureFlag", "action": "changed", "field": "filters"},
            change("active"),
        ],
    }


def test_an_update_that_does_not_tell_is_kept() -> None:
    """It may have been any change, so it counts as one."""
    untold = item("updated") | {"detail": None, "user": None}
    assert redacted_activity([untold]) == [untold]
