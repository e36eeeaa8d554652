"""A project with the hourly limit of old: a scheduled scan waits as it is told to, and finishes."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest
from pydantic import SecretStr
from temporalio.testing import ActivityEnvironment

from activities.failures import translate
from activities.payloads import AssessHealth, HealthAssessed
from activities.posthog import PostHogActivities
from activities.wiring import Project
from clients.errors import RateLimited
from clients.posthog import PostHog
from demo.posthog.keys import READ_KEY
from demo.posthog.running import serving
from demo.posthog.server import create_app
from demo.posthog.story import hazelnut
from scans.dead_events.settings import DeadEventSettings
from scans.event_health.settings import EventHealthSettings
from scans.model import ScanRequest
from scans.stale_flags import StaleFlagSettings

pytestmark = pytest.mark.requires_server

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
AN_HOUR = 120
"""Queries that such a project may send."""
ANSWERED = {"query": {"kind": "HogQLQuery", "query": "SELECT 1 LIMIT 1"}}


@pytest.fixture
def address() -> Iterator[str]:
    """Serve the pretend company under the limit of old."""
    with serving(create_app(lambda: hazelnut(NOW), with_control=True)) as address:
        modes = {"throttle": "legacy", "queries_per_hour": AN_HOUR}
        httpx.post(f"{address}/_control/modes/", json=modes, trust_env=False).raise_for_status()
        yield address


def others_send(address: str, queries: int) -> None:
    """Let people of the project use up so many queries of this hour."""
    headers = {"Authorization": f"Bearer {READ_KEY}"}
    with httpx.Client(base_url=address, headers=headers, trust_env=False) as client:
        for _ in range(queries):
            client.post("/api/projects/1/query/", json=ANSWERED).raise_for_status()


def let_pass(address: str, seconds: float) -> None:
    """Let so much time pass for the rate limits, and for nothing else."""
    order = {"seconds": seconds}
    httpx.post(f"{address}/_control/wait/", json=order, trust_env=False).raise_for_status()


async def finished(address: str) -> tuple[HealthAssessed, list[float]]:
    """Run the activity as Temporal does, and let its waits pass at once; return them too."""
    project = Project(
        name="shop",
        open_posthog=lambda: PostHog(address, 1, SecretStr(READ_KEY)),
        stale_flags=StaleFlagSettings(),
        dead_events=DeadEventSettings(),
        event_health=EventHealthSettings(),
        repositories=(),
    )
    activities, waits = PostHogActivities({"shop": project}), list[float]()
    facts = AssessHealth(request=ScanRequest(project="shop"), at=NOW, merged=())
    while len(waits) < 10:
        try:
            return await ActivityEnvironment().run(activities.assess_health, facts), waits
        except RateLimited as error:
            failure = translate(error)
            assert failure.next_retry_delay is not None
            assert not failure.non_retryable
            waits.append(failure.next_retry_delay.total_seconds())
        await asyncio.to_thread(let_pass, address, waits[-1])
    raise AssertionError(f"never finished: {waits}")


async def test_a_fresh_hour_has_room_for_a_scan(address: str) -> None:
    """The scan that asks the most queries waits for nothing."""
    assessed, waits = await finished(address)
    assert waits == []
    assert assessed.assessment.candidates


async def test_a_scan_waits_for_an_hour_that_others_have_used(address: str) -> None:
    """Its process is free meanwhile, and what it finds in the end is what it finds without."""
    free, _ = await finished(address)
    # With what the first scan has sent, less is left than the second one needs.
    others_send(address, AN_HOUR - free.assessment.requests - 1)
    assessed, waits = await finished(address)
    assert waits
    assert all(0 < wait <= 3600 for wait in waits)
    assert assessed.assessment.blind == free.assessment.blind == ()
    assert assessed.assessment.candidates == free.assessment.candidates
