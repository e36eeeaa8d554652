"""The activities of a watched deploy, as a worker serves them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from temporalio.testing import ActivityEnvironment

from activities.deploy_watch import DeployWatchActivities, Marking
from activities.watch_payloads import (
    BeginWatch,
    DescribeIssues,
    LookAtDeploy,
    MarkDeploy,
    ReplayPast,
)
from activities.wiring import Project
from clients.capture import CaptureFile
from clients.errors import ClientError
from clients.posthog import Patience, PostHog
from demo.posthog.keys import READ_KEY
from demo.posthog.running import serving
from demo.posthog.server import create_app
from demo.posthog.story import Story, read_event
from scans.dead_events.settings import DeadEventSettings
from scans.deploy_watch.looks import WatchState
from scans.event_health.settings import EventHealthSettings
from scans.model import BlockedBy, Json
from scans.model.code import Deploy
from scans.stale_flags import StaleFlagSettings

pytestmark = pytest.mark.requires_server

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DEPLOY = Deploy(at=NOW - timedelta(minutes=10), sha="3f9c2ab51d7e", source="ci")


def story() -> Story:
    """A view every eight hours for forty days: too little to judge by, and enough to be counted."""
    views: list[Json] = [
        {
            "event": "$pageview",
            "distinct_id": f"v{hour}",
            "timestamp": (NOW - timedelta(hours=hour, minutes=5)).isoformat(),
            "properties": {"$session_id": f"s{hour}"},
        }
        for hour in range(0, 24 * 40, 8)
    ]
    return Story(NOW, events=[read_event(view, place) for place, view in enumerate(views)])


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Start a server with that story."""
    with serving(create_app(story, with_control=True)) as url:
        yield url


@pytest.fixture
def door(address: str, tmp_path: Path) -> DeployWatchActivities:
    """Return the door to one project."""
    patience = Patience(attempts=1, max_total_seconds=1)
    project = Project(
        name="shop",
        open_posthog=lambda: PostHog(address, 1, SecretStr(READ_KEY), patience=patience),
        stale_flags=StaleFlagSettings(),
        dead_events=DeadEventSettings(),
        event_health=EventHealthSettings(),
        repositories=(),
    )
    marking = Marking("preview", CaptureFile(tmp_path / "capture.jsonl"))
    return DeployWatchActivities({"shop": project}, marking)


async def test_every_question_of_a_watch_is_answered_at_the_door(
    door: DeployWatchActivities,
) -> None:
    """What is normal, a look, its description and a mark, each by itself."""
    served = ActivityEnvironment()
    begun = await served.run(door.begin_watch, BeginWatch(project="shop", deploy=DEPLOY))
    assert begun.baseline is not None
    assert begun.baseline.hours >= 27 * 24
    order = LookAtDeploy(
        project="shop", deploy=DEPLOY, baseline=begun.baseline, state=WatchState(), at=NOW
    )
    look = await served.run(door.look_at_deploy, order)
    assert "sessions since the deploy" in look.refused
    assert look.minute == 9
    described = await served.run(
        door.describe_issues, DescribeIssues(project="shop", deploy=DEPLOY, look=look)
    )
    assert described.issues == ()
    marked = await served.run(door.mark_deploy, MarkDeploy(project="shop", deploy=DEPLOY))
    assert marked.blocked_by is BlockedBy.PREVIEW


async def test_the_past_is_replayed_at_the_door(door: DeployWatchActivities) -> None:
    """With so little traffic no slot could be judged, and alerts stay off."""
    report = await ActivityEnvironment().run(
        door.replay_past, ReplayPast(project="shop", at=NOW, days=7)
    )
    assert report.project == "shop"
    assert report.tau_scale is None


async def test_what_posthog_refuses_is_raised_to_temporal(address: str, tmp_path: Path) -> None:
    """The interceptor of every worker says what an error means; the door hides none."""
    project = Project(
        name="shop",
        open_posthog=lambda: PostHog(address, 1, SecretStr("phx_nobody")),
        stale_flags=StaleFlagSettings(),
        dead_events=DeadEventSettings(),
        event_health=EventHealthSettings(),
        repositories=(),
    )
    capture = CaptureFile(tmp_path / "capture.jsonl")
    door = DeployWatchActivities({"shop": project}, Marking("off", capture))
    with pytest.raises(ClientError):
        await ActivityEnvironment().run(door.begin_watch, BeginWatch(project="shop", deploy=DEPLOY))
