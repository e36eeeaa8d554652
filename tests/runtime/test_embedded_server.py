"""The embedded Temporal server, the real one, on a folder of its own."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from datetime import timedelta
from pathlib import Path

import pytest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.service import RPCError

from runtime.connection import TemporalUnreachable, connect
from runtime.embedded import EmbeddedServer, EmbeddedServerError, Place
from runtime.processes import free_port

pytestmark = pytest.mark.requires_server


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A folder and two ports that nobody uses."""
    return Place(tmp_path / "data", free_port(), free_port())


async def test_it_keeps_thirty_days_in_a_wal_file(place: Place) -> None:
    """Retention covers four weekly digests, and the journal is the one that does not stall."""
    async with EmbeddedServer(place):
        client = await connect(place.address)
        described = await client.workflow_service.describe_namespace(
            DescribeNamespaceRequest(namespace="default")
        )
        kept = described.config.workflow_execution_retention_ttl.ToTimedelta()
        assert kept == timedelta(days=30)
        with sqlite3.connect(place.data_dir / "temporal.db") as database:
            assert database.execute("pragma journal_mode").fetchone() == ("wal",)


async def test_two_never_share_a_file(place: Place) -> None:
    """A second server on the same folder is refused: two on one file are split brain."""
    async with EmbeddedServer(place):
        with pytest.raises(EmbeddedServerError, match="another Groundskeeper"):
            async with EmbeddedServer(Place(place.data_dir, free_port(), free_port())):
                pytest.fail("the lock did not hold")


async def test_a_killed_server_comes_back(place: Place) -> None:
    """The supervisor restarts a server that was killed, on the same port and file."""
    async with EmbeddedServer(place) as server:
        first = server.pid
        assert first
        os.kill(first, signal.SIGKILL)
        async with asyncio.timeout(20):
            while not await _answers(place):
                await asyncio.sleep(0.05)
        assert server.pid not in (None, first)


async def test_a_newer_file_is_not_opened(place: Place) -> None:
    """A database that a newer server wrote is refused before that can do harm."""
    place.data_dir.mkdir(parents=True)
    (place.data_dir / "created_by_version").write_text("99.0.0")
    with pytest.raises(EmbeddedServerError, match=r"99\.0\.0"):
        async with EmbeddedServer(place):
            pytest.fail("it was opened")


async def test_a_taken_port_is_said(place: Place) -> None:
    """A port that somebody else uses ends the start, and is never mistaken for our server."""
    async with EmbeddedServer(place):
        with pytest.raises(EmbeddedServerError, match=f"port {place.port}"):
            async with EmbeddedServer(
                Place(place.data_dir.with_name("other"), place.port, free_port())
            ):
                pytest.fail("two servers on one port")


@pytest.mark.skipif(sys.platform != "linux", reason="the death signal is Linux's")
def test_it_never_outlives_us(place: Place) -> None:
    """A supervisor that is killed takes the server with it."""
    script = textwrap.dedent(
        f"""
        import asyncio, pathlib, sys
        from runtime.embedded import EmbeddedServer, Place
        async def main():
            place = Place(pathlib.Path({str(place.data_dir)!r}), {place.port}, {place.ui_port})
            async with EmbeddedServer(place) as server:
                print(server.pid, flush=True)
                await asyncio.sleep(60)
        asyncio.run(main())
        """
    )
    supervisor = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert supervisor.stdout
    server = next(int(line) for line in supervisor.stdout if line.strip().isdigit())
    supervisor.kill()
    supervisor.wait()
    supervisor.stdout.close()
    for _ in range(200):
        if not _alive(server):
            return
        subprocess.run(["sleep", "0.05"], check=True)
    os.kill(server, signal.SIGKILL)
    pytest.fail("the server went on without its supervisor")


async def _answers(place: Place) -> bool:
    try:
        client = await connect(place.address)
        return await client.service_client.check_health()
    except (TemporalUnreachable, RPCError):
        return False


def _alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
