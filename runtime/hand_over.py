"""Where the listener's deliveries end up: in Temporal, for good, or nowhere.

A delivery is an update with its own id of the watch that its deploy names, which starts if need
be. So whatever is sent twice, by whomever, is one watch and is heard once.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowUpdateFailedError,
    WorkflowUpdateHandle,
    WorkflowUpdateRPCTimeoutOrCancelledError,
    WorkflowUpdateStage,
)
from temporalio.common import (
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from listener.doors import Unavailable, WatchOver
from scans.deploy_watch.incoming import DeployWatchRequest, HeardDeploy, Press
from workflows import names

log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 2.0
"""What Temporal gets for one delivery: Slack waits for three seconds altogether."""
REPLY_SECONDS = 10.0
"""What a watch gets to say something to a press; the answer is out by then."""
MOST_HINTED = 50
"""Open watches of one project that a hint reaches; more would be beyond any query budget."""

_HEARD, _HEARD_AGAIN, _PRESS, _HINT = "heard", "heard_again", "press", "hint"


class TemporalWatches:
    """The watches, as workflows of one namespace."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def hear(self, watch: str, request: DeployWatchRequest, heard: HeardDeploy) -> None:
        """Start the watch or tell the one that is open. Raises `Unavailable`.

        An update is taken by a worker. Where none answers, a signal says the same as durably, and
        starts the watch if need be. It has no id of its own, so the watch has to bear hearing of
        the same deploy again; it does.
        """
        try:
            await self._tell(watch, request, heard)
        except WorkflowAlreadyStartedError:
            log.info("this deploy has been watched already", watch=watch)
        except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError):
            log.warning("no worker took the delivery; its watch is signalled instead", watch=watch)
            await self._signal(watch, request)
        except RPCError as error:
            raise Unavailable(error.message[:200]) from None

    async def _tell(self, watch: str, request: DeployWatchRequest, heard: HeardDeploy) -> None:
        operation: WithStartWorkflowOperation[object, object] = WithStartWorkflowOperation(
            names.DEPLOY_WATCH,
            request,
            id=watch,
            task_queue=names.CORE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=_reuse(request),
            static_summary=_summary(request),
            search_attributes=_attributes(request),
        )
        async with asyncio.timeout(PATIENCE_SECONDS):
            # One overload of the SDK's is untyped, which taints the others.
            await self._client.start_update_with_start_workflow(  # pyright: ignore[reportUnknownMemberType]
                _HEARD,
                heard,
                id=heard.delivery,
                wait_for_stage=WorkflowUpdateStage.ACCEPTED,
                start_workflow_operation=operation,
            )

    async def _signal(self, watch: str, request: DeployWatchRequest) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._client.start_workflow(
                    names.DEPLOY_WATCH,
                    request,
                    id=watch,
                    task_queue=names.CORE,
                    id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                    id_reuse_policy=_reuse(request),
                    static_summary=_summary(request),
                    search_attributes=_attributes(request),
                    start_signal=_HEARD_AGAIN,
                    start_signal_args=[request.deploy],
                )
        except WorkflowAlreadyStartedError:
            log.info("this deploy has been watched already", watch=watch)
        except RPCError as error:
            raise Unavailable(error.message[:200]) from None
        except TimeoutError:
            raise Unavailable(f"no answer within {PATIENCE_SECONDS:g} s") from None

    async def press(self, watch: str, press: Press) -> Callable[[], Awaitable[str]]:
        """Hand a press over; see `listener.doors.Watches`.

        A press is worth nothing later, so there is no other way in where no worker takes it.
        """
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                handle = await self._client.get_workflow_handle(watch).start_update(  # pyright: ignore[reportUnknownMemberType]
                    _PRESS,
                    press,
                    id=press.trigger,
                    wait_for_stage=WorkflowUpdateStage.ACCEPTED,
                    result_type=str,
                )
        except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError):
            raise Unavailable(f"no worker took it within {PATIENCE_SECONDS:g} s") from None
        except RPCError as error:
            if error.status == RPCStatusCode.NOT_FOUND:
                raise WatchOver(watch) from None
            raise Unavailable(error.message[:200]) from None
        return lambda: _said(handle)

    async def hint(self, project: str) -> int:
        """Let the project's open watches look now; how many there are. Raises `Unavailable`."""
        asked = (
            f"WorkflowType = '{names.DEPLOY_WATCH}' AND ExecutionStatus = 'Running' "
            f"AND {names.PROJECT.name} = '{project}'"
        )
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                found = self._client.list_workflows(asked, limit=MOST_HINTED)
                ids = [each.id async for each in found]
                await asyncio.gather(*map(self._hint, ids))
        except RPCError as error:
            raise Unavailable(error.message[:200]) from None
        except TimeoutError:
            raise Unavailable(f"no answer within {PATIENCE_SECONDS:g} s") from None
        return len(ids)

    async def _hint(self, watch: str) -> None:
        try:
            await self._client.get_workflow_handle(watch).signal(_HINT)
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:
                raise


async def _said(handle: WorkflowUpdateHandle[str]) -> str:
    """Return what the watch says to a press: for a refused one, why."""
    try:
        return await handle.result(rpc_timeout=timedelta(seconds=REPLY_SECONDS))
    except WorkflowUpdateFailedError as error:
        cause = error.cause
        return cause.message if isinstance(cause, ApplicationError) else ""
    except (RPCError, WorkflowUpdateRPCTimeoutOrCancelledError):
        # It was taken, and shows in the message.
        return ""


def _reuse(request: DeployWatchRequest) -> WorkflowIDReusePolicy:
    """Return whether a watch that is over may begin anew under its id.

    A pipeline knows no number of the deploy, so an older commit that goes live again has the same
    id, and has to be watched. What GitHub tells can be replayed by whoever once saw it, for ever.
    """
    if request.deploy.source == "pipeline":
        return WorkflowIDReusePolicy.ALLOW_DUPLICATE
    return WorkflowIDReusePolicy.REJECT_DUPLICATE


def _summary(request: DeployWatchRequest) -> str:
    deploy = request.deploy
    return f"{deploy.sha[:12] or deploy.release[:40]} of {deploy.repository}"[:190]


def _attributes(request: DeployWatchRequest) -> TypedSearchAttributes:
    return TypedSearchAttributes(
        [
            SearchAttributePair(names.PROJECT, request.project),
            SearchAttributePair(names.REPOSITORY, request.deploy.repository),
        ]
    )
