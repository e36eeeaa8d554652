"""Projects of a given size: as large as they say, paged, counted, and the same every time."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from demo.posthog.keys import READ_KEY
from demo.posthog.running import serving
from demo.posthog.server import create_app
from demo.posthog.sized_stories import ENTERPRISE, TEAM, event_names, stopped_names
from demo.posthog.story import Story, enterprise, team

PROJECT = "/api/projects/1/"


@pytest.fixture(scope="module")
def large(now: datetime) -> Story:
    """The largest project."""
    return enterprise(now)


@pytest.fixture(scope="module")
def small(now: datetime) -> Iterator[httpx.Client]:
    """The small company's project, served."""
    headers = {"Authorization": f"Bearer {READ_KEY}"}
    with (
        serving(create_app(lambda: team(now))) as url,
        httpx.Client(base_url=url, headers=headers) as client,
    ):
        yield client


def _sizes(story: Story) -> dict[str, int]:
    names = ("flags", "experiments", "insights", "activity", "annotations", "actions")
    return {name: len(getattr(story, name)) for name in names}


def test_the_largest_project_is_as_large_as_promised(large: Story):
    """What a scan has to cope with, and a hundred million events in rows that stand for many."""
    assert _sizes(large) == {
        "flags": 2000, "experiments": 200, "insights": 500, "activity": 1000, "annotations": 90,
        "actions": 60,
    }  # fmt: skip
    custom = {event.name for event in large.events if not event.name.startswith("$")}
    assert len(custom) == 20_000
    assert sum(event.times for event in large.events) > 90_000_000


def test_same_seed_makes_the_same_project(now: datetime):
    """And another seed another one."""
    assert team(now, 3).events == team(now, 3).events
    assert team(now, 3).events != team(now, 4).events
    assert team(now, 3).flags == team(now, 3).flags


def test_events_that_stopped_are_known(large: Story):
    """Fifty of the daily ones, fifty days ago; no other daily event is silent."""
    last: dict[str, datetime] = {}
    days = Counter[str]()
    for event in large.events:
        last[event.name] = event.timestamp
        days[event.name] += 1
    daily = event_names(ENTERPRISE)[: ENTERPRISE.daily]
    silent = {name for name in daily if large.now - last[name] > timedelta(days=2)}
    assert silent == set(stopped_names(ENTERPRISE))
    assert len(silent) == 50
    assert all(days[name] == 130 for name in silent)


@pytest.mark.requires_server
@pytest.mark.parametrize(
    ("path", "total"),
    [
        ("feature_flags/?limit=5000", 96),
        ("event_definitions/?limit=5000", 506),
        ("experiments/?limit=5000", 8),
        ("insights/?limit=5000", 40),
        ("actions/?limit=5000", 10),
        ("annotations/?limit=5000", 20),
        ("activity_log/?scope=FeatureFlag&page_size=5000", 250),
    ],
)
def test_lists_are_paged_by_a_hundred(small: httpx.Client, path: str, total: int):
    """Whatever is asked for, and `next` leads through all of it."""
    url: str | None = PROJECT + path
    sizes: list[int] = []
    while url is not None:
        page: dict[str, Any] = small.get(url).raise_for_status().json()
        sizes.append(len(page["results"]))
        url = page["next"]
    assert sum(sizes) == total
    assert sizes == [*[100] * (total // 100), *([total % 100] if total % 100 else [])]


@pytest.mark.requires_server
def test_a_row_counts_for_all_it_stands_for(small: httpx.Client, now: datetime):
    """HogQL counts events, not rows."""
    story = team(now)
    name = stopped_names(TEAM)[0]
    query = {
        "kind": "HogQLQuery",
        "query": "SELECT count() FROM events WHERE event = {name}",
        "values": {"name": name},
    }
    answer = small.post(f"{PROJECT}query/", json={"query": query}).raise_for_status().json()
    assert answer["results"] == [[sum(e.times for e in story.events if e.name == name)]]
