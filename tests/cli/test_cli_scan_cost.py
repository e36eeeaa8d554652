"""What a whole look costs a project, counted where the requests arrive."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from demo.posthog.running import serving
from demo.posthog.server import create_app
from demo.posthog.story import STORIES
from scans import SCANS
from tests.cli.command import SHOP, PostHogServer, Run

pytestmark = pytest.mark.requires_server

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
SMALL, LARGE = 12, 45
"""For 100 flags and 500 events; for 2,000 and 20,000 with 200 experiments and 500 insights."""

SLOW = {"query_seconds": 0.05}
"""Queries that are sent together do run together."""


@pytest.fixture
def look(run: Run, settings_file: Callable[..., Path]) -> Callable[..., dict[str, Any]]:
    """Return a function that looks at a project; its answer says what arrived at the server."""

    def look(project: httpx.Client, *words: str) -> dict[str, Any]:
        address = f"{project.base_url.scheme}://{project.base_url.netloc.decode()}"
        project.delete("/requests/").raise_for_status()
        outcome = run("scan", SHOP, "--config", settings_file(address), "--json", *words)
        assert (outcome.status, outcome.err) == (0, "")
        assert outcome.document["blind"] == []
        seen = project.get("/gauges/").raise_for_status().json()
        assert seen["requests"] == outcome.document["stats"]["posthog_requests"]
        assert seen["queries_at_once"] <= 2
        return outcome.document | seen

    return look


@contextmanager
def project_of(story: str) -> Generator[httpx.Client]:
    """Serve a story; yields its control door."""
    with (
        serving(create_app(lambda: STORIES[story](NOW, 7), with_control=True)) as address,
        httpx.Client(base_url=f"{address}/_control", trust_env=False, timeout=60) as control,
    ):
        control.post("/modes/", json=SLOW).raise_for_status()
        yield control


@pytest.fixture(scope="module")
def team() -> Iterator[httpx.Client]:
    """Serve the project of a small company."""
    with project_of("team") as control:
        yield control


def test_all_scans_of_a_small_project_cost_twelve_requests(
    look: Callable[..., dict[str, Any]], team: httpx.Client
) -> None:
    """Events have stopped, so who reads them is asked too, and the log is longer than a page."""
    seen = look(team)
    assert {each["verdict"] for each in seen["findings"]} >= {"not_evaluated", "stopped"}
    assert seen["requests"] <= SMALL


@pytest.mark.parametrize("scan", [scan.name for scan in SCANS])
def test_a_scan_that_asks_every_question_costs_twelve_requests(
    look: Callable[..., dict[str, Any]], posthog: PostHogServer, scan: str
) -> None:
    """The pretend company has dropped properties, pairs and chains. A scheduled run is one scan."""
    seen = look(posthog.control, "--only", scan)
    assert seen["findings"]
    assert seen["requests"] <= SMALL


def test_flags_that_do_not_state_their_links_cost_no_more(
    look: Callable[..., dict[str, Any]], team: httpx.Client
) -> None:
    """Where surveys and features are no lists, nobody knows which a flag belongs to."""
    flags: list[dict[str, Any]] = [
        {"id": number, "key": f"flag-{number}", "surveys": {}, "features": {}}
        for number in range(1, 101)
    ]
    team.post("/flags/", json={"replace": flags}).raise_for_status()
    try:
        assert look(team, "--only", "stale_flags")["requests"] <= SMALL
    finally:
        team.post("/reset/").raise_for_status()
        team.post("/modes/", json=SLOW).raise_for_status()


def test_all_scans_of_a_large_project_cost_forty_five_requests(
    look: Callable[..., dict[str, Any]],
) -> None:
    """As large as PostHog allows without being asked, with a hundred million events."""
    with project_of("enterprise") as enterprise:
        seen = look(enterprise)
    assert seen["stats"]["subjects"] >= 2_000 + 20_000 + 20_000
    assert seen["requests"] <= LARGE
