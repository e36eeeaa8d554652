"""No answer leaves that the contract does not allow."""

import logging
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from demo.posthog import guard

FLAG: dict[str, Any] = {
    "id": 1,
    "key": "k",
    "filters": None,
    "active": True,
    "deleted": False,
    "created_at": "2026-11-20T10:00:00Z",
}


def test_guard_accepts_the_least_a_flag_may_be():
    """An old server's item, and release conditions that are missing."""
    guard.check("feature-flag", FLAG)


@pytest.mark.parametrize(
    ("field", "value"), [("id", "1"), ("active", None), ("created_at", "yesterday")]
)
def test_guard_refuses_a_wrong_field(field: str, value: Any):
    """The complaint names the schema and the place."""
    with pytest.raises(guard.ContractViolation, match=f"feature-flag: {field}"):
        guard.check("feature-flag", FLAG | {field: value})


def test_guard_follows_references_between_schemas():
    """A list is checked down to the items, which live in a file of their own."""
    page = {"count": 1, "next": None, "previous": None, "results": [FLAG | {"key": 3}]}
    with pytest.raises(guard.ContractViolation, match="results/0/key"):
        guard.check("feature-flag-list", page)


@pytest.mark.requires_server
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "feature_flags/", None),
        ("GET", "experiments/", None),
        ("GET", "scheduled_changes/", None),
        ("GET", "event_definitions/", None),
        ("GET", "activity_log/?scope=FeatureFlag", None),
        ("POST", "query/", {"query": {"kind": "HogQLQuery", "query": "SELECT 1"}}),
    ],
)
def test_breach_becomes_an_error_only_this_server_sends(
    playground: httpx.Client,
    order: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
    method: str,
    path: str,
    body: Any,
):
    """The guard is on the way out of every resource, and what it stops is logged."""
    order("breach", "/api/projects/1/*")
    with caplog.at_level(logging.ERROR, logger="demo.posthog"):
        answer = playground.request(method, f"/api/projects/1/{path}", json=body)
    assert answer.status_code == 500
    assert answer.json()["code"] == "test_server_contract_violation"
    assert "contract violation" in caplog.text


@pytest.mark.requires_server
def test_object_outside_the_contract_cannot_be_smuggled_in(playground: httpx.Client):
    """A test that puts in an impossible experiment hears of it."""
    playground.post("/_control/experiments", json={"add": [{"id": "five"}]}).raise_for_status()
    answer = playground.get("/api/projects/1/experiments/")
    assert answer.json()["code"] == "test_server_contract_violation"
