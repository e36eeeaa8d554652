"""Several processes that look at one tree, each at its share of the files.

They work in rounds. After each, everybody learns what the others found out that may concern files
of its own: wrappers, names, flags that were handed on. A round in which nobody had anything to do
or to tell is the last one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from codebase.finding.wrappers import Passage
from codebase.meaning.arrivals import Parameter
from codebase.meaning.values import FunctionKey, Value

T = TypeVar("T")


@dataclass(frozen=True)
class News:
    """What one share of the files means for the others."""

    passages: tuple[Passage, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    """Families of languages, and names to look for in their files."""
    wholes: tuple[tuple[str, str], ...] = ()
    """Files that are of interest as a whole, and their families."""
    makers: tuple[FunctionKey, ...] = ()
    """Functions that return something which leads to the SDK."""
    getters: frozenset[str] = frozenset()
    roots: frozenset[str] = frozenset()
    """Files that are worth reaching for those who import them."""
    arrivals: tuple[tuple[Parameter, Value], ...] = ()
    called: frozenset[Passage] = frozenset()
    """Wrappers that somebody calls."""
    read: frozenset[tuple[str, int]] = frozenset()
    """Calls for all flags out of which somebody reads one."""
    worked: bool = False
    """Whether there was anything to do since the last round."""


Exchange = Callable[[News], Sequence[News]]
"""Tells the others, and returns what they tell."""


class Crew(Protocol):
    """Runs one function in several processes at once, all of which see the same memory."""

    @property
    def size(self) -> int:
        """How many take part."""
        ...

    def run(self, work: Callable[[int, Exchange], T]) -> list[T]:
        """Return what `work(number, exchange)` returns for every number below `size`.

        Raises `ChildProcessError` if one of them did not finish.
        """
        ...


@dataclass
class Alone:
    """Nobody else."""

    size: int = field(default=1, init=False)

    def run(self, work: Callable[[int, Exchange], T]) -> list[T]:
        """Call it here."""
        return [work(0, lambda _: ())]


def shares(sizes: dict[str, int], count: int) -> dict[str, int]:
    """Return who looks at which file, so that everybody has about as many bytes to do."""
    loads = [0] * count
    found: dict[str, int] = {}
    for path, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        lightest = loads.index(min(loads))
        loads[lightest] += size
        found[path] = lightest
    return found
