"""What Temporal remembers of a project, failures included; on a real server."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from datetime import timedelta

import pytest
from temporalio.client import Client, WorkflowFailureError
from temporalio.common import SearchAttributePair, TypedSearchAttributes
from temporalio.exceptions import ApplicationError

from activities.payloads import Record
from activities.record import look_back
from scans.model import BlockedBy, ScanReport, ScanRequest
from tests.workflows.bench import dev_server, working
from tests.workflows.pretend_activities import PretendActivities
from workflows import names
from workflows.dead_event_scan import DeadEventScan
from workflows.stale_flag_scan import StaleFlagScan

pytestmark = pytest.mark.requires_server


@pytest.fixture
async def client() -> AsyncGenerator[Client]:
    """A client of a server of this test's own."""
    async with dev_server() as found:
        yield found


async def scan(client: Client, number: int) -> ScanReport:
    """Run one scan of the project, and its Cleanups, to their ends."""
    report = await client.execute_workflow(
        StaleFlagScan.run,
        ScanRequest(project="shop"),
        id=f"scan-{number}",
        task_queue=names.CORE,
        search_attributes=TypedSearchAttributes([SearchAttributePair(names.PROJECT, "shop")]),
        execution_timeout=timedelta(seconds=60),
    )
    for workflow_id in report.cleanups:
        try:
            await client.get_workflow_handle(workflow_id).result()
        except WorkflowFailureError:
            continue
    return report


async def remembered(client: Client, enough: Callable[[Record], bool]) -> Record:
    """Look back until the record shows what has ended: Temporal lists it a moment later."""
    async with asyncio.timeout(30):
        while not enough(record := await look_back(client, "shop")):
            await asyncio.sleep(0.05)
    return record


async def test_what_failed_is_remembered_with_its_reason(client: Client) -> None:
    """A Cleanup that was refused is an outcome; a failed scan stands beside the last good one."""
    refusal = ApplicationError("GitHub forbids it: needs contents:write", non_retryable=True)
    pretend = PretendActivities(subjects=("a", "b"))
    pretend.refusals = {"b": refusal}
    async with working(client, pretend):
        await scan(client, 1)
        record = await remembered(client, lambda found: len(found.cleanups) == 2)
        opened, refused = record.cleanups
        assert (opened.subject, opened.number, opened.blocked_by) == ("a", 1, None)
        assert (refused.subject, refused.blocked_by) == ("b", BlockedBy.REFUSED)
        assert refused.repository == "my-org/shop"
        assert refused.fingerprint == "stale_flags:b:00ff"
        assert "contents:write" in refused.detail
        (look,) = record.looks
        assert (look.scan, look.failure) == ("stale_flags", "")
        pretend.refusals = {"assess": ApplicationError("wrong key", non_retryable=True)}
        with pytest.raises(WorkflowFailureError):
            await scan(client, 2)
        record = await remembered(client, lambda found: bool(found.looks[0].failure))
        (look,) = record.looks
        assert look.report is not None
        assert "wrong key" in look.failure
        assert len(record.cleanups) == 2


async def test_each_scan_that_is_switched_on_is_remembered(client: Client) -> None:
    """Reports, Cleanups and failures are kept apart, and nothing is known of other scans."""
    pretend = PretendActivities(subjects=("a",))
    attributes = TypedSearchAttributes([SearchAttributePair(names.PROJECT, "shop")])
    async with working(client, pretend):
        await scan(client, 1)
        events = await client.execute_workflow(
            DeadEventScan.run,
            ScanRequest(project="shop"),
            id="events-1",
            task_queue=names.CORE,
            search_attributes=attributes,
        )
        await client.get_workflow_handle(events.cleanups[0]).result()
        scans = ("stale_flags", "dead_events", "event_health")
        async with asyncio.timeout(30):
            while len((record := await look_back(client, "shop", scans)).cleanups) < 2:
                await asyncio.sleep(0.05)
    assert [look.scan for look in record.looks] == list(scans)
    flags, dead, health = (look.report for look in record.looks)
    assert (flags and flags.cleanups) == ("cleanup:my-org/shop:stale_flags:a",)
    assert (dead and dead.cleanups) == ("cleanup:my-org/shop:dead_events:a",)
    assert health is None
    assert sorted(each.fingerprint for each in record.cleanups) == [
        "dead_events:a:00ff",
        "stale_flags:a:00ff",
    ]
