"""The other cores of this machine: processes that begin as copies of this one."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

T = TypeVar("T")

Exchange = Callable[[Any], Sequence[Any]]
"""Tells the others, and returns what each of them tells in the same round."""

_MOST = 8
"""Processes. What they have to tell each other grows with their number."""


def forks_of_this_machine(started: Callable[[], object] | None = None) -> "Forks | None":
    """Return one process for each core, or None where there is one or copies are not safe to make.

    A process with threads may not be copied: a lock that one of them holds stays locked for ever.
    """
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    alone = cores == 1 or threading.active_count() > 1
    return None if alone else Forks(min(cores, _MOST), started)


class Forks:
    """Runs a function in this process and in copies of it. The copies end with the call."""

    def __init__(self, size: int, started: Callable[[], object] | None = None) -> None:
        """Take part with `size` processes; `started` is called here once all copies are made."""
        self.size = size
        self._started = started

    def run(self, work: Callable[[int, Exchange], T]) -> list[T]:
        """Return what `work` returns for each number, 0 being this process.

        Raises `ChildProcessError` if a copy ends before its work does.
        """
        context = multiprocessing.get_context("fork")
        lines: list[Connection] = []
        copies: list[BaseProcess] = []
        try:
            for number in range(1, self.size):
                ours, theirs = context.Pipe()
                copy = context.Process(
                    target=_copy, args=(theirs, [*lines, ours], work, number), daemon=True
                )
                copy.start()
                theirs.close()
                lines.append(ours)
                copies.append(copy)
            if self._started is not None:
                self._started()
            first = work(0, lambda news: _relay(lines, news))
            return [first, *(_heard(line) for line in lines)]
        finally:
            for line in lines:
                line.close()
            for copy in copies:
                copy.kill()
                copy.join()


def _relay(lines: Sequence[Connection], news: object) -> list[object]:
    """Wait for everybody's news, and tell everybody those of the others."""
    told: list[object] = [_heard(line) for line in lines]
    for at, line in enumerate(lines):
        _tell(line, [news, *told[:at], *told[at + 1 :]])
    return told


def _tell(line: Connection, what: object) -> None:
    try:
        line.send(what)
    except OSError as error:
        raise ChildProcessError("a process that was helping is gone") from error


def _heard(line: Connection) -> Any:
    try:
        return line.recv()
    except (EOFError, OSError) as error:
        raise ChildProcessError("a process that was helping is gone") from error


def _copy(
    line: Connection,
    others: Sequence[Connection],
    work: Callable[[int, Exchange], object],
    number: int,
) -> None:
    """Do one share. Whatever goes wrong here ends the copy, and that is all anybody learns."""
    for other in others:
        other.close()

    def exchange(news: object) -> Sequence[Any]:
        line.send(news)
        return line.recv()

    try:
        line.send(work(number, exchange))
        code = 0
    except BaseException:  # noqa: BLE001  the first process does the work again, alone
        code = 1
    # Nothing of the first process may be flushed, closed or removed a second time.
    os._exit(code)
