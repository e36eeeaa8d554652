"""Schedules on the real server: declared data, and people's pauses."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from temporalio.client import Client, ScheduleOverlapPolicy

from runtime.connection import connect
from runtime.embedded import EmbeddedServer, Place
from runtime.processes import free_port
from runtime.schedules import Declared, UnknownSchedule, describe_all, existing, reconcile
from scans.model import ScanRequest
from workflows import names

pytestmark = pytest.mark.requires_server

WANTED = Declared(
    id=names.schedule_id("stale_flags", "shop"),
    workflow=names.STALE_FLAG_SCAN,
    workflow_id=names.scan_id("stale_flags", "shop"),
    argument=ScanRequest(project="shop"),
    project="shop",
    cron="0 6 * * *",
    time_zone="Europe/Zurich",
    summary="stale flags of shop",
)


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    """A client of a fresh embedded server."""
    place = Place(tmp_path / "data", free_port(), free_port())
    async with EmbeddedServer(place):
        yield await connect(place.address)


async def test_a_schedule_is_created_with_its_limits(client: Client) -> None:
    """What is created skips overlaps, catches up for an hour only, and ends a wedged run."""
    await reconcile(client, [WANTED])
    [(schedule_id, described)] = await describe_all(client)
    assert schedule_id == WANTED.id
    assert described.schedule.policy.overlap is ScheduleOverlapPolicy.SKIP
    assert described.schedule.policy.catchup_window == timedelta(hours=1)
    assert described.schedule.spec.time_zone_name == "Europe/Zurich"
    assert described.typed_search_attributes.get(names.SPEC_DIGEST) == WANTED.digest


async def test_a_pause_survives_a_changed_declaration(client: Client) -> None:
    """Reconciling changes when a schedule runs, never whether a person let it run."""
    await reconcile(client, [WANTED])
    await client.get_schedule_handle(WANTED.id).pause(note="holidays")
    later = dataclasses.replace(WANTED, cron="30 7 * * *")
    await reconcile(client, [later])
    [(_, described)] = await describe_all(client)
    assert described.schedule.state.paused
    assert described.schedule.state.note == "holidays"
    [calendar] = described.schedule.spec.calendars
    assert (calendar.hour[0].start, calendar.minute[0].start) == (7, 30)


async def test_what_is_declared_no_more_is_deleted(client: Client) -> None:
    """A project that left the settings leaves no schedule behind; other people's stay."""
    foreign = dataclasses.replace(WANTED, id="somebody-else")
    await client.create_schedule(foreign.id, foreign.schedule())
    await reconcile(client, [WANTED])
    await reconcile(client, [])
    assert await describe_all(client) == []
    assert (await client.get_schedule_handle("somebody-else").describe()).id == "somebody-else"


async def test_an_unknown_schedule_names_the_known_ones(client: Client) -> None:
    """A wrong id is answered with the ids there are."""
    await reconcile(client, [WANTED])
    with pytest.raises(UnknownSchedule, match="groundskeeper:stale_flags:shop"):
        await existing(client, "groundskeeper:stale_flags:ship")


async def test_what_cannot_wait_runs_when_it_is_new_or_has_changed(client: Client) -> None:
    """Once for each declaration, however often it is applied."""

    async def runs() -> int:
        [(_, described)] = await describe_all(client)
        return described.info.num_actions

    async def until(count: int) -> None:
        async with asyncio.timeout(30):
            while await runs() < count:
                await asyncio.sleep(0.05)

    await reconcile(client, [dataclasses.replace(WANTED, at_once=True)])
    await until(1)
    await _end_all(client)
    later = dataclasses.replace(WANTED, at_once=True, cron="30 7 * * *")
    await reconcile(client, [later])
    await until(2)
    await reconcile(client, [later])
    assert await runs() == 2


async def _end_all(client: Client) -> None:
    """End what the Schedules have started: one at a time is running, and nobody serves it here."""
    async with asyncio.timeout(30):
        while not (
            found := [
                each async for each in client.list_workflows(f"WorkflowType = '{WANTED.workflow}'")
            ]
        ):
            await asyncio.sleep(0.05)
    for each in found:
        await client.get_workflow_handle(each.id).terminate()
