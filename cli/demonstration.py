"""The demo's course: start the company and the worker, ask for a look, show what came of it."""

import asyncio
import contextlib
import json
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx
from filelock import FileLock, Timeout
from pydantic import SecretStr
from temporalio.client import Client, WorkflowFailureError

import settings
from demo.company import PIPELINE_SECRET, PROJECT, Company, open_company
from listener.signature import SIGNATURE, TIMESTAMP, sign
from runtime.connection import connect
from runtime.processes import LOOPBACK, ChildProcess, ProcessError, free_port
from scans.model import CleanupOutcome, DigestReport, Model, ScanReport
from workflows import names
from workflows.names import SCAN_WORKFLOWS

_PATIENCE_SECONDS = 120
_LOOK_SECONDS = 0.1
_PORTS = {"site": 4390, "posthog": 4700, "temporal": 7243, "ui": 8243, "listener": 8797}
"""The same at every start, so that a page can be kept open; a taken one is replaced."""


Result = TypeVar("Result", bound=Model)


class DemoFailed(Exception):
    """The demo came to a point where it could not go on; the message says which."""


@dataclass(frozen=True)
class Stage:
    """A running demo."""

    company: Company
    worker: ChildProcess
    temporal: str
    ui: str
    listener: str
    folder: Path


@dataclass(frozen=True)
class Performance:
    """What one course of the demo brought about."""

    scans: dict[str, ScanReport]
    """By the name of the scan, in the order of the list of scans."""
    cleanups: tuple[CleanupOutcome, ...]
    digest: DigestReport
    seconds: float


@contextlib.contextmanager
def _ports() -> Generator[dict[str, int]]:
    """Yield a port per name: the usual ones for the first demo on this machine, else free ones."""
    lock = FileLock(Path(tempfile.gettempdir()) / "groundskeeper-demo.lock")
    try:
        # Looking whether a port is free says nothing about a second demo that looks as well.
        lock.acquire(timeout=0)
    except Timeout:
        yield {name: free_port() for name in _PORTS}
        return
    try:
        yield {name: port if _is_free(port) else free_port() for name, port in _PORTS.items()}
    finally:
        lock.release()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


@contextlib.contextmanager
def stage() -> Generator[Stage]:
    """Run company and worker for the length of a block; nothing is left behind, no file either."""
    folder = Path(tempfile.mkdtemp(prefix="groundskeeper-demo-"))
    try:
        with (
            _ports() as ports,
            open_company(folder, site_port=ports["site"], posthog_port=ports["posthog"]) as company,
        ):
            temporal, ui, listener = ports["temporal"], ports["ui"], ports["listener"]
            file = folder / settings.DEFAULT_FILE
            file.write_text(
                company.settings(
                    data_dir=folder / "data",
                    temporal_port=temporal,
                    ui_port=ui,
                    listener_port=listener,
                )
            )
            with ChildProcess(
                "groundskeeper up",
                [sys.executable, "-m", "cli", "up", "--config", str(file)],
                log=folder / "worker.log",
                environment=dict(company.environment),
            ) as worker:
                ready = f"http://{LOOPBACK}:{listener}"
                worker.wait_for(lambda: _is_ready(ready), seconds=60)
                yield Stage(
                    company=company,
                    worker=worker,
                    temporal=f"{LOOPBACK}:{temporal}",
                    ui=f"http://{LOOPBACK}:{ui}",
                    listener=ready,
                    folder=folder,
                )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_ready(listener: str) -> bool | None:
    with contextlib.suppress(httpx.TransportError):
        if httpx.get(f"{listener}/readyz", trust_env=False).status_code == 200:
            return True
    return None


async def perform(stage: Stage) -> Performance:
    """Ask for every scan as a pipeline would, then for the digest, and wait for all of them.

    Raises:
        DemoFailed: A workflow failed, or nothing happened for two minutes.
    """
    started = time.perf_counter()
    client = await connect(stage.temporal)
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            reports = await asyncio.gather(*(_scan(stage, client, scan) for scan in SCAN_WORKFLOWS))
            handed = [each for report in reports for each in report.cleanups]
            cleanups = [await _result(client, each, CleanupOutcome) for each in handed]
            digest = await _digest(client)
    except TimeoutError:
        raise DemoFailed(
            f"nothing came of it in {_PATIENCE_SECONDS} s; the worker's last words:\n"
            f"{stage.worker.log_tail()}"
        ) from None
    seconds = time.perf_counter() - started
    scans = dict(zip(SCAN_WORKFLOWS, reports, strict=True))
    return Performance(scans=scans, cleanups=tuple(cleanups), digest=digest, seconds=seconds)


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
    return await _result(client, answer.json()["workflow_id"], ScanReport)


async def _digest(client: Client) -> DigestReport:
    schedule = client.get_schedule_handle(names.schedule_id("digest", PROJECT))
    before = (await schedule.describe()).info.num_actions
    await schedule.trigger()
    # Temporal has no event for it: a trigger becomes an action a moment later.
    while (described := await schedule.describe()).info.num_actions == before:  # noqa: ASYNC110
        await asyncio.sleep(_LOOK_SECONDS)
    action = described.info.recent_actions[-1].action
    return await _result(client, getattr(action, "workflow_id", ""), DigestReport)


async def _result(client: Client, workflow_id: str, kind: type[Result]) -> Result:
    try:
        return await client.get_workflow_handle(workflow_id, result_type=kind).result()
    except WorkflowFailureError as error:
        cause: BaseException = error
        while cause.__cause__ is not None:
            cause = cause.__cause__
        raise DemoFailed(f"the workflow {workflow_id} failed: {cause}") from None


def stay_until_told(stage: Stage) -> None:
    """Wait for Ctrl-C; an end of the worker is the end of the demo.

    Raises:
        ProcessError: The worker ended by itself.
    """
    while stage.worker.exit_code is None:
        time.sleep(_LOOK_SECONDS)
    raise ProcessError(f"the worker ended by itself:\n{stage.worker.log_tail()}")
