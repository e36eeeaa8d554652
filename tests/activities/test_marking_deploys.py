"""A deploy is marked in PostHog's charts once: when it is on, and with the key that may write."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from activities.deploy_watch import Marking, mark
from activities.watch_payloads import Marked
from activities.wiring import OpenPostHog, Project
from clients.capture import CaptureFile
from clients.errors import ScopeMissing, ServerFailed
from clients.posthog import Patience, PostHog
from demo.posthog.keys import READ_KEY
from demo.posthog.running import serving
from demo.posthog.server import create_app
from demo.posthog.story import Story
from scans.dead_events.settings import DeadEventSettings
from scans.event_health.settings import EventHealthSettings
from scans.model import BlockedBy
from scans.model.action import OutputMode
from scans.model.code import Deploy
from scans.stale_flags import StaleFlagSettings

pytestmark = pytest.mark.requires_server

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SHA = "3f9c2ab51d7e4c0f9b8a6d2e1c3f5a7b9d0e2f41"
DEPLOY = Deploy(at=NOW, sha=SHA, environment="production", source="ci")
WRITE_KEY = "phx_may_write"
HURRIED = Patience(attempts=1, max_total_seconds=1)


@pytest.fixture(scope="module")
def running() -> Iterator[httpx.Client]:
    """Start a server; yield its control door."""
    with (
        serving(create_app(lambda: Story(NOW), with_control=True)) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=60) as client,
    ):
        yield client


@pytest.fixture
def server(running: httpx.Client) -> httpx.Client:
    """Return the control door of an empty project with a key that may write."""
    running.post("/_control/reset/").raise_for_status()
    running.delete("/_control/faults/").raise_for_status()
    key = {"key": WRITE_KEY, "scopes": ["annotation:read", "annotation:write"]}
    running.post("/_control/keys/", json=key).raise_for_status()
    return running


def opening(server: httpx.Client, key: str) -> OpenPostHog:
    """Return what opens the project with a key."""
    return lambda: PostHog(str(server.base_url), 1, SecretStr(key), patience=HURRIED)


def marked(server: httpx.Client, folder: Path, mode: OutputMode, deploy: Deploy = DEPLOY) -> Marked:
    """Mark the deploy in a mode."""
    project = Project(
        name="shop",
        open_posthog=opening(server, READ_KEY),
        stale_flags=StaleFlagSettings(),
        dead_events=DeadEventSettings(),
        event_health=EventHealthSettings(),
        repositories=(),
    )
    writers = {"shop": opening(server, WRITE_KEY)} if mode == "on" else {}
    marking = Marking(mode, CaptureFile(folder / "capture.jsonl"), writers)
    return asyncio.run(mark(project, deploy, marking, NOW))


def annotations(server: httpx.Client) -> list[str]:
    """Return the texts of all annotations."""
    answer = server.get(
        "/api/projects/1/annotations/", headers={"Authorization": f"Bearer {READ_KEY}"}
    )
    return [each["content"] for each in answer.raise_for_status().json()["results"]]


def test_a_deploy_is_marked_once_however_often_it_is_asked(
    server: httpx.Client, tmp_path: Path
) -> None:
    """A second try finds the mark of the first."""
    first, second = (marked(server, tmp_path, "on") for _ in range(2))
    assert first == Marked()
    assert second.blocked_by is None
    assert "already" in second.detail
    assert annotations(server) == ["deploy 3f9c2ab production"]


def test_a_preview_writes_down_what_would_be_sent_and_sends_nothing(
    server: httpx.Client, tmp_path: Path
) -> None:
    """Once, and exactly as it would be sent."""
    for _ in range(2):
        assert marked(server, tmp_path, "preview").blocked_by is BlockedBy.PREVIEW
    (record,) = CaptureFile(tmp_path / "capture.jsonl").read().records
    assert (record.output, record.operation, record.target) == (
        "posthog_writes",
        "annotate",
        "shop",
    )
    assert record.payload["creation_type"] == "GIT"
    assert annotations(server) == []


def test_nothing_is_asked_where_marks_are_off_or_no_commit_is_known(
    server: httpx.Client, tmp_path: Path
) -> None:
    """Off is off, and a mark without a commit tells nobody anything."""
    server.delete("/_control/requests/").raise_for_status()
    assert marked(server, tmp_path, "off").blocked_by is BlockedBy.OUTPUT_OFF
    nameless = DEPLOY.model_copy(update={"sha": ""})
    assert marked(server, tmp_path, "on", nameless).blocked_by is BlockedBy.BLIND
    assert server.get("/_control/requests/").json() == []


def test_a_mark_that_may_not_be_set_is_refused_with_the_reason(
    server: httpx.Client, tmp_path: Path
) -> None:
    """A key without the scope is a matter of whoever runs this worker."""
    narrow = {"key": WRITE_KEY, "scopes": ["annotation:read"]}
    server.post("/_control/keys/", json=narrow).raise_for_status()
    with pytest.raises(ScopeMissing):
        marked(server, tmp_path, "on")


def test_a_mark_whose_answer_was_lost_is_not_sent_twice_by_itself(
    server: httpx.Client, tmp_path: Path
) -> None:
    """The activity is tried again instead, and looks first."""
    fault = {"route": "/api/projects/1/annotations/", "kind": "status", "method": "POST"}
    server.post("/_control/faults/", json=fault).raise_for_status()
    with pytest.raises(ServerFailed):
        marked(server, tmp_path, "on")
    assert marked(server, tmp_path, "on") == Marked()
    assert annotations(server) == ["deploy 3f9c2ab production"]
