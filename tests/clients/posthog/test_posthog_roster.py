"""Reading the flags at most once a day."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from clients.posthog import PostHog, read_documents
from clients.roster_memory import RosterMemory

Open = Callable[..., PostHog]

MORNING = datetime(2026, 11, 20, 9, tzinfo=UTC)
LATER = MORNING + timedelta(hours=5)
COLUMNS = ["scope", "entries", "recent"]
FLAG: dict[str, Any] = {
    "id": 1,
    "key": "k",
    "surveys": [],
    "features": [],
    "filters": {"payloads": {"a": "secret"}},
}
WANTED = ("feature_flags", "surveys", "early_access_features")


class Server:
    """A project with one flag, and a log that says what is to be said."""

    def __init__(self, *counts: list[Any], status: int = 200) -> None:
        self._answer = {"columns": COLUMNS, "results": list(counts)}
        self._status = status
        self.pages = 0
        self.asked: list[Any] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        if request.method == "POST":
            self.asked.append(request)
            return httpx.Response(self._status, json=self._answer)
        rows: list[Any] = []
        if "feature_flags" in request.url.path:
            self.pages += 1
            rows = [] if "archived" in request.url.params else [FLAG]
        return httpx.Response(200, json={"count": len(rows), "next": None, "results": rows})


QUIET = (["FeatureFlag", 12, 0], ["Team", 3, 0])


async def two_readings(open_project: Open, folder: Path, server: Server, later: datetime) -> Any:
    """Read in the morning and later; return the later documents."""
    posthog = open_project(server, roster=RosterMemory(folder))
    await read_documents(posthog, MORNING, WANTED)
    assert server.pages == 2
    again = open_project(server, roster=RosterMemory(folder))
    return await read_documents(again, later, WANTED)


def written(folder: Path) -> bytes:
    """Return everything that the folder holds."""
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_flags_that_nobody_touched_are_not_read_again(
    open_project: Open, tmp_path: Path
) -> None:
    """The document says when they were read; the lists that link to them are read afresh."""
    server = Server(*QUIET)
    documents = await two_readings(open_project, tmp_path, server, LATER)
    flags = documents.documents["feature_flags"]
    assert server.pages == 2
    assert flags["as_of"] == "2026-11-20T09:00:00Z"
    assert flags["results"][0]["key"] == "k"
    assert documents.spared == frozenset()
    assert documents.documents.keys() == set(WANTED)
    assert documents.blind == {}


async def test_only_what_is_redacted_is_written_down(open_project: Open, tmp_path: Path) -> None:
    """No payload value ever touches the disk."""
    await two_readings(open_project, tmp_path, Server(*QUIET), LATER)
    assert b"secret" not in written(tmp_path)


@pytest.mark.parametrize(
    "server",
    [
        Server(["FeatureFlag", 12, 1]),
        Server(["FeatureFlag", 12, 0], ["Team", 3, 1]),
        Server(["FeatureFlag", 12, 0], ["Survey", 3, 1]),
        Server(["FeatureFlag", 0, 0]),
        Server(["Team", 3, 0]),
        Server(["FeatureFlag", 12, None]),
        Server(),
        Server(*QUIET, status=400),
        Server(*QUIET, status=403),
        Server(*QUIET, status=404),
        Server(*QUIET, status=429),
    ],
)
async def test_flags_are_read_again_unless_the_log_says_that_nothing_happened(
    open_project: Open, tmp_path: Path, server: Server
) -> None:
    """A change, a log that shows nothing at all, or one that cannot be asked."""
    documents = await two_readings(open_project, tmp_path, server, LATER)
    assert server.pages == 4
    assert documents.documents["feature_flags"]["as_of"] == "2026-11-20T14:00:00Z"
    assert documents.blind == {}


@pytest.mark.parametrize("hours", [-1, 24, 200])
async def test_flags_are_read_again_after_a_day(
    open_project: Open, tmp_path: Path, hours: int
) -> None:
    """However quiet the log is, and also where a clock went backwards."""
    server = Server(*QUIET)
    await two_readings(open_project, tmp_path, server, MORNING + timedelta(hours=hours))
    assert server.pages == 4
    assert server.asked == []


async def test_without_a_memory_flags_are_always_read(open_project: Open) -> None:
    """The command line shows what is now."""
    server = Server(*QUIET)
    for _ in range(2):
        await read_documents(open_project(server), MORNING, ("feature_flags",))
    assert server.pages == 4


@pytest.mark.requires_server
async def test_a_change_at_the_server_is_seen(
    server: str, changed: Callable[[str, Any], Any], tmp_path: Path
) -> None:
    """The log of a real server decides: quiet keeps the roster, an edit does not."""
    key, memory = SecretStr("phx_demo_hazelnut"), RosterMemory(tmp_path)
    now = datetime(2026, 11, 20, 9, tzinfo=UTC)

    async def read_at(hours: int) -> str:
        async with PostHog(server, 1, key, roster=memory) as posthog:
            read = await read_documents(posthog, now + timedelta(hours=hours), ("feature_flags",))
        return read.documents["feature_flags"]["as_of"]

    assert await read_at(0) == await read_at(2) == "2026-11-20T09:00:00Z"
    edit = {
        "id": "0192d000-aaaa-7000-8000-000000000001",
        "user": None,
        "activity": "updated",
        "scope": "FeatureFlag",
        "item_id": "1",
        "detail": None,
        "created_at": "2026-11-20T10:00:00Z",
    }
    changed("activity", {"add": [edit]})
    assert await read_at(3) == "2026-11-20T12:00:00Z"
