"""What a name says once its spelling is folded: the words, and the verb without its tense.

`order_completed`, `Order Completed` and `orderComplete` are one thing said three times. Plurals,
word order and symbols are not spelling: they tell things apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from scans.event_health.tense import infinitives, stripped

SEPARATORS = re.compile(r"[\s_\-./:]+")

REPEATED = re.compile(r"(\D)\1+")
"""Letters: a verb may double one, and 11 is another number than 1."""


def _once(letters: re.Match[str]) -> str:
    return letters[1]


CHANGING = str.maketrans("", "", "edingy")
"""Letters that an ending brings, takes away or changes, wherever in the name it stands."""

PARTICLES = frozenset({"up", "in", "out", "off", "on", "down", "over", "back"})
"""What stands after the verb in `signed_up`."""


MOST_NAMES = 32_768
"""Names whose words are kept: several rules ask for the words of the same project."""


@dataclass(frozen=True, slots=True)
class Folded:
    """One reading of a name. Two names can only mean the same if they share a text."""

    text: str
    parts: tuple[str, ...]
    """Its words. A name may leave out where words meet, and never has others."""

    @property
    def boundaries(self) -> frozenset[int]:
        """Where words meet, as places in the letters."""
        return frozenset(accumulate(len(part) for part in self.parts[:-1]))

    def same(self, other: "Folded") -> bool:
        """Whether both say the same: `the|rapist` and `therap|ist` have the same letters."""
        ours, theirs = self.boundaries, other.boundaries
        return self.text == other.text and (ours <= theirs or theirs <= ours)


@lru_cache(maxsize=MOST_NAMES)
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, however they are put together."""
    pieces = (piece for piece in SEPARATORS.split(name) if piece)
    if name.isascii() and name.islower():
        return tuple(pieces)
    return tuple(word.casefold() for piece in pieces for word in _humps(piece))


def prefix(name: str) -> str:
    """Return the first word, if others follow."""
    found = words(name)
    return found[0] if len(found) > 1 else ""


def sketch(name: str) -> str:
    """Return a text that names with a common reading share, and most others do not.

    Quicker than all readings: endings are taken off, and what spelling rules change is left out.
    """
    found = words(name)
    at = _verb(found)
    verb = stripped(found[at]) if found else ""
    return REPEATED.sub(_once, "".join((*found[:at], verb, *found[at + 1 :])).translate(CHANGING))


def foldings(name: str) -> Iterator[Folded]:
    """Yield every reading of a name: its last verb may be the past of several."""
    found = words(name)
    at = _verb(found)
    for verb in infinitives(found[at]) if found else ():
        parts = (*found[:at], verb, *found[at + 1 :])
        yield Folded(_text(parts), parts)


def _verb(found: Sequence[str]) -> int:
    """Return the place of the word that can have a tense: the last, or the one `up` belongs to."""
    at = len(found) - 1
    return at - 1 if at > 0 and found[at] in PARTICLES else at


def _text(parts: Sequence[str]) -> str:
    """Return the letters of a name. Numbers stay apart: 1.1 is not 11."""
    text = "".join(parts)
    if not any(map(str.isdigit, text)):
        return text
    meets = (left[-1].isdigit() and right[0].isdigit() for left, right in pairwise(parts))
    return parts[0] + "".join(
        f".{part}" if apart else part for apart, part in zip(meets, parts[1:], strict=True)
    )


def _humps(piece: str) -> Iterator[str]:
    start = 0
    for at, (left, right) in enumerate(pairwise(piece), start=1):
        follows = piece[at + 1 : at + 2]
        begins = right.isupper() and (not left.isupper() or follows.islower())
        if begins and left.isalnum():
            yield piece[start:at]
            start = at
    yield piece[start:]
