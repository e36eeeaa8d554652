"""Events that fell silent long ago are read by name, once, and only where code captures them."""

import asyncio
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from pydantic import SecretStr

from activities.evidence import read_for_events, read_for_health
from clients.evidence_folder import read_folder, write_folder
from clients.posthog import PostHog
from demo.posthog.events import Event
from demo.posthog.keys import READ_KEY
from demo.posthog.running import serving
from demo.posthog.server import create_app
from demo.posthog.story import Story
from scans.dead_events import DeadEventSettings, EventAssessment, assess
from scans.event_health.settings import EventHealthSettings
from scans.model import CapturedNames, Documents, Json

pytestmark = pytest.mark.requires_server

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SETTINGS = DeadEventSettings()
COUNT = "groundskeeper: event usage"
ARRIVALS = "groundskeeper: event arrivals"
OLDER = "groundskeeper: older event usage"


class Project:
    """A project on the test server that holds the events of one test."""

    def __init__(self) -> None:
        self.url = ""
        self.story = Story(NOW)
        self.queries: list[Json] = []
        """What was asked since the project was filled."""
        self.refused = ""
        """The name of queries that go wrong."""

    def holds(self, *events: Iterable[Event]) -> None:
        """Replace everything that happened; something arrives every day."""
        alive = came("alive", range(300))
        self.story = Story(NOW, events=[*alive, *(one for each in events for one in each)])
        self.queries, self.refused = [], ""
        httpx.post(f"{self.url}/_control/reset/", trust_env=False).raise_for_status()

    def opened(self) -> PostHog:
        """Open it, as the worker does."""
        return PostHog(self.url, 1, SecretStr(READ_KEY), transport=_Listening(self))

    def read(self, *names: str, so_far: Documents | None = None) -> Documents:
        """Return what is read for a repository that captures these events."""
        reading = read_for_events(
            self.opened, [captured(*names)], SETTINGS, NOW, so_far or Documents({})
        )
        return asyncio.run(reading)

    @property
    def asked(self) -> list[str]:
        """The queries about arrivals, by the names that people of the project see."""
        counts = {COUNT, ARRIVALS, OLDER}
        return [each["name"] for each in self.queries if each["name"] in counts]


class _Listening(httpx.AsyncHTTPTransport):
    """Keeps the queries that are sent, and refuses some."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._project = project

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            sent = json.loads(request.content)
            self._project.queries.append(sent)
            if sent["name"] == self._project.refused:
                return httpx.Response(400, json={"type": "x", "code": "y", "detail": "no"})
        return await super().handle_async_request(request)


@pytest.fixture(scope="module")
def served() -> Iterator[Project]:
    """Start the server once."""
    one = Project()
    with serving(create_app(lambda: one.story, with_control=True)) as one.url:
        yield one


def came(name: str, days: range, every: int = 1) -> list[Event]:
    """Return three events on each of these days before now."""
    return [
        Event(str(uuid4()), name, f"p{number}", NOW - day * DAY - timedelta(minutes=1), {})
        for day in days[::every]
        for number in range(3)
    ]


def captured(*names: str) -> CapturedNames:
    """Return what the only repository captures."""
    return CapturedNames(repository="my-org/shop", names=tuple(sorted(names)))


def judged(documents: Documents, *names: str) -> EventAssessment:
    """Judge what was read."""
    return assess(documents, [captured(*names)], SETTINGS, NOW)


def test_only_what_fell_silent_long_ago_is_asked_about_and_once(served: Project) -> None:
    """Captured, and cut off by the window: not what nobody captures, comes, or never came."""
    served.holds(
        came("old", range(400, 520)),
        came("cut", range(150, 300)),
        came("foreign", range(150, 300)),
        came("silent", range(40, 300)),
    )
    names = ("old", "cut", "silent", "alive", "never")
    documents = served.read(*names)
    assert served.asked == [COUNT, ARRIVALS, OLDER]
    (values,) = (each["query"]["values"] for each in served.queries if each["name"] == OLDER)
    assert (values["names"], values["days"]) == (["cut", "old"], 400 + 100)
    assert documents.documents["older_event_usage"]["rows"].keys() == {"cut", "old"}
    found = {one.name: one.verdict for one in judged(documents, *names).candidates}
    assert found == {
        **dict.fromkeys(("old", "cut", "silent"), "stopped"),
        "never": "never_arrived",
    }
    assert "insights" in documents.documents


def test_a_project_without_such_events_asks_nothing_more(served: Project) -> None:
    """Names that came lately, or never, cost what they did."""
    served.holds(came("silent", range(40, 300)))
    documents = served.read("silent", "alive", "never")
    assert served.asked == [COUNT, ARRIVALS]
    assert "older_event_usage" not in {*documents.documents, *documents.blind}
    served.holds()
    assert served.read("alive").requests == len(served.queries) == 1


def test_the_scan_of_health_is_not_disturbed(served: Project) -> None:
    """It counts the days of the window, whatever another scan has read before."""
    served.holds(came("old", range(400, 520)))
    read = served.read("old", "alive")
    usage = read.documents["event_usage"]
    assert usage["rows"].keys() == {"alive"}
    health = read_for_health(served.opened, [], EventHealthSettings(), NOW, read)
    documents = asyncio.run(health)
    assert documents.documents["event_usage"] == usage
    again = served.read("old", "alive", so_far=documents)
    assert served.asked.count(OLDER) == 1
    assert again.documents["older_event_usage"] == read.documents["older_event_usage"]


def test_a_refused_question_is_blindness_of_that_alone(served: Project) -> None:
    """The event stays inconclusive with its reason, and the others are judged."""
    served.holds(came("old", range(400, 520)), came("silent", range(40, 300)))
    served.refused = OLDER
    documents = served.read("old", "silent")
    assert served.asked.count(OLDER) == 1
    assert documents.blind.keys() == {"older_event_usage"}
    result = judged(documents, "old", "silent")
    assert [one.name for one in result.candidates] == ["silent"]
    assert [one.subject for one in result.abstained] == ["old"]


def test_a_folder_of_it_gives_the_same_verdict(served: Project, tmp_path: Path) -> None:
    """What was read is written, and judged from the folder as it was from the project."""
    served.holds(came("old", range(400, 520)), came("weekly", range(250, 600), every=7))
    documents = served.read("old", "weekly")
    write_folder(tmp_path, documents, NOW)
    folder = read_folder(tmp_path)
    assert folder.documents["older_event_usage"] == documents.documents["older_event_usage"]
    found = judged(folder, "old", "weekly").candidates
    assert found == judged(documents, "old", "weekly").candidates
    assert [(one.name, one.verdict) for one in found] == [
        ("old", "stopped"),
        ("weekly", "stopped"),
    ]
