"""Copies of a process that work together, and what happens when one of them does not."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from clients.forks import Forks, forks_of_this_machine

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are copied on Linux only"
)

Exchange = Callable[[Any], Sequence[Any]]


def test_everybody_hears_what_the_others_tell() -> None:
    """After a round each process has the news of all others, its own left out."""

    def work(number: int, exchange: Exchange) -> list[str]:
        return sorted(exchange(f"news of {number}"))

    assert Forks(3).run(work) == [
        ["news of 1", "news of 2"],
        ["news of 0", "news of 2"],
        ["news of 0", "news of 1"],
    ]


def test_rounds_do_not_overlap() -> None:
    """A process that is ahead waits: the second round holds nothing of the first."""

    def work(number: int, exchange: Exchange) -> list[int]:
        exchange(number)
        return sorted(exchange(number + 10))

    assert Forks(2).run(work) == [[11], [10]]


def test_the_others_are_copies() -> None:
    """They see what was there before, and what they change stays theirs."""
    seen = ["before"]

    def work(number: int, _: Exchange) -> tuple[int, list[str]]:
        seen.append(str(number))
        return os.getpid(), list(seen)

    (first, mine), (second, theirs) = Forks(2).run(work)
    assert first == os.getpid() != second
    assert (mine, theirs) == (["before", "0"], ["before", "1"])
    assert seen == ["before", "0"]


@pytest.mark.parametrize("how", ["raises", "is killed", "leaves"])
def test_a_lost_copy_is_an_error_and_leaves_nobody_behind(how: str) -> None:
    """Whoever waits for a copy that ended is told so, and all others are gone, too."""
    others: list[int] = []

    def work(number: int, exchange: Exchange) -> None:
        if number == 0:
            others.extend(exchange(None))
        else:
            exchange(os.getpid())
        if number == 1:
            _end(how)
        exchange(None)

    with pytest.raises(ChildProcessError):
        Forks(3).run(work)
    assert len(others) == 2
    assert not [pid for pid in others if _lives(pid)]


def _end(how: str) -> None:
    if how == "raises":
        raise ValueError("nobody sees this")
    if how == "is killed":
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(0)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_an_error_of_the_first_process_is_its_own() -> None:
    """What goes wrong here is raised here, and the copies end."""

    def work(number: int, exchange: Exchange) -> None:
        exchange(None)
        if number == 0:
            raise LookupError("here")
        exchange(None)

    with pytest.raises(LookupError, match="here"):
        Forks(2).run(work)


def test_what_is_to_begin_after_the_copies_begins_once_and_here() -> None:
    """A thread that shows progress may not be there while copies are made."""
    begun: list[int] = []
    forks = Forks(2, lambda: begun.append(os.getpid()))
    assert forks.run(lambda _, __: list(begun)) == [[os.getpid()], []]
    assert begun == [os.getpid()]


def test_a_process_with_threads_is_not_copied() -> None:
    """A lock that another thread holds would stay locked in the copy."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert forks_of_this_machine() is None
    finally:
        done.set()
        thread.join()
