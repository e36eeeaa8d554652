"""Our own events: nothing at all while they are off, one typed event while they are on."""

import threading
from collections.abc import Generator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from clients.usage_events import UsageEvents
from demo.posthog.keys import PROJECT_TOKEN
from demo.posthog.running import serving
from demo.posthog.server import create_app
from demo.posthog.story import empty
from scans.model.usage_event import ScanFinished

EVENT = ScanFinished(
    run_id="run-1",
    scan="stale_flags",
    findings=3,
    abstained=1,
    blind=0,
    actions=2,
    posthog_requests=8,
    seconds=1.5,
)


@pytest.fixture
def posthog() -> Generator[str]:
    """A PostHog project that receives events."""
    now = datetime(2026, 11, 20, tzinfo=UTC)
    with serving(create_app(lambda: empty(now), with_control=True)) as url:
        yield url


def captured(url: str) -> list[dict[str, Any]]:
    """What the project has received."""
    return httpx.get(f"{url}/_control/captured", trust_env=False).raise_for_status().json()


@pytest.mark.parametrize(
    ("enabled", "key"), [(False, SecretStr(PROJECT_TOKEN)), (True, None), (False, None)]
)
def test_off_means_no_client_and_no_call(
    posthog: str, enabled: bool, key: SecretStr | None
) -> None:
    """Unless both are given, no SDK is built: no thread of its own, no request."""
    threads = threading.active_count()
    events = UsageEvents(enabled=enabled, host=posthog, api_key=key)
    assert events.scan_finished(EVENT) is False
    assert threading.active_count() == threads
    events.close()
    assert captured(posthog) == []


def test_on_sends_counts_and_nothing_else(posthog: str) -> None:
    """The event carries the model's fields; the SDK adds only what it says about itself."""
    events = UsageEvents(enabled=True, host=posthog, api_key=SecretStr(PROJECT_TOKEN))
    assert events.scan_finished(EVENT) is True
    events.close()
    [event] = captured(posthog)
    properties: dict[str, Any] = event["properties"]
    assert event["event"] == "groundskeeper scan finished"
    ours = {name: value for name, value in properties.items() if not name.startswith("$")}
    assert ours == EVENT.model_dump(mode="json")


def test_a_dead_receiver_costs_nothing() -> None:
    """Nobody listening is neither an exception nor a wait for whoever finished a scan."""
    events = UsageEvents(enabled=True, host="http://127.0.0.1:9", api_key=SecretStr(PROJECT_TOKEN))
    assert events.scan_finished(EVENT) is True
    events.close()
