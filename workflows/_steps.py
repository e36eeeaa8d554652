"""Steps that every scan takes: the same commands in the same order, whoever takes them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from temporalio import workflow
from temporalio.common import SearchAttributePair, TypedSearchAttributes
from temporalio.exceptions import ActivityError, WorkflowAlreadyStartedError

with workflow.unsafe.imports_passed_through():
    from activities.payloads import Conclusion
    from activities.usage_events import UsageEventActivities
    from scans.model import CleanupRequest

from workflows import _options, names
from workflows.cleanup import Cleanup

REPOSITORIES_AT_ONCE = 4
"""Clones in flight per scan; the checkout queue's own limit is the worker's cores."""

Answer = TypeVar("Answer")


async def in_each(
    repositories: Iterable[str], ask: Callable[[str], Awaitable[Answer]]
) -> tuple[Answer, ...]:
    """Ask every repository, a few at a time; return the answers in the order of the names."""
    places = asyncio.Semaphore(REPOSITORIES_AT_ONCE)

    async def one(repository: str) -> Answer:
        async with places:
            return await ask(repository)

    return tuple(await asyncio.gather(*(one(name) for name in repositories)))


async def hand_over(cleanup: CleanupRequest) -> str:
    """Return the id of the Cleanup that owns this finding from now on."""
    workflow_id = names.cleanup_id(cleanup.repository, cleanup.finding.scan, cleanup.slug)
    try:
        await workflow.start_child_workflow(
            Cleanup.run,
            cleanup,
            id=workflow_id,
            task_queue=names.CORE,
            parent_close_policy=workflow.ParentClosePolicy.ABANDON,
            static_summary=f"take {cleanup.finding.subject} out of {cleanup.repository}",
            search_attributes=TypedSearchAttributes(
                [
                    SearchAttributePair(names.PROJECT, cleanup.project),
                    SearchAttributePair(names.REPOSITORY, cleanup.repository),
                    SearchAttributePair(names.SUBJECT, cleanup.finding.subject),
                ]
            ),
        )
    except WorkflowAlreadyStartedError:
        workflow.logger.info("an earlier Cleanup still owns this finding")
    return workflow_id


async def observe(conclusion: Conclusion) -> None:
    """Tell our own statistics, if anybody wants them."""
    try:
        await workflow.execute_activity_method(
            UsageEventActivities.scan_finished, conclusion.event, **_options.OBSERVE
        )
    except ActivityError:
        # Our own statistics may be lost; a scan may not fail for them.
        workflow.logger.warning("the event about this scan was not recorded")
