"""Many words looked for in bytes at once."""

from collections.abc import Collection, Iterator
from itertools import product

from ahocorasick_rs import BytesAhoCorasick, MatchKind

_PART_OF_A_NAME = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$")


class Words:
    """A set of words; says which of them stand in a file as whole names.

    A word that is not a plain ASCII name (`enabled?`, `größe`) counts wherever it stands, also as
    a part of another one. So the answer may name a word too many, never one too few.
    """

    def __init__(self, words: Collection[str]) -> None:
        self.all = frozenset(words) - {""}
        ordered = sorted(self.all)
        self._names = [word for word in ordered if _PART_OF_A_NAME.issuperset(word.encode())]
        self._others = [(word, word.encode()) for word in self.all.difference(self._names)]
        # Two names cannot overlap where both are whole, so the longest from the left is enough.
        self._automaton = BytesAhoCorasick(
            [name.encode() for name in self._names], matchkind=MatchKind.LeftmostLongest
        )

    def found_in(self, source: bytes) -> frozenset[str]:
        """Return the words that stand in some bytes."""
        found = {word for word, raw in self._others if raw in source}
        found.update(self._whole_names(source))
        return frozenset(found)

    def every(self, source: bytes) -> Iterator[str]:
        """Yield a word for each place where it stands as a whole name; only plain ASCII names."""
        return self._whole_names(source)

    def _whole_names(self, source: bytes) -> Iterator[str]:
        size = len(source)
        for index, start, end in self._automaton.find_matches_as_indexes(source):
            if start and source[start - 1] in _PART_OF_A_NAME:
                continue
            if end == size or source[end] not in _PART_OF_A_NAME:
                yield self._names[index]


_CLIENT = b"posthog"

_SHORT = (b"ph.", b"ph?.", b"phClient", b"ph_client")

_SHORT_NAMES = Words(("ph", "phClient", "ph_client"))

_ANY_CASE = [bytes(letters) for letters in product(*zip(_CLIENT, _CLIENT.upper(), strict=True))]

_MENTION = BytesAhoCorasick([*_ANY_CASE, *_SHORT])


def mentions_client(source: bytes) -> bool:
    """Say whether a file mentions PostHog by its name in any case, or by a usual short one."""
    for index, start, end in _MENTION.find_matches_as_indexes(source):
        if index < len(_ANY_CASE):
            return True
        if start and source[start - 1] in _PART_OF_A_NAME:
            continue
        # `ph.` ends by itself, the others have to.
        dotted = source[end - 1] == ord(".")
        if dotted or end == len(source) or source[end] not in _PART_OF_A_NAME:
            return True
    return False


def client_names(source: bytes) -> Iterator[str]:
    """Yield the names in which PostHog's stands in any case, and the usual short ones."""
    lower, seen = source.lower(), set[bytes]()
    at = lower.find(_CLIENT)
    while at >= 0:
        start, end = at, at + len(_CLIENT)
        while start and source[start - 1] in _PART_OF_A_NAME:
            start -= 1
        while end < len(source) and source[end] in _PART_OF_A_NAME:
            end += 1
        seen.add(source[start:end])
        at = lower.find(_CLIENT, end)
    yield from (name.decode("utf-8", "replace") for name in sorted(seen))
    yield from _SHORT_NAMES.found_in(source)
