"""The server as a process of its own."""

import json
import re
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from demo.posthog.keys import READ_KEY

pytestmark = pytest.mark.requires_server


@contextmanager
def _started(*arguments: str) -> Generator[httpx.Client]:
    command = [sys.executable, "-m", "demo.posthog", "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert found, f"not ready: {line!r}"
            headers = {"Authorization": f"Bearer {READ_KEY}"}
            with httpx.Client(base_url=found.group(), headers=headers) as client:
                yield client
        finally:
            process.terminate()
            process.wait(timeout=30)


def test_process_says_when_it_is_ready():
    """One line with the address, then it answers."""
    with _started("--story", "empty") as client:
        assert client.get("/healthz").text == "ok"
        assert client.get("/api/projects/1/feature_flags/").json()["count"] == 0
        assert client.post("/_control/reset").status_code == 501


def test_story_can_be_a_file(tmp_path: Path):
    """Partial flags and events as JSON; `--control` opens the door."""
    told = tmp_path / "story.json"
    event = {"event": "x", "distinct_id": "p", "timestamp": "2026-11-20T10:00:00Z"}
    told.write_text(json.dumps({"flags": [{"key": "only"}], "events": [event]}))
    arguments = ("--story", str(told), "--now", "2026-11-20T12:00:00+00:00", "--control")
    with _started(*arguments) as client:
        (flag,) = client.get("/api/projects/1/feature_flags/").json()["results"]
        assert flag["key"] == "only"
        (defined,) = client.get("/api/projects/1/event_definitions/").json()["results"]
        assert defined["last_seen_at"] == "2026-11-20T10:00:00.000000Z"
        assert client.get("/_control/requests").json()
