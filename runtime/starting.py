"""How a scan is started for somebody who asks: once, however often the request arrives."""

import structlog
from temporalio.client import Client
from temporalio.common import SearchAttributePair, TypedSearchAttributes, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError

from listener.doors import Unavailable
from scans.model import ScanRequest
from workflows import names

log = structlog.get_logger(__name__)


async def start_once(client: Client, scan: str, project: str, delivery: str) -> str:
    """Start a scan unless this delivery has started it already; return the workflow's id.

    Raises:
        Unavailable: Temporal did not take it.
    """
    workflow_id = f"{names.scan_id(scan, project)}:{delivery}"
    try:
        await client.start_workflow(
            names.SCAN_WORKFLOWS[scan],
            ScanRequest(project=project),
            id=workflow_id,
            task_queue=names.CORE,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            static_summary=f"{scan} of {project}, asked for by a pipeline",
            search_attributes=TypedSearchAttributes([SearchAttributePair(names.PROJECT, project)]),
        )
    except WorkflowAlreadyStartedError:
        log.info("this delivery has started its scan already", workflow=workflow_id)
    except RPCError as error:
        raise Unavailable(error.message[:200]) from None
    return workflow_id
