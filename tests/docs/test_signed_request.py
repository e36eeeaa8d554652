"""The example of a signed request, run as it stands in the documents."""

import asyncio
import os
import shutil

import pytest
from pydantic import SecretStr

from listener.app import create_app
from listener.doors import Doors
from runtime.serving import serving
from tests.docs.pages import pages

pytestmark = pytest.mark.skipif(
    not (shutil.which("curl") and shutil.which("openssl")), reason="needs curl and openssl"
)


async def ask(secret: str) -> tuple[int, str, list[str]]:
    """Run the example; return its exit status, what it printed, and the scans that it started."""
    started: list[str] = []

    async def start(scan: str, project: str, *, delivery: str) -> str:
        started.append(f"{scan} of {project}")
        return f"scan:{scan}:{project}:{delivery}"

    async def ready() -> str:
        return ""

    doors = Doors(
        projects=frozenset({"shop"}),
        secrets={"ci": SecretStr("right")},
        start_scan=start,
        ready=ready,
    )
    async with serving(create_app(doors), "127.0.0.1", 0) as address:
        process = await asyncio.create_subprocess_exec(
            *("sh", "-eu", "-c", example()),
            env={
                "PATH": os.environ["PATH"],
                "no_proxy": "127.0.0.1",
                "GROUNDSKEEPER_LISTENER_SECRET_CI": secret,
                "GROUNDSKEEPER_URL": address,
            },
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate()
    return process.returncode or 0, said.decode(), started


def example() -> str:
    """Return the one block of the operations page that signs a request."""
    (page,) = (page for page in pages() if page.path == "docs/operations.md")
    (block,) = (text for _, text in page.blocks if "openssl" in text)
    return block


async def test_the_example_starts_a_scan() -> None:
    """Copied and pasted, with the right secret, it gets the workflow's id."""
    status, said, started = await ask("right")
    assert (status, started) == (0, ["stale_flags of shop"]), said
    assert '"workflow_id":"scan:stale_flags:shop:' in said


async def test_the_example_fails_loudly_with_another_secret() -> None:
    """A pipeline step goes red, and says which header was not believed."""
    status, said, started = await ask("wrong")
    assert (status, started) == (22, []), said
    assert "x-groundskeeper-signature does not fit" in said
