"""What a command leaves behind, and what every refusal has in common."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
SHOP = ROOT / "demo/shop/repository"
EVIDENCE = ROOT / "tests/scans/stale_flags/evidence"


@dataclass(frozen=True)
class Outcome:
    """What one command left behind."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document on stdout."""
        return json.loads(self.out)


Run = Callable[..., Outcome]


def refused(outcome: Outcome, status: int, *said: str) -> None:
    """Assert that the command ended with `status` and one complaint, and printed no answer."""
    assert outcome.status == status, outcome
    assert outcome.out == ""
    assert "Traceback" not in outcome.err
    complaints = [line for line in outcome.err.splitlines() if line.startswith("groundskeeper: ")]
    assert len(complaints) == 1
    for each in said:
        assert each in complaints[0]


@dataclass(frozen=True)
class PostHogServer:
    """The PostHog test server, and the door to its faults."""

    address: str
    control: httpx.Client

    def order(self, kind: str, route: str, **options: Any) -> None:
        """Order a fault; `times=None` keeps it until the end of the test."""
        body = {"kind": kind, "route": f"/api/projects/1/{route}", **options}
        self.control.post("/faults/", json=body).raise_for_status()
