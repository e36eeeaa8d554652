"""Serves the company's two ports until told to stop, and leaves no process behind."""

import asyncio
import contextlib
import json
import signal
import socket
from collections.abc import Generator
from dataclasses import asdict, dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from demo.emulators import credentials
from demo.emulators.company import Company, private_key_file
from demo.emulators.gate import Gate, SeesTransport
from runtime.processes import LOOPBACK, ProcessError

DRAIN_SECONDS = 1


@dataclass(frozen=True)
class Addresses:
    """Where everything is; printed as one line of JSON when all of it answers."""

    site: str
    """Pages to look at begin here."""
    github_api: str
    slack_api: str
    """Ends with a slash, as slack_sdk wants it."""
    clone_url: str
    control: str
    """Answers only when the control door is open."""
    private_key_file: str
    """The App's private key, made for this run."""


async def run(data: Path, *, port: int, git_port: int, control: bool) -> None:
    """Serves until SIGTERM or SIGINT. Port 0 takes a free one; `data` exists.

    Raises `ProcessError` or `GitMissing` when a part cannot be started, with what to do about it.
    """
    with _listen(port) as site, _listen(git_port) as git:
        addresses = _addresses(data, _url(site), _url(git))
        company = Company(data, site=_url(site), clone_base=_url(git))
        try:
            await company.start()
            servers = [_server(company.proxy(control=control)), _server(company.git_server())]
            _stop_on_signals(servers, company.gate)
            print(json.dumps(asdict(addresses)), flush=True)  # noqa: T201 - says "ready"
            await asyncio.gather(
                *(
                    server.serve(sockets=[where])
                    for server, where in zip(servers, (site, git), strict=True)
                )
            )
        finally:
            await company.stop()


def _listen(port: int) -> socket.socket:
    """Listens at once: the address is part of the seed, and connections wait until we serve."""
    try:
        return socket.create_server((LOOPBACK, port), backlog=128)
    except OSError as error:
        raise ProcessError(f"{LOOPBACK}:{port} cannot be used: {error.strerror}") from error


def _url(listening: socket.socket) -> str:
    return f"http://{LOOPBACK}:{listening.getsockname()[1]}"


def _addresses(data: Path, site: str, git: str) -> Addresses:
    return Addresses(
        site=site,
        github_api=f"{site}/github",
        slack_api=f"{site}/slack/api/",
        clone_url=f"{git}/{credentials.FULL_NAME}.git",
        control=f"{site}/_control",
        private_key_file=str(private_key_file(data)),
    )


class _Server(uvicorn.Server):
    """Leaves the signals to us: two servers in one process would fight over them."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """Captures nothing."""
        yield


def _server(app: Starlette) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        http=SeesTransport,
        ws="websockets-sansio",
        lifespan="off",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=DRAIN_SECONDS,
    )
    return _Server(config)


def _stop_on_signals(servers: list[uvicorn.Server], gate: Gate) -> None:
    def stop() -> None:
        gate.faults.release()
        for server in servers:
            server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop)
