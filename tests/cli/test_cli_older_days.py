"""An event that fell silent long ago, on the command line: live, pulled, and from the folder."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import PostHogServer, Run

pytestmark = pytest.mark.requires_server

CODE = "import posthog from 'posthog-js'\nposthog.capture('voucher_printed')\n"


@pytest.fixture
def project(posthog: PostHogServer) -> Iterator[PostHogServer]:
    """Return the pretend company, which had vouchers every day until 400 days ago."""
    now = datetime.now(UTC)
    vouchers = [
        {"event": "voucher_printed", "distinct_id": "ann", "timestamp": at.isoformat()}
        for at in (now - timedelta(days=day) for day in range(400, 520))
    ]
    posthog.control.post("/events/", json={"add": vouchers}).raise_for_status()
    yield posthog
    posthog.control.post("/reset/", timeout=60).raise_for_status()


def test_what_fell_silent_long_ago_is_found_and_found_again_in_a_folder(
    run: Run,
    project: PostHogServer,
    settings_file: Callable[..., Path],
    checkout: Callable[[Mapping[str, str | bytes]], Path],
    tmp_path: Path,
) -> None:
    """`evidence pull` keeps its days, and `scan --evidence` gives the verdict of the live scan."""
    code, file = checkout({"src/a.ts": CODE}), settings_file(project.address)
    live = vouchers(run("scan", code, "--config", file, "--only", "dead_events", "--json").document)
    assert live["verdict"] == "stopped"
    assert "of silence" in live["reason"]
    pulled = run("evidence", "pull", "kept", "--checkout", code, "--config", file)
    assert pulled.status == 0
    kept = json.loads((tmp_path / "kept/older_event_usage.json").read_text())
    assert kept["rows"].keys() == {"voucher_printed"}
    again = vouchers(
        run("scan", code, "--evidence", "kept", "--only", "dead_events", "--json").document
    )
    for each in (live, again):
        each["evidence"] = [(one["name"], one["value"], one["source"]) for one in each["evidence"]]
    assert again == live


def vouchers(document: dict[str, Any]) -> dict[str, Any]:
    """Return the finding about the event."""
    (found,) = (each for each in document["findings"] if each["subject"] == "voucher_printed")
    return found
