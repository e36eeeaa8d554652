"""One quick look at every byte of a tree: what is no source, and who mentions PostHog."""

from collections.abc import Collection

from codebase.parsing import language_of
from codebase.tree.contents import ROOM, Contents
from codebase.tree.facts import Fact, Facts
from codebase.tree.listing import Listing
from codebase.tree.skipping import Attributes, reason_by_content, reason_by_name
from codebase.tree.words import Words, mentions_client
from scans.model import Skipped, SourceFile, SourceTree


class Survey:
    """What can be said of a tree without parsing any of it."""

    def __init__(
        self,
        tree: SourceTree,
        *,
        ignore: Collection[str] = (),
        room: int = ROOM,
        facts: Facts | None = None,
    ) -> None:
        """Walk `tree` and read every source file at most once; of their bytes `room` are kept.

        `facts` is what is known from an earlier run, and learns what this one finds out.
        """
        self.tree = Contents(tree, room=room, identify=facts is not None)
        """The same tree; what was read and fits is not read again."""
        self.listing = Listing.of(self.tree, ignore)
        self.mentions: list[str] = []
        """Files that mention PostHog by any name, in the order of paths."""
        self.skipped: list[Skipped] = []
        """What was not looked into, and why; in the order of paths."""
        self._facts = Facts() if facts is None else facts
        self._sources: dict[str, Fact] = {}
        self._look_at_all()

    @property
    def sources(self) -> Collection[str]:
        """The files that are worth looking into, in the order of paths."""
        return self._sources.keys()

    @property
    def files(self) -> int:
        """How many these are."""
        return len(self._sources)

    @property
    def bytes(self) -> int:
        """The size of all of them."""
        return sum(fact.size for fact in self._sources.values())

    @property
    def unread(self) -> int:
        """How many of them were so far not read, because what they say is known."""
        return self.files - len(self.tree.taken.intersection(self._sources))

    def containing(
        self, words: Collection[str], among: Collection[str] | None = None
    ) -> dict[str, frozenset[str]]:
        """Return the source files in which at least one word stands as a whole name, and which.

        `among` keeps it to some of the files. Order of paths; see `Words` for what is no name.
        """
        wanted = frozenset(words)
        unasked: dict[frozenset[str], Words] = {}
        found: dict[str, frozenset[str]] = {}
        for path in self._sources if among is None else sorted(among):
            fact = self._sources.get(path)
            if fact is None:
                continue
            if fact.asked not in unasked:
                unasked[fact.asked] = Words(wanted - fact.asked)
            if not self._knows(path, fact, unasked[fact.asked]):
                continue
            here = fact.found & wanted
            if here:
                found[path] = here
        return found

    def _knows(self, path: str, fact: Fact, words: Words) -> bool:
        """Look for words that were never asked for; say whether that could be done."""
        if words.all:
            try:
                self._facts.learn(fact, words, self.tree.read(path))
            except OSError:  # it was there a moment ago
                return False
        return True

    def _look_at_all(self) -> None:
        attributes = self._attributes()
        for path, file in self.listing.files.items():
            is_source = language_of(path) is not None
            if not is_source and not path.endswith(".map"):
                continue
            reason = reason_by_name(path, file.size)
            if reason is None and attributes.generated(path):
                reason = "generated"
            if reason is None:
                reason = self._look(file)
            if reason is not None:
                self.skipped.append(Skipped(file=path, reason=reason))
        self.skipped.extend(self._folders())
        self.skipped.sort(key=lambda each: each.file)

    def _look(self, file: SourceFile) -> str | None:
        """Return why a file is none of the sources, or make it one."""
        try:
            fact = self._fact(file)
        except OSError:
            return "unreadable"
        if fact.reason is None:
            self._sources[file.path] = fact
            if fact.mentions:
                self.mentions.append(file.path)
        return fact.reason

    def _fact(self, file: SourceFile) -> Fact:
        """Return what a file's bytes say; they are read if that is not known. Raises `OSError`."""
        blob = self._facts.held(file)
        fact = self._facts.of(blob) if blob is not None else None
        if fact is not None:
            self.tree.ids.setdefault(file.path, blob)
            return fact
        source = self.tree.read(file.path)
        blob = self.tree.ids.get(file.path)
        if blob is None:
            return _fact_of(source)
        self._facts.hold(file, blob)
        fact = self._facts.of(blob)
        if fact is None:
            fact = _fact_of(source)
            self._facts.add(blob, fact)
        return fact

    def _folders(self) -> list[Skipped]:
        reasons = dict.fromkeys(self.tree.unreadable, "unreadable")
        reasons |= dict.fromkeys(self.listing.ignored, "ignored by configuration")
        foreign = (name for name in self.listing.foreign if name.rpartition("/")[2] != ".git")
        reasons |= dict.fromkeys(foreign, "foreign code")
        named = {each.file for each in self.skipped}
        return [Skipped(file=n, reason=r) for n, r in reasons.items() if n not in named]

    def _attributes(self) -> Attributes:
        found: dict[str, bytes] = {}
        for path in self.listing.files:
            if path.endswith(".gitattributes") and path.rpartition("/")[2] == ".gitattributes":
                try:
                    found[path] = self.tree.read(path)
                except OSError:
                    continue
        return Attributes(found)


def _fact_of(source: bytes) -> Fact:
    reason = reason_by_content(source)
    return Fact(len(source), reason, reason is None and mentions_client(source))
