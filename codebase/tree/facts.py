"""What is known of files, in this run and out of earlier ones."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from codebase.tree.contents import BlobId
from codebase.tree.words import Words
from scans.model import SourceFile, Stamp
from scans.model.base import Model

T = TypeVar("T")

_NONE = frozenset[str]()


@dataclass(slots=True)
class Fact:
    """What a file's bytes say, whatever its name is."""

    size: int
    reason: str | None
    """Why they are no source, if they are none."""
    mentions: bool
    """Whether they mention PostHog."""
    asked: frozenset[str] = _NONE
    """Words that were looked for."""
    found: frozenset[str] = _NONE
    """Those of them that are there."""


class Facts:
    """Facts by the bytes they are about, and which bytes each file held when."""

    def __init__(self) -> None:
        self.news = False
        """Whether something is known that was not when this was loaded."""
        self._facts: dict[BlobId, Fact] = {}
        self._held: dict[str, tuple[Stamp, BlobId]] = {}
        self._sets: dict[frozenset[str], frozenset[str]] = {}
        self._unions: dict[tuple[frozenset[str], frozenset[str]], frozenset[str]] = {}

    def held(self, file: SourceFile) -> BlobId | None:
        """Return what a file holds, if that is known without reading it."""
        entry = self._held.get(file.path)
        return entry[1] if entry is not None and entry[0] == file.stamp else None

    def hold(self, file: SourceFile, blob: BlobId) -> None:
        """Note what a file holds; one without a stamp is read again next time."""
        if file.stamp is not None and self.held(file) != blob:
            self._held[file.path] = (file.stamp, blob)
            self.news = True

    def of(self, blob: BlobId) -> Fact | None:
        """Return what some bytes say, if that is known."""
        return self._facts.get(blob)

    def add(self, blob: BlobId, fact: Fact) -> None:
        """Note what some bytes say."""
        self._facts[blob] = fact
        self.news = True

    def learn(self, fact: Fact, words: Words, source: bytes) -> None:
        """Note which of some words stand in a file."""
        both = (fact.asked, words.all)
        if both not in self._unions:
            self._unions[both] = self._one(fact.asked | words.all)
        fact.asked = self._unions[both]
        found = words.found_in(source)
        if found:
            fact.found = self._one(fact.found | found)
        self.news = True

    def _one(self, words: frozenset[str]) -> frozenset[str]:
        """Return the one copy of a set: thousands of files have the same."""
        return self._sets.setdefault(words, words)

    @classmethod
    def load(cls, content: bytes | None) -> "Facts":
        """Return what `dump` wrote; nothing if this is something else."""
        facts = cls()
        try:
            document = _Document.model_validate(json.loads(content or b""))
            facts._facts.update(document.known(facts._one))
            facts._held.update(document.held())
        except (ValueError, IndexError, RecursionError):
            return cls()
        return facts

    def dump(self, files: Collection[tuple[SourceFile, BlobId]]) -> bytes:
        """Return what is known of these files, and of nothing else."""
        words = _Numbers[str]()
        asked = _Numbers[frozenset[str]]()
        facts = [
            (blob.hex(), fact.size, fact.reason, fact.mentions, asked[fact.asked],
             sorted(words[word] for word in fact.found))
            for blob, fact in self._of_all(blob for _, blob in files)
        ]  # fmt: skip
        document = {
            "facts": facts,
            "files": [(f.path, blob.hex(), f.stamp) for f, blob in files if f.stamp is not None],
            "asked": [sorted(words[word] for word in each) for each in asked],
            "words": list(words),
        }
        return json.dumps(document, separators=(",", ":")).encode()

    def _of_all(self, blobs: Iterable[BlobId]) -> Iterator[tuple[BlobId, Fact]]:
        for blob in dict.fromkeys(blobs):
            fact = self._facts.get(blob)
            if fact is not None:
                yield blob, fact


class _Numbers(dict[T, int], Generic[T]):
    """Numbers things from zero, in the order in which they are first asked for."""

    def __missing__(self, thing: T) -> int:
        self[thing] = number = len(self)
        return number


class _Document(Model):
    """What lies between two runs: every word once, and numbers for it."""

    words: list[str]
    asked: list[list[int]]
    facts: list[tuple[str, int, str | None, bool, int, list[int]]]
    files: list[tuple[str, str, list[int]]]

    def known(
        self, one: Callable[[frozenset[str]], frozenset[str]]
    ) -> Iterator[tuple[BlobId, Fact]]:
        """Yield every fact. Raises `ValueError` or `IndexError` if a number means nothing."""
        asked = [one(self._words(numbers)) for numbers in self.asked]
        for blob, size, reason, mentions, at, numbers in self.facts:
            found = one(self._words(numbers))
            yield bytes.fromhex(blob), Fact(size, reason, mentions, asked[at], found)

    def held(self) -> Iterator[tuple[str, tuple[Stamp, BlobId]]]:
        """Yield what each file held. Raises `ValueError`."""
        for path, blob, stamp in self.files:
            yield path, (tuple(stamp), bytes.fromhex(blob))

    def _words(self, numbers: list[int]) -> frozenset[str]:
        return frozenset([self.words[number] for number in numbers])
