"""What Temporal remembers of a project, failures included; on a real server."""

from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest
from temporalio.client import Client, WorkflowFailureError
from temporalio.common import SearchAttributePair, TypedSearchAttributes
from temporalio.exceptions import ApplicationError

from activities.record import look_back
from scans.model import BlockedBy, ScanReport, ScanRequest
from tests.workflows.bench import dev_server, working
from tests.workflows.pretend_activities import PretendActivities
from workflows import names
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


async def test_what_failed_is_remembered_with_its_reason(client: Client) -> None:
    """A Cleanup that was refused is an outcome; a failed scan stands beside the last good one."""
    refusal = ApplicationError("GitHub forbids it: needs contents:write", non_retryable=True)
    pretend = PretendActivities(subjects=("a", "b"))
    pretend.refusals = {"b": refusal}
    async with working(client, pretend):
        await scan(client, 1)
        record = await look_back(client, "shop")
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
        record = await look_back(client, "shop")
        (look,) = record.looks
        assert look.report is not None
        assert "wrong key" in look.failure
        assert len(record.cleanups) == 2
