"""A worker as an operator runs it, on the pretend company: started, killed, started again.

Everything here is a process of its own: `groundskeeper up` with its embedded Temporal server, the
emulators, the PostHog test server. Methods are synchronous, and each one that asks Temporal opens
its own connection, because a test may have killed the server since the last one.
"""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import httpx
from pydantic import SecretStr
from temporalio.client import Client, WorkflowFailureError

from demo.company import PIPELINE_SECRET, PROJECT, Company
from listener.signature import SIGNATURE, TIMESTAMP, sign
from runtime.connection import connect
from runtime.processes import LOOPBACK, ChildProcess
from scans.model import CleanupOutcome, DigestReport, Model, ScanReport
from workflows import names

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.05

_PORTS = range(20_000, 30_000)
"""Below every system's range for outgoing connections: a port stays ours while a worker is down."""

Result = TypeVar("Result", bound=Model)
Found = TypeVar("Found")


def until(look: Callable[[], Found | None], what: str, seconds: float = PATIENCE_SECONDS) -> Found:
    """Return what `look` finds as soon as it finds something; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while (found := look()) is None:
        assert time.monotonic() < deadline, f"{what}: not within {seconds:g} s"
        time.sleep(LOOK_SECONDS)
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind((LOOPBACK, port))
            return True
    return False


def _ports(count: int) -> list[int]:
    """Return free ports; where to look first depends on the process, as several tests run."""
    start = os.getpid() * 37 % len(_PORTS)
    turned = (*_PORTS[start:], *_PORTS[:start])
    free = (port for port in turned if _is_free(port))
    return [next(free) for _ in range(count)]


class Stage:
    """One worker's folder, ports and settings; the process itself comes and goes."""

    def __init__(self, company: Company, folder: Path) -> None:
        self.company = company
        self.emulators = company.emulators
        self.folder = folder
        self.data = folder / "data"
        self.settings_file = folder / "groundskeeper.toml"
        self.temporal_port, self.ui_port, self.listener_port = _ports(3)
        self._worker: ChildProcess | None = None

    def start(
        self,
        *,
        mode: str = "on",
        environment: Mapping[str, str] | None = None,
        alerts: bool = False,
        edit: Callable[[str], str] = str,
    ) -> None:
        """Start the worker and wait until it is ready; `edit` has the last word on its settings.

        Without `alerts` deploys are watched in the shadow: no replay of the past comes first.
        """
        text = self.company.settings(
            data_dir=self.data,
            temporal_port=self.temporal_port,
            ui_port=self.ui_port,
            listener_port=self.listener_port,
            mode=mode,
        )
        if not alerts:
            text = text.replace('alerts = "on"', 'alerts = "shadow"')
        self.settings_file.write_text(edit(text))
        self._worker = ChildProcess(
            "groundskeeper up",
            [sys.executable, "-m", "cli", "up", "--config", str(self.settings_file)],
            log=self.folder / "worker.log",
            cwd=ROOT,
            environment={**self.company.environment, **(environment or {})},
        )
        self._worker.wait_for(self._ready, seconds=PATIENCE_SECONDS)

    def _ready(self) -> bool | None:
        with contextlib.suppress(httpx.TransportError):
            answer = httpx.get(f"http://{LOOPBACK}:{self.listener_port}/readyz", trust_env=False)
            return True if answer.is_success else None
        return None

    @property
    def environment(self) -> dict[str, str]:
        """What a terminal beside the worker has."""
        return {**os.environ, **self.company.environment}

    @property
    def worker(self) -> ChildProcess:
        """The running worker."""
        assert self._worker, "start the worker first"
        return self._worker

    def stop(self) -> None:
        """End the worker as a service manager does."""
        if self._worker:
            self._worker.stop(seconds=20)
            self._wait_for_ports()

    def kill(self) -> None:
        """End worker and Temporal server at once, without a word to either."""
        self.worker.kill()
        self._wait_for_ports()

    def restart(self) -> None:
        """End the worker in order, and start it again on the same folder."""
        self.stop()
        self.start()

    def _wait_for_ports(self) -> None:
        ports = (self.temporal_port, self.ui_port, self.listener_port)
        until(lambda: True if all(map(_is_free, ports)) else None, "ports given back")

    def server_pid(self) -> int:
        """Return the process id of the embedded Temporal server."""
        shown = subprocess.run(
            ["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
        ).stdout
        rows = [line.split(maxsplit=2) for line in shown.splitlines()]
        (pid,) = [
            int(pid)
            for pid, parent, command in rows
            if int(parent) == self.worker.pid and "start-dev" in command
        ]
        return pid

    def kill_temporal(self) -> None:
        """Kill the Temporal server alone, and wait until the supervisor has another one up."""
        before = self.server_pid()
        os.kill(before, signal.SIGKILL)

        def again() -> bool | None:
            with contextlib.suppress(ValueError):
                return True if self.server_pid() != before and self._ready() else None
            return None

        until(again, "another Temporal server")

    # What a pipeline, a clock and an operator do.

    def request_scan(self, scan: str = "stale_flags") -> str:
        """Ask for a scan as a pipeline does; returns the workflow's id."""
        return self.send(self.signed_request(scan))

    def signed_request(self, scan: str = "stale_flags") -> tuple[bytes, dict[str, str]]:
        """Return body and headers of `POST /scans`; sent twice, they are one delivery."""
        body = json.dumps({"project": PROJECT, "scan": scan}).encode()
        stamp = int(time.time())
        signature = sign(SecretStr(PIPELINE_SECRET), stamp, body)
        return body, {TIMESTAMP: str(stamp), SIGNATURE: signature}

    def send(self, request: tuple[bytes, dict[str, str]]) -> str:
        """Deliver a request for a scan; returns the workflow's id."""
        body, headers = request
        url = f"http://{LOOPBACK}:{self.listener_port}/scans"
        answer = httpx.post(url, content=body, headers=headers, trust_env=False)
        assert answer.status_code == httpx.codes.ACCEPTED, answer.text
        return answer.json()["workflow_id"]

    def trigger(self, kind: str) -> str:
        """Let a Schedule fire now (a scan's or `digest`); returns the workflow's id."""

        async def fire(client: Client) -> str:
            schedule = client.get_schedule_handle(names.schedule_id(kind, PROJECT))
            before = (await schedule.describe()).info.num_actions
            await schedule.trigger()
            while (described := await schedule.describe()).info.num_actions == before:
                await asyncio.sleep(LOOK_SECONDS)
            return getattr(described.info.recent_actions[-1].action, "workflow_id", "")

        return self._ask(fire)

    def result(
        self, workflow_id: str, kind: type[Result], seconds: float = PATIENCE_SECONDS
    ) -> Result:
        """Return what a workflow came to. Raises `WorkflowFailureError` if it failed."""

        async def wait(client: Client) -> Result:
            return await client.get_workflow_handle(workflow_id, result_type=kind).result()

        return self._ask(wait, seconds)

    def failure(self, workflow_id: str) -> str:
        """Return the sentence with which a workflow failed."""
        try:
            found = self.result(workflow_id, Model)
        except WorkflowFailureError as error:
            cause: BaseException = error
            while cause.__cause__ is not None:
                cause = cause.__cause__
            return str(cause)
        raise AssertionError(f"{workflow_id} did not fail: {found}")

    def scan(self, scan: str = "stale_flags") -> tuple[ScanReport, dict[str, CleanupOutcome]]:
        """Scan to the end, Cleanups included; returns outcomes by subject."""
        return self.finish(self.trigger(scan))

    def finish(self, scan: str) -> tuple[ScanReport, dict[str, CleanupOutcome]]:
        """Wait for a scan and its Cleanups."""
        report = self.result(scan, ScanReport)
        outcomes = [self.result(each, CleanupOutcome) for each in report.cleanups]
        return report, {outcome.subject: outcome for outcome in outcomes}

    def digest(self) -> DigestReport:
        """Tell people, and return what was told."""
        return self.result(self.trigger("digest"), DigestReport)

    def _ask(
        self, question: Callable[[Client], Awaitable[Found]], seconds: float = PATIENCE_SECONDS
    ) -> Found:
        async def asked() -> Found:
            async with asyncio.timeout(seconds):
                return await question(await connect(f"{LOOPBACK}:{self.temporal_port}"))

        try:
            return asyncio.run(asked())
        except TimeoutError:
            raise AssertionError(
                f"nothing came of it in {seconds:g} s; the worker's last words:\n"
                f"{self.worker.log_tail()}"
            ) from None

    # What a test does to PostHog.

    def posthog(self, order: str, body: Mapping[str, Any]) -> None:
        """Order something at PostHog's control door: `faults`, `flags`, `events`, `keys`."""
        httpx.post(
            f"{self.company.posthog}/_control/{order}/",
            json=body,
            trust_env=False,
            timeout=PATIENCE_SECONDS,
        ).raise_for_status()

    def posthog_faults(self) -> list[dict[str, Any]]:
        """Return the faults that PostHog has still on order."""
        answer = httpx.get(f"{self.company.posthog}/_control/faults/", trust_env=False)
        return answer.raise_for_status().json()
