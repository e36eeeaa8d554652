"""`POST /scans`: a pipeline asks for a scan now."""

from functools import partial

import structlog

from listener.answers import Answer, Refused
from listener.doors import Doors
from listener.hand_overs import HandOvers
from listener.pipelines import delivery_id, read, verifier
from listener.signature import SIGNATURE, TIMESTAMP
from listener.way import Delivery, Door
from scans.model import Model
from workflows.names import SCAN_WORKFLOWS

log = structlog.get_logger(__name__)


class ScanWanted(Model):
    """Body of `POST /scans`."""

    project: str
    scan: str


def door(doors: Doors, hand_overs: HandOvers) -> Door:
    """Return the door."""
    return Door(
        name="scans",
        verify=verifier(doors.secrets, doors.now),
        handle=partial(_scan, doors, hand_overs),
        type_may_be_missing=True,
        proof=SIGNATURE,
        once=(SIGNATURE, TIMESTAMP),
    )


async def _scan(doors: Doors, hand_overs: HandOvers, delivery: Delivery) -> Answer:
    wanted = read(ScanWanted, delivery, "scan")
    if wanted.scan not in SCAN_WORKFLOWS:
        raise _unknown("scan", sorted(SCAN_WORKFLOWS))
    if wanted.project not in doors.projects:
        raise _unknown("project", sorted(doors.projects))
    number = delivery_id(delivery)

    async def start() -> Answer:
        workflow_id = await doors.start_scan(wanted.scan, wanted.project, delivery=number)
        log.info("scan requested", scan=wanted.scan, project=wanted.project)
        return Answer(202, {"workflow_id": workflow_id}, "handed_over", event="scan")

    return await hand_overs.once(f"scans:{number}", start)


def _unknown(what: str, there_are: list[str]) -> Refused:
    reason = f"no such {what}; there are: {', '.join(there_are)}"
    return Refused(404, "unknown", reason, event="scan")
