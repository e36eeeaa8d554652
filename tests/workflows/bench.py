"""Runs workflows on a real server with pretended activities, on every queue they use."""

import contextlib
import shutil
import sysconfig
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from workflows import names
from workflows.registry import WORKFLOWS, sandbox

ATTEMPTS = 4
"""At starting a server, which the SDK gives five seconds each."""
QUEUES = (names.CORE, names.POSTHOG, names.CHECKOUT, names.SLACK)


class Pretended(Protocol):
    """Activities that answer without a service."""

    @property
    def all(self) -> list[object]:
        """Every activity, to register on a worker."""
        ...


def program(name: str) -> str:
    """Return a server program that a wheel installed beside this Python."""
    beside = Path(sysconfig.get_path("scripts")) / name
    found = str(beside) if beside.exists() else shutil.which(name)
    assert found, f"{name} is not installed: run make setup"
    return found


Begin = Callable[[], Awaitable[WorkflowEnvironment]]


async def _begun(begin: Begin) -> WorkflowEnvironment:
    """Start a server, once more where a busy machine took longer than the five seconds it gets."""
    for _ in range(ATTEMPTS - 1):
        try:
            return await begin()
        except RuntimeError as error:
            if "did not start within" not in str(error):
                raise
    return await begin()


@contextlib.asynccontextmanager
async def dev_server(*arguments: str) -> AsyncGenerator[Client]:
    """A development server in memory; its own binary, so that nothing is downloaded."""
    begin = partial(
        WorkflowEnvironment.start_local,  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
        dev_server_existing_path=program("temporal"),
        data_converter=pydantic_data_converter,
        search_attributes=names.SEARCH_ATTRIBUTES,
        dev_server_extra_args=arguments,
    )
    async with await _begun(begin) as environment:
        yield environment.client


@contextlib.asynccontextmanager
async def skipping_server() -> AsyncGenerator[WorkflowEnvironment]:
    """A server whose clock jumps while everybody waits; it lists nothing."""
    begin = partial(
        WorkflowEnvironment.start_time_skipping,
        test_server_existing_path=program("temporal-test-server"),
        data_converter=pydantic_data_converter,
    )
    async with await _begun(begin) as environment:
        keyword = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
        wanted = {key.name: keyword for key in names.SEARCH_ATTRIBUTES}
        await environment.client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(namespace="default", search_attributes=wanted)
        )
        yield environment


@contextlib.asynccontextmanager
async def working(
    client: Client, pretend: Pretended, workflows: Sequence[type] = WORKFLOWS
) -> AsyncGenerator[None]:
    """Serve every queue for the length of a block."""
    async with contextlib.AsyncExitStack() as stack:
        for queue in QUEUES:
            await stack.enter_async_context(
                Worker(
                    client,
                    task_queue=queue,
                    workflows=workflows if queue == names.CORE else (),
                    activities=pretend.all,  # pyright: ignore[reportArgumentType]
                    workflow_runner=sandbox(),
                )
            )
        yield
