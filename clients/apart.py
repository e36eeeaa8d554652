"""Work in a process of its own: nobody else has to wait for what it takes of the machine."""

import asyncio
import contextlib
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def apart(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a function returns in a new process, which ends with the call, even a cancelled.

    The function is one that can be imported; arguments and result can be pickled. Raises what the
    function raises, `ChildProcessError` if the process ends without an answer.
    """
    # A copy of a process with threads is not safe to make, so the new one starts from nothing.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, function, args, kwargs))
    try:
        await asyncio.to_thread(process.start)
        theirs.close()
        raised, answer = await asyncio.to_thread(_received, ours)
    finally:
        if process.pid is not None:
            process.kill()
            await asyncio.to_thread(process.join)
        ours.close()
    if raised:
        raise answer
    return answer


def _received(line: Connection) -> tuple[bool, Any]:
    try:
        return line.recv()
    except (EOFError, OSError) as error:
        raise ChildProcessError("the process that was working on it is gone") from error


def _answer(
    line: Connection,
    function: Callable[..., object],
    args: tuple[object, ...],
    kwargs: dict[str, object],
) -> None:
    """Send back whether the function raised something, and what it raised or returned."""
    try:
        answer: tuple[bool, object] = (False, function(*args, **kwargs))
    except Exception as error:  # noqa: BLE001  it is raised again where somebody waits for it
        answer = (True, error)
    with contextlib.suppress(BrokenPipeError):  # nobody waits any more
        line.send(answer)
