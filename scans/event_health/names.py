"""What a name says once its spelling is folded: the words, and the verb without its tense.

`order_completed`, `Order Completed` and `orderComplete` are one thing said three times. Plurals,
word order and symbols are not spelling: they tell things apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scans.event_health.tense import infinitives

SEPARATORS = re.compile(r"[\s_\-./:]+")

PARTICLES = frozenset({"up", "in", "out", "off", "on", "down", "over", "back"})
"""What stands after the verb in `signed_up`."""


@dataclass(frozen=True)
class Folded:
    """One reading of a name. Two names can only mean the same if they share one."""

    text: str
    boundaries: frozenset[int]
    """Where words meet, in `text`. A name may leave some out, and never has others."""

    def same(self, other: "Folded") -> bool:
        """Whether both say the same: `bust|op` and `bus|top` have the same letters and do not."""
        nested = self.boundaries <= other.boundaries or other.boundaries <= self.boundaries
        return self.text == other.text and nested


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, however they are put together."""
    pieces = (piece for piece in SEPARATORS.split(name) if piece)
    return tuple(word.casefold() for piece in pieces for word in _humps(piece))


def prefix(name: str) -> str:
    """Return the first word, if others follow."""
    found = words(name)
    return found[0] if len(found) > 1 else ""


def foldings(name: str) -> Iterator[Folded]:
    """Yield every reading of a name: its last verb may be the past of several."""
    found = words(name)
    if not found:
        return
    at = len(found) - 1
    if at and found[at] in PARTICLES:
        at -= 1
    for verb in sorted(infinitives(found[at])):
        yield _joined((*found[:at], verb, *found[at + 1 :]))


def _joined(parts: Sequence[str]) -> Folded:
    text, boundaries = "", set[int]()
    for part in parts:
        if text:
            # 1.1 is not 11, and neither is a version of the other.
            text += "." if text[-1].isdigit() and part[0].isdigit() else ""
            boundaries.add(len(text))
        text += part
    return Folded(text, frozenset(boundaries))


def _humps(piece: str) -> Iterator[str]:
    start = 0
    for at, (left, right) in enumerate(pairwise(piece), start=1):
        follows = piece[at + 1 : at + 2]
        begins = right.isupper() and (not left.isupper() or follows.islower())
        if begins and left.isalnum():
            yield piece[start:at]
            start = at
    yield piece[start:]
