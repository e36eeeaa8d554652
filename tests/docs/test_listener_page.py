"""The page about the listener: its example runs, and its lists are those of the code."""

import asyncio
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import get_args

import pytest
from pydantic import SecretStr

from listener.answers import Outcome
from listener.app import create_app
from listener.metrics import Metrics
from runtime.serving import serving
from tests.docs.pages import Page, pages
from tests.listener.callers import PretendWatches, doors

(PAGE,) = (page for page in pages() if page.path == "docs/listener.md")

SHA = re.compile(r"[0-9a-f]{40}")


def example(page: Page) -> str:
    """Return the one block that signs a request."""
    (block,) = (text for _, text in page.blocks if "openssl" in text)
    return block.replace("my-org/shop", "org/shop")


def repository(folder: Path) -> Path:
    """Make a repository with one commit."""
    for words in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "first"]):
        identity = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
        subprocess.run(["git", *identity, *words], cwd=folder, check=True)
    return folder


async def run(secret: str, folder: Path) -> tuple[int, str, PretendWatches]:
    """Run the example in a repository; return status, what it said, what began."""
    watches = PretendWatches()
    opened = doors(watches, secrets={"ci": SecretStr("right")}, now=time.time)
    async with serving(create_app(opened), "127.0.0.1", 0) as address:
        process = await asyncio.create_subprocess_exec(
            *("sh", "-eu", "-c", example(PAGE)),
            cwd=folder,
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
    return process.returncode or 0, said.decode(), watches


@pytest.mark.skipif(
    not (shutil.which("curl") and shutil.which("openssl")), reason="needs curl and openssl"
)
@pytest.mark.parametrize(("secret", "status"), [("right", 0), ("wrong", 22)])
async def test_the_example_tells_of_a_deploy(secret: str, status: int, tmp_path: Path) -> None:
    """Copied and pasted, it starts the watch with the right secret, and fails loudly without."""
    found, said, watches = await run(secret, repository(tmp_path))
    assert found == status, said
    assert len(watches.heard) == (status == 0)
    if watches.heard:
        watch, request, _ = watches.heard[0]
        assert f'"workflow_id":"{watch}"' in said
        assert SHA.fullmatch(request.deploy.sha)
    else:
        assert "x-groundskeeper-signature does not fit" in said


def test_every_metric_is_described() -> None:
    """The table names what a scrape shows, no more and no less."""
    described = re.findall(r"^\| `(groundskeeper_\w+)` \|", PAGE.text, re.MULTILINE)
    assert set(described) == Metrics().names()


def test_every_outcome_is_named() -> None:
    """The page has every word of the label."""
    assert [word for word in get_args(Outcome) if f"`{word}`" not in PAGE.text] == []
