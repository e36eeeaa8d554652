"""Work in a process of its own, and how it ends."""

import asyncio
import contextlib
import os
import signal
import time
from pathlib import Path

import pytest

from clients.apart import apart


def _pid() -> int:
    return os.getpid()


def _refuse(word: str) -> None:
    raise LookupError(word)


def _vanish() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _linger(note: Path) -> None:
    note.write_text(str(os.getpid()))
    time.sleep(60)


async def test_it_runs_elsewhere_and_answers_here() -> None:
    """The result comes back from another process, which is gone by then."""
    other = await apart(_pid)
    assert other != os.getpid()
    assert not _lives(other)


async def test_what_it_raises_is_raised_here() -> None:
    """An error keeps its type and its words."""
    with pytest.raises(LookupError, match="not there"):
        await apart(_refuse, "not there")


async def test_a_process_that_dies_is_an_error() -> None:
    """Nobody waits for ever for a process that was killed."""
    with pytest.raises(ChildProcessError):
        await apart(_vanish)


async def test_cancelling_ends_the_process(tmp_path: Path) -> None:
    """Whoever stops waiting stops the work."""
    note = tmp_path / "pid"
    waiting = asyncio.create_task(apart(_linger, note))
    while not (note.exists() and note.read_text()):
        await asyncio.sleep(0.02)
    waiting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await waiting
    assert not _lives(int(note.read_text()))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
