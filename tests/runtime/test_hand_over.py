"""What becomes of deliveries in a real Temporal, with and without a worker that takes them."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from temporalio import workflow
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.exceptions import ApplicationError
from temporalio.worker import Worker

from listener.doors import Unavailable, WatchOver
from runtime import hand_over
from runtime.hand_over import TemporalWatches
from scans.deploy_watch.incoming import DeployWatchRequest, HeardDeploy, Press
from scans.model import Deploy
from tests.workflows.bench import dev_server
from workflows import names

pytestmark = [pytest.mark.requires_server, pytest.mark.asyncio(loop_scope="module")]


@workflow.defn(name=names.DEPLOY_WATCH, sandboxed=False)
class Watch:
    """A watch that does nothing but listen, until it is told to end."""

    def __init__(self) -> None:
        self._hints = 0
        self._again: list[str] = []
        self._ended = False

    @workflow.run
    async def run(self, _: dict[str, Any]) -> int:
        """Return how often it was hinted at."""
        await workflow.wait_condition(lambda: self._ended)
        return self._hints

    @workflow.update(name="heard")
    def heard(self, _: dict[str, Any]) -> str:
        """Take a delivery."""
        return "known"

    @workflow.update(name="press")
    def press(self, press: dict[str, Any]) -> str:
        """Take a press."""
        return f"{press['action']} by {press['user']}"

    @press.validator
    def is_press(self, press: dict[str, Any]) -> None:
        """Refuse a snooze without hours."""
        if press["action"] == "snooze":
            raise ApplicationError("Snooze for a whole number of hours.")

    @workflow.signal(name="hint")
    def hint(self) -> None:
        """Take a hint."""
        self._hints += 1

    @workflow.signal(name="heard_again")
    def heard_again(self, deploy: dict[str, Any]) -> None:
        """Take a deploy that no worker could take as an update."""
        self._again.append(deploy["sha"])

    @workflow.query(name="again")
    def again(self) -> list[str]:
        """Return what was heard again."""
        return self._again

    @workflow.signal(name="end")
    def end(self) -> None:
        """End."""
        self._ended = True


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client() -> AsyncIterator[Client]:
    """A development server."""
    async with dev_server() as found:
        yield found


def worker(client: Client) -> Worker:
    """Return a worker that serves watches."""
    return Worker(client, task_queue=names.CORE, workflows=[Watch])


def told(source: str = "github.deployments", project: str = "shop") -> DeployWatchRequest:
    """A deploy of its own."""
    number = uuid4().hex
    deploy = Deploy(
        repository="org/shop",
        environment="production",
        sha=number,
        at=datetime.now(UTC),
        source=source,
    )
    return DeployWatchRequest(project=project, deploy=deploy)


def heard(request: DeployWatchRequest, delivery: str) -> HeardDeploy:
    """A delivery that tells of it."""
    return HeardDeploy(delivery=delivery, deploy=request.deploy)


def name(request: DeployWatchRequest) -> str:
    """The workflow's id."""
    return f"deploy-watch:org/shop:production:{request.deploy.sha}"


async def deliveries(client: Client, watch: str) -> Counter[str]:
    """Return how often each delivery stands in the history of a watch's last run."""
    history = await client.get_workflow_handle(watch).fetch_history()
    accepted = (
        event.workflow_execution_update_accepted_event_attributes.accepted_request.meta.update_id
        for event in history.events
    )
    return Counter(each for each in accepted if each)


async def runs(client: Client, watch: str) -> int:
    """Return how many runs a watch has had, once the server's list has caught up."""
    found = -1
    while True:
        before, found = found, (await client.count_workflows(f"WorkflowId = '{watch}'")).count
        if found and found == before:
            return found
        await asyncio.sleep(0.3)


async def end(client: Client, watch: str) -> int:
    """End a watch; return how often it was hinted at."""
    handle = client.get_workflow_handle(watch)
    await handle.signal("end")
    return await handle.result()


async def test_a_delivery_is_heard_once_however_often_it_comes(client: Client) -> None:
    """Sent twice at once and once more later, it is one update of one run."""
    watches, request = TemporalWatches(client), told()
    watch = name(request)
    async with worker(client):
        one, two = heard(request, "d-1"), heard(request, "d-2")
        await asyncio.gather(*(watches.hear(watch, request, each) for each in (one, one, two)))
        await watches.hear(watch, request, one)
        assert await deliveries(client, watch) == {"d-1": 1, "d-2": 1}
        await end(client, watch)
        # A redelivery of the day after, and one by a second webhook.
        await watches.hear(watch, request, one)
        await watches.hear(watch, request, heard(request, "d-3"))
    assert await deliveries(client, watch) == {"d-1": 1, "d-2": 1}
    assert await runs(client, watch) == 1


async def test_a_commit_that_goes_live_again_is_watched_again(client: Client) -> None:
    """A pipeline that brings back an older commit is heard; its first request, repeated, is not."""
    watches, request = TemporalWatches(client), told("pipeline")
    watch = name(request)
    async with worker(client):
        await watches.hear(watch, request, heard(request, "d-1"))
        await end(client, watch)
        await watches.hear(watch, request, heard(request, "d-1"))
        assert await runs(client, watch) == 1
        await watches.hear(watch, request, heard(request, "d-2"))
        assert await deliveries(client, watch) == {"d-2": 1}
    assert await runs(client, watch) == 2


async def test_without_a_worker_the_watch_is_started_all_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody takes updates while workers are away; start and signals wait until they are back."""
    monkeypatch.setattr(hand_over, "PATIENCE_SECONDS", 0.4)
    watches, request = TemporalWatches(client), told()
    watch = name(request)
    await watches.hear(watch, request, heard(request, "d-1"))
    await watches.hear(watch, request, heard(request, "d-1"))
    described = await client.get_workflow_handle(watch).describe()
    assert described.status == WorkflowExecutionStatus.RUNNING
    assert await runs(client, watch) == 1
    monkeypatch.undo()
    async with worker(client):
        await watches.hear(watch, request, heard(request, "d-1"))
        assert await deliveries(client, watch) == {"d-1": 1}
        again = await client.get_workflow_handle(watch).query("again", result_type=list[str])
        assert again == [request.deploy.sha] * 2
        await end(client, watch)


async def test_a_press_is_taken_once_and_answered(client: Client) -> None:
    """The same trigger is one press; what the watch says, and why it refuses, comes back."""
    watches, request = TemporalWatches(client), told()
    watch = name(request)
    async with worker(client):
        await watches.hear(watch, request, heard(request, "d-1"))
        press = Press(action="ack", user="U1", trigger="t-1")
        for _ in range(2):
            said = await watches.press(watch, press)
            assert await said() == "ack by U1"
        assert await deliveries(client, watch) == {"d-1": 1, "t-1": 1}
        refused = await watches.press(watch, Press(action="snooze", user="U1", trigger="t-2"))
        assert await refused() == "Snooze for a whole number of hours."
        await end(client, watch)
        with pytest.raises(WatchOver):
            await watches.press(watch, Press(action="mute", user="U1", trigger="t-3"))
        with pytest.raises(WatchOver):
            await watches.press("deploy-watch:nobody", press)


async def test_a_press_that_nobody_takes_is_no_success(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With workers away the person has to hear that nothing happened."""
    monkeypatch.setattr(hand_over, "PATIENCE_SECONDS", 0.4)
    watches, request = TemporalWatches(client), told()
    await watches.hear(name(request), request, heard(request, "d-1"))
    with pytest.raises(Unavailable):
        await watches.press(name(request), Press(action="ack", user="U1", trigger="t-1"))
    await client.get_workflow_handle(name(request)).terminate()


async def test_a_hint_reaches_the_open_watches_of_its_project(client: Client) -> None:
    """Every open watch of the project looks now; those of others and those that are over do not."""
    watches = TemporalWatches(client)
    requests = [told(project=project) for project in ("hinted", "hinted", "hinted", "other")]
    async with worker(client):
        for request in requests:
            await watches.hear(name(request), request, heard(request, "d-1"))
        await end(client, name(requests[0]))
        while await watches.hint("hinted") != 2:
            # The server's list of what is open follows within a second.
            await asyncio.sleep(0.2)
        hints = [await end(client, name(request)) for request in requests[1:]]
    assert hints[0] == hints[1] >= 1
    assert hints[2] == 0
    assert await watches.hint("nobody") == 0
