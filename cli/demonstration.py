"""The demo's course: ask for a look, deploy something bad, show what came of both."""

import asyncio
import json
import time
from dataclasses import dataclass

import httpx
from pydantic import SecretStr
from temporalio.client import Client

from cli.demo_incident import Incident, play
from cli.demo_stage import DemoFailed, Stage, result_of, triggered
from demo.company import PIPELINE_SECRET, PROJECT
from listener.signature import SIGNATURE, TIMESTAMP, sign
from runtime.connection import connect
from scans.model import CleanupOutcome, DigestReport, ScanReport
from workflows import names
from workflows.names import SCAN_WORKFLOWS

_PATIENCE_SECONDS = 300


@dataclass(frozen=True)
class Performance:
    """What one course of the demo brought about."""

    scans: dict[str, ScanReport]
    """By the name of the scan, in the order of the list of scans."""
    cleanups: tuple[CleanupOutcome, ...]
    digest: DigestReport
    incident: Incident
    seconds: float


async def perform(stage: Stage) -> Performance:
    """Ask for every scan as a pipeline would, then for the digest; then let a deploy go wrong.

    Raises:
        DemoFailed: A workflow failed, or nothing came of it in five minutes.
    """
    started = time.perf_counter()
    client = await connect(stage.temporal)
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            reports = await asyncio.gather(*(_scan(stage, client, scan) for scan in SCAN_WORKFLOWS))
            handed = [each for report in reports for each in report.cleanups]
            cleanups = [await result_of(client, each, CleanupOutcome) for each in handed]
            digest = await triggered(client, names.schedule_id("digest", PROJECT), DigestReport)
            incident = await play(stage, client)
    except TimeoutError:
        raise DemoFailed(
            f"nothing came of it in {_PATIENCE_SECONDS} s; the worker's last words:\n"
            f"{stage.worker.log_tail()}"
        ) from None
    seconds = time.perf_counter() - started
    scans = dict(zip(SCAN_WORKFLOWS, reports, strict=True))
    return Performance(
        scans=scans,
        cleanups=tuple(cleanups),
        digest=digest,
        incident=incident,
        seconds=seconds,
    )


async def _scan(stage: Stage, client: Client, scan: str) -> ScanReport:
    body = json.dumps({"project": PROJECT, "scan": scan}).encode()
    now = int(time.time())
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(
            f"{stage.listener}/scans",
            content=body,
            headers={
                TIMESTAMP: str(now),
                SIGNATURE: sign(SecretStr(PIPELINE_SECRET), now, body),
            },
        )
    if answer.status_code != 202:
        raise DemoFailed(f"POST /scans answered {answer.status_code}: {answer.text[:200]}")
    return await result_of(client, answer.json()["workflow_id"], ScanReport)
