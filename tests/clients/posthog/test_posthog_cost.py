"""What a run costs, counted where the requests arrive."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from clients.posthog import (
    PostHog,
    read_documents,
)
from scans.evidence.event_usage import EVENT_USAGE
from scans.evidence.readers import READER_SOURCES
from scans.model import Documents, Questions
from scans.stale_flags.sources import SOURCES as FLAG_SOURCES

pytestmark = pytest.mark.requires_server

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
KEY = SecretStr("phx_demo_hazelnut")


def iso(days: float) -> str:
    """Return the time so many days ago."""
    return (NOW - timedelta(days=days)).isoformat().replace("+00:00", "Z")


def entry(number: int, flag: int) -> dict[str, Any]:
    """Return one edit of a flag in the activity log."""
    return {
        "id": f"00000000-0000-4000-8000-{number:012d}",
        "user": None,
        "activity": "updated",
        "scope": "FeatureFlag",
        "item_id": str(flag),
        "detail": {
            "id": None,
            "name": f"flag-{flag}",
            "short_id": None,
            "type": None,
            "changes": [
                {
                    "type": "FeatureFlag",
                    "action": "changed",
                    "field": "filters",
                    "before": {"groups": [], "payloads": {"true": "secret"}},
                    "after": {"groups": [{"properties": [], "rollout_percentage": 100}]},
                }
            ],
        },
        "created_at": iso(number / 10 + 1),
        "is_system": True,
    }


@pytest.fixture
def project_of(
    changed: Callable[[str, Any], Any], control: httpx.Client
) -> Callable[[int, int, int], None]:
    """Return a function that fills the project with flags, events and entries of the log."""

    def fill(flags: int, events: int, entries: int) -> None:
        numbered = [{"id": number, "key": f"flag-{number}"} for number in range(1, flags + 1)]
        changed("flags", {"replace": numbered})
        changed("activity", {"replace": [entry(n, n % flags + 1) for n in range(entries)]})
        happened = [
            {"event": f"event_{n}", "distinct_id": "ann", "timestamp": iso(n % 60 + 1)}
            for n in range(events)
        ]
        changed("events", {"replace": happened})
        control.delete("/requests/").raise_for_status()

    return fill


async def run_of_all_scans(server: str, coverage: tuple[str, ...]) -> Documents:
    """Read what the three scans read in the worst case: each source once."""
    async with PostHog(server, 1, KEY) as posthog:
        read = Documents({})
        for wanted, questions in (
            (FLAG_SOURCES, Questions()),
            ((EVENT_USAGE,), Questions()),
            (("property_usage",), Questions(coverage=coverage)),
            (READER_SOURCES, Questions()),
        ):
            more = await read_documents(posthog, NOW, wanted, questions, so_far=read)
            read = read.joined(more)
        assert read.requests == posthog.requests
        return read


async def test_a_small_project_costs_twelve_requests(
    server: str,
    gauges: Callable[[], dict[str, int]],
    project_of: Callable[[int, int, int], None],
) -> None:
    """100 flags, 500 events, a log of more than one page, and every scan reads all it can."""
    project_of(100, 500, 250)
    read = await run_of_all_scans(server, ("event_1",))
    seen = gauges()
    assert read.blind == {}
    assert len(read.documents["feature_flags"]["results"]) == 100
    assert len(read.documents["event_usage"]["rows"]) == 500
    assert len(read.documents["activity_log"]["results"]) == 250
    assert read.requests == seen["requests"] <= 12
    assert seen["queries_at_once"] <= 2


async def test_a_large_project_costs_forty_five_requests(
    server: str,
    gauges: Callable[[], dict[str, int]],
    changed: Callable[[str, Any], Any],
    project_of: Callable[[int, int, int], None],
) -> None:
    """2,000 flags, 20,000 events, 200 experiments, 500 insights, 1,000 entries of the log."""
    project_of(2_000, 20_000, 1_000)
    async with PostHog(server, 1, KEY) as posthog:
        experiment, insight = (await posthog.experiments())[0], (await posthog.insights())[0]
    changed("experiments", {"replace": [experiment | {"id": n} for n in range(200)]})
    changed("insights", {"replace": [insight | {"id": n} for n in range(500)]})
    gauges()
    read = await run_of_all_scans(server, tuple(f"event_{n}" for n in range(50)))
    seen = gauges()
    assert read.blind == {}
    assert {name: len(read.documents[name]["results"]) for name in ("experiments", "insights")} == {
        "experiments": 200,
        "insights": 500,
    }
    assert len(read.documents["feature_flags"]["results"]) == 2_000
    assert len(read.documents["event_usage"]["rows"]) == 20_000
    assert len(read.documents["activity_log"]["results"]) == 1_000
    assert "secret" not in str(read.documents["activity_log"])
    assert read.requests == seen["requests"] <= 45
    assert seen["queries_at_once"] <= 2


async def test_a_log_without_its_table_is_paged(
    server: str,
    order: Callable[..., None],
    project_of: Callable[[int, int, int], None],
) -> None:
    """One request is lost on a server without the table, and the log is the same."""
    project_of(100, 1, 250)
    async with PostHog(server, 1, KEY) as posthog:
        table = await posthog.activity(many=True)
        assert posthog.requests == 1
        order("query/", "no_system_tables", times=None)
    async with PostHog(server, 1, KEY) as posthog:
        paged = await posthog.activity(many=True)
        assert posthog.requests == 1 + 3
        assert (await posthog.activity(many=True)).rows == paged.rows
        assert posthog.requests == 1 + 3 + 3
    assert [each["id"] for each in paged.rows] == [each["id"] for each in table.rows]
    assert [each["detail"] for each in paged.rows] == [each["detail"] for each in table.rows]
    moments = [
        [datetime.fromisoformat(e["created_at"]) for e in log.rows] for log in (paged, table)
    ]
    assert all(abs(a - b) < timedelta(seconds=1) for a, b in zip(*moments, strict=True))
