"""`schedules` on a real Temporal: what a person does, and what the list then says."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from runtime.embedded import EmbeddedServer, Place
from runtime.processes import free_port
from tests.cli.command import Outcome, Run, refused

pytestmark = pytest.mark.requires_server

Ask = Callable[..., Awaitable[Outcome]]

ID = "groundskeeper"
DIGEST = f"{ID}:digest:shop"
SCAN = f"{ID}:stale_flags:shop"


@pytest.fixture
async def schedules(
    run: Run, settings_file: Callable[..., Path], tmp_path: Path
) -> AsyncIterator[Ask]:
    """Return a function that runs a command of `schedules` against a fresh server."""
    place = Place(tmp_path / "temporal", free_port(), free_port())
    file = settings_file(more=f'[temporal]\naddress = "{place.address}"\n')

    async def ask(*words: str) -> Outcome:
        return await asyncio.to_thread(run, "schedules", *words, "--config", file)

    async with EmbeddedServer(place):
        yield ask


async def test_a_person_can_see_pause_resume_and_trigger(schedules: Ask) -> None:
    """Every change is confirmed in a sentence, and stands in the list afterwards."""
    assert (await schedules("list", "--json")).document == {
        "schema": "schedules/1",
        "schedules": [],
    }
    assert "6 schedules" in (await schedules("apply")).out
    assert (await schedules("pause", DIGEST, "--note", "holidays")).out.startswith(
        f"paused {DIGEST}; "
    )
    listed = {
        each["id"]: each for each in (await schedules("list", "--json")).document["schedules"]
    }
    others = ("dead_events", "event_health", "deploys", "placebo")
    assert set(listed) == {DIGEST, SCAN, *(f"{ID}:{kind}:shop" for kind in others)}
    digest, scan = listed[DIGEST], listed[SCAN]
    assert list(digest) == ["id", "paused", "note", "next", "last"]
    assert (digest["id"], digest["paused"], digest["note"]) == (DIGEST, True, "holidays")
    assert (scan["id"], scan["paused"], scan["last"]) == (SCAN, False, None)
    assert DIGEST in (await schedules("list")).out
    assert (await schedules("resume", DIGEST)).out == f"resumed {DIGEST}\n"
    now = (await schedules("list", "--json")).document["schedules"]
    assert not any(each["paused"] for each in now)
    assert SCAN in (await schedules("trigger", SCAN)).out


async def test_an_unknown_schedule_is_a_wrong_word(schedules: Ask) -> None:
    """Status 2, the ids there are, and how to create what is missing."""
    await schedules("apply")
    for word in ("pause", "resume", "trigger"):
        refused(await schedules(word, "attic"), 2, "'attic'", DIGEST, "schedules apply")
