"""When, and in what order: the workflows on a real server, with activities that answer at once."""

from collections.abc import AsyncIterator

import pytest
from temporalio.client import Client

from scans.model import CleanupOutcome, DigestRequest, ScanReport, ScanRequest
from tests.workflows.bench import dev_server, working
from tests.workflows.pretend_activities import PretendActivities
from workflows import names
from workflows.digest import Digest
from workflows.stale_flag_scan import StaleFlagScan

pytestmark = pytest.mark.requires_server


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    """A client of a server of this test's own."""
    async with dev_server() as found:
        yield found


async def scan(client: Client, workflow_id: str = "scan") -> ScanReport:
    """Run one scan to its end."""
    return await client.execute_workflow(
        StaleFlagScan.run, ScanRequest(project="shop"), id=workflow_id, task_queue=names.CORE
    )


async def test_a_scan_reads_locates_judges_and_hands_over(client: Client) -> None:
    """PostHog comes first, then code, then the verdict, then one Cleanup per finding."""
    pretend = PretendActivities(subjects=("a", "b"))
    async with working(client, pretend):
        report = await scan(client)
        assert report.cleanups == (
            "cleanup:my-org/shop:stale_flags:a",
            "cleanup:my-org/shop:stale_flags:b",
        )
        for workflow_id in report.cleanups:
            handle = client.get_workflow_handle(workflow_id, result_type=CleanupOutcome)
            assert (await handle.result()).number == 1
    before = [step for step in pretend.asked if not step.startswith("propose")]
    assert before == ["assess shop", "locate my-org/shop", "settled shop", "conclude", "event"]
    assert sorted(set(pretend.asked) - set(before)) == [
        "propose my-org/shop a",
        "propose my-org/shop b",
    ]


async def test_one_cleanup_at_a_time_owns_a_finding(client: Client) -> None:
    """A scan that meets a Cleanup under way leaves the finding to it and goes on."""
    pretend = PretendActivities(subjects=("a",))
    async with working(client, pretend):
        blocking = await client.start_workflow(
            names.DIGEST,
            DigestRequest(project="shop"),
            id="cleanup:my-org/shop:stale_flags:a",
            task_queue="nobody-serves-this-queue",
        )
        report = await scan(client)
        assert report.cleanups == ("cleanup:my-org/shop:stale_flags:a",)
        assert not any(step.startswith("propose") for step in pretend.asked)
        await blocking.terminate()


async def test_a_lost_event_costs_no_scan(client: Client) -> None:
    """Our own statistics may fail; the scan still ends with its report."""
    pretend = PretendActivities()
    pretend.event_fails = True
    async with working(client, pretend):
        assert (await scan(client)).project == "shop"


async def test_a_digest_looks_back_before_it_speaks(client: Client) -> None:
    """The record and the open pull requests are read before anything is posted."""
    pretend = PretendActivities()
    async with working(client, pretend):
        report = await client.execute_workflow(
            Digest.run, DigestRequest(project="shop"), id="digest", task_queue=names.CORE
        )
    assert report.posted
    assert pretend.asked == ["look back shop", "pull requests", "post"]
