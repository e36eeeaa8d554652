"""Where the demo happens: the pretend company, a real worker beside it, and a way to ask both."""

import asyncio
import contextlib
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Generator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import httpx
from filelock import FileLock, Timeout
from temporalio.client import Client, WorkflowFailureError

import settings
from demo.company import Company, open_company
from runtime.processes import LOOPBACK, ChildProcess, ProcessError, free_port
from scans.model import Model

LOOK_SECONDS = 0.1
"""Between two questions whether something has come to pass."""
_DEPLOYED = timedelta(minutes=50)
_HISTORY_DAYS = 10
"""Of the shop's past that the story tells: more than the week without which nothing is judged."""
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
    began: datetime
    """When the deploy began that goes wrong; until then the shop's past is quiet."""


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
            open_company(
                folder, control=True, site_port=ports["site"], posthog_port=ports["posthog"]
            ) as company,
        ):
            temporal, ui, listener = ports["temporal"], ports["ui"], ports["listener"]
            began = datetime.now(UTC).replace(microsecond=0) - _DEPLOYED
            # The worker replays the past as soon as it is up: by then there has to be one.
            tell_errors(company, began, kind="quiet")
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
                    began=began,
                )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tell_errors(company: Company, began: datetime, **order: Any) -> None:
    """Tell the shop's sessions and errors before and since a deploy; told again, it is replaced."""
    order |= {"began": began.isoformat(), "history_days": _HISTORY_DAYS}
    answer = httpx.post(
        f"{company.posthog}/_control/incident/", json=order, timeout=60, trust_env=False
    )
    answer.raise_for_status()


def _is_ready(listener: str) -> bool | None:
    with contextlib.suppress(httpx.TransportError):
        if httpx.get(f"{listener}/readyz", trust_env=False).status_code == 200:
            return True
    return None


async def triggered(client: Client, schedule_id: str, kind: type[Result]) -> Result:
    """Let a Schedule run now, and return what came of it.

    Raises:
        DemoFailed: Its workflow failed.
    """
    schedule = client.get_schedule_handle(schedule_id)
    before = (await schedule.describe()).info.num_actions
    await schedule.trigger()
    # Temporal has no event for it: a trigger becomes an action a moment later.
    while (described := await schedule.describe()).info.num_actions == before:  # noqa: ASYNC110
        await asyncio.sleep(LOOK_SECONDS)
    action = described.info.recent_actions[-1].action
    return await result_of(client, getattr(action, "workflow_id", ""), kind)


async def first_of(client: Client, schedule_id: str, kind: type[Result]) -> Result:
    """Return what came of the first run of a Schedule that runs as soon as it is made.

    Raises:
        DemoFailed: Its workflow failed.
    """
    schedule = client.get_schedule_handle(schedule_id)
    while not (actions := (await schedule.describe()).info.recent_actions):  # noqa: ASYNC110
        await asyncio.sleep(LOOK_SECONDS)
    return await result_of(client, getattr(actions[0].action, "workflow_id", ""), kind)


async def result_of(client: Client, workflow_id: str, kind: type[Result]) -> Result:
    """Wait for a workflow and return its result. Raises `DemoFailed` where it failed."""
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
        time.sleep(LOOK_SECONDS)
    raise ProcessError(f"the worker ended by itself:\n{stage.worker.log_tail()}")
