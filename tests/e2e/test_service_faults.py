"""Services that fail, slow down, or do what was asked and never say so: still one of each."""

from typing import Any

import pytest

from demo.emulators.credentials import FULL_NAME
from demo.emulators.faults import Fault
from tests.e2e.sights import Sights, assert_everything_once
from tests.e2e.stage import Stage

pytestmark = [pytest.mark.requires_server, pytest.mark.timeout(180)]

API = f"/repos/{FULL_NAME}"

REFUSING: list[dict[str, Any]] = [
    {"service": "git", "path": "*/info/refs", "kind": "status", "status": 503},
    {"service": "github", "method": "GET", "path": f"{API}/pulls", "kind": "status"},
    {"service": "github", "method": "POST", "path": f"{API}/git/trees", "kind": "status"},
    {"service": "github", "method": "POST", "path": f"{API}/git/commits", "kind": "429"},
    {"service": "github", "method": "POST", "path": f"{API}/git/refs", "kind": "403_secondary"},
    {"service": "github", "method": "POST", "path": f"{API}/pulls", "kind": "429"},
    {"service": "slack", "path": "/api/conversations.history", "kind": "status"},
    {"service": "slack", "path": "/api/chat.postMessage", "kind": "429"},
]
"""Nothing has happened when the answer comes; limits ask for one second."""

SILENT: list[dict[str, Any]] = [
    {"service": "github", "method": "POST", "path": f"{API}/git/refs", "kind": "half_body"},
    {"service": "github", "method": "POST", "path": f"{API}/pulls", "kind": "half_body"},
    {"service": "github", "method": "POST", "path": f"{API}/labels", "kind": "half_body"},
    {"service": "github", "method": "POST", "path": f"{API}/issues/*/labels", "kind": "half_body"},
    {"service": "github", "method": "GET", "path": f"{API}/pulls", "kind": "reset"},
    {"service": "slack", "path": "/api/chat.postMessage", "kind": "half_body"},
]
"""It has happened, and nobody was told: the connection broke half-way through the answer."""


@pytest.mark.parametrize(
    "faults",
    [
        pytest.param(REFUSING, id="refusing", marks=pytest.mark.xdist_group("e2e-refusing")),
        pytest.param(SILENT, id="silent", marks=pytest.mark.xdist_group("e2e-silent")),
    ],
)
def test_trouble_at_every_step_changes_nothing(
    faults: list[dict[str, Any]], stage: Stage, sights: Sights
) -> None:
    """Each step meets its trouble once, is tried again, and leaves one of each in the end."""
    for fault in faults:
        stage.emulators.order(Fault.model_validate(fault))
    throttled = {"kind": "429", "seconds": 1, "retry_after": False}
    stage.posthog("faults", {"route": "/api/projects/1/feature_flags/*", **throttled})
    stage.posthog("faults", {"route": "/api/projects/1/query/*", **throttled})
    stage.start()
    stage.scan()
    stage.digest()
    assert stage.posthog_faults() == []
    met = [each["fault"] for each in stage.emulators.requests() if each["fault"]]
    assert sorted(met) == sorted(fault["kind"] for fault in faults)
    assert_everything_once(sights)
