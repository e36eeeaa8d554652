"""A search that several share finds what one finds alone."""

import pathlib
import sys
from collections.abc import Callable
from typing import TypeVar

import pytest

from clients.checkout import FolderTree
from clients.forks import Forks
from codebase import index
from codebase.finding.crew import Exchange, shares
from codebase.index import find_usages

T = TypeVar("T")

CASES = pathlib.Path(__file__).parent / "cases"

linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")


@linux
@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_usages_do_not_depend_on_how_many_look(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrappers, names and flags found in one process reach the files of every other."""
    monkeypatch.setattr(index, "_WORTH_HELP", 0)
    tree = FolderTree(CASES / case)
    alone, together = find_usages(tree), find_usages(tree, crew=Forks(3))
    assert (together.usages, together.dynamic) == (alone.usages, alone.dynamic)
    assert together.skipped == alone.skipped


class _Lost:
    """A crew of two, one of whom never comes back."""

    size = 2

    def run(self, work: Callable[[int, Exchange], T]) -> list[T]:
        work(0, lambda _: ())
        raise ChildProcessError("gone")


def test_what_nobody_finished_is_done_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies costs time, never a usage."""
    monkeypatch.setattr(index, "_WORTH_HELP", 0)
    tree = FolderTree(CASES / "js-wrap-three-hops")
    assert find_usages(tree, crew=_Lost()) == find_usages(tree)


def test_a_small_tree_is_not_shared() -> None:
    """Where there is little to do, nobody is asked for help."""
    tree = FolderTree(CASES / "js-wrap-three-hops")
    assert find_usages(tree, crew=_Lost()) == find_usages(tree)


def test_everybody_gets_about_as_much() -> None:
    """The largest files go first, each to whoever has the least."""
    sizes = {"a": 10, "b": 6, "c": 5, "d": 1}
    owners = shares(sizes, 2)
    loads = [sum(size for path, size in sizes.items() if owners[path] == n) for n in (0, 1)]
    assert sorted(loads) == [11, 11]
