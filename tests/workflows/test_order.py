"""When, and in what order: the workflows on a real server, with activities that answer at once."""

from collections.abc import AsyncIterator

import pytest
from temporalio.client import Client
from temporalio.exceptions import ApplicationError

from scans.model import BlockedBy, CleanupOutcome, DigestRequest, ScanReport, ScanRequest
from tests.workflows.bench import dev_server, working
from tests.workflows.pretend_activities import PretendActivities
from workflows import names
from workflows.dead_event_scan import DeadEventScan
from workflows.digest import Digest
from workflows.event_health_scan import EventHealthScan
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


async def test_a_scan_of_events_begins_with_the_code(client: Client) -> None:
    """Names come before PostHog, places after it, and each finding gets one Cleanup."""
    pretend = PretendActivities(subjects=("a",), repositories=("my-org/shop", "my-org/api"))
    async with working(client, pretend):
        report = await client.execute_workflow(
            DeadEventScan.run, ScanRequest(project="shop"), id="events", task_queue=names.CORE
        )
        assert report.cleanups == (
            "cleanup:my-org/shop:dead_events:a",
            "cleanup:my-org/api:dead_events:a",
        )
        for workflow_id in report.cleanups:
            await client.get_workflow_handle(workflow_id).result()
    asked = [step for step in pretend.asked if not step.startswith("propose")]
    assert (asked[0], set(asked[1:3])) == ("begin shop", {"names my-org/shop", "names my-org/api"})
    assert asked[3] == "assess my-org/shop, my-org/api"
    assert set(asked[4:6]) == {"sites my-org/shop", "sites my-org/api"}
    assert asked[6:] == ["settled shop", "conclude", "event"]


async def test_authors_are_told_after_the_verdict(client: Client) -> None:
    """What was merged is asked of repositories of this project alone, and told at the end."""
    pretend = PretendActivities(subjects=("a",), repositories=("my-org/shop", "my-org/both"))
    async with working(client, pretend):
        report = await client.execute_workflow(
            EventHealthScan.run, ScanRequest(project="shop"), id="health", task_queue=names.CORE
        )
    assert [(each.repository, each.number) for each in report.comments] == [("my-org/shop", 1)]
    assert pretend.asked[:3] == ["begin shop", "merged my-org/shop", "assess health"]
    assert set(pretend.asked[3:5]) == {"sites my-org/shop", "sites my-org/both"}
    assert pretend.asked[5:] == ["conclude", "tell my-org/shop", "event"]


async def test_a_comment_that_is_refused_costs_no_scan(client: Client) -> None:
    """The findings stand, and the report says why an author heard nothing."""
    pretend = PretendActivities(subjects=("a",))
    pretend.refusals = {"tell": ApplicationError("no comments here", non_retryable=True)}
    async with working(client, pretend):
        report = await client.execute_workflow(
            EventHealthScan.run, ScanRequest(project="shop"), id="health", task_queue=names.CORE
        )
    (comment,) = report.comments
    assert (comment.blocked_by, comment.number) == (BlockedBy.REFUSED, 1)
    assert "no comments here" in comment.detail
    assert len(report.result.findings) == 1
