"""One quick look at every byte of a tree: what is no source, and who mentions PostHog."""

from collections.abc import Collection

from codebase.contents import ROOM, Contents
from codebase.listing import Listing
from codebase.parsing import language_of
from codebase.skipping import Attributes, reason_by_content, reason_by_name
from codebase.words import Words, mentions_client
from scans.model import Skipped, SourceTree


class Survey:
    """What can be said of a tree without parsing any of it."""

    def __init__(self, tree: SourceTree, *, ignore: Collection[str] = (), room: int = ROOM) -> None:
        """Walk `tree` and read every source file once; of their bytes `room` are kept."""
        self.tree = Contents(tree, room)
        """The same tree; what was read and fits is not read again."""
        self.listing = Listing.of(self.tree, ignore)
        self.sources: list[str] = []
        """Files that are worth looking into, in the order of paths."""
        self.mentions: list[str] = []
        """Those of them that mention PostHog by any name."""
        self.bytes = 0
        """The size of all of them."""
        self.skipped: list[Skipped] = []
        """What was not looked into, and why; in the order of paths."""
        self._look_at_all()

    @property
    def files(self) -> int:
        """How many files are worth looking into."""
        return len(self.sources)

    def containing(
        self, words: Collection[str], among: Collection[str] | None = None
    ) -> dict[str, frozenset[str]]:
        """Return the source files in which at least one word stands as a whole name, and which.

        `among` keeps it to some of the files. Order of paths; see `Words` for what is no name.
        """
        wanted = Words(words)
        found: dict[str, frozenset[str]] = {}
        for path in self.sources if among is None else sorted(among):
            try:
                here = wanted.found_in(self.tree.read(path))
            except OSError:  # it was there a moment ago
                continue
            if here:
                found[path] = here
        return found

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
                reason = self._look(path)
            if reason is not None:
                self.skipped.append(Skipped(file=path, reason=reason))
        self.skipped.extend(self._folders())
        self.skipped.sort(key=lambda each: each.file)

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

    def _look(self, path: str) -> str | None:
        try:
            source = self.tree.read(path)
        except OSError:
            return "unreadable"
        reason = reason_by_content(source)
        if reason is not None:
            return reason
        self.sources.append(path)
        self.bytes += len(source)
        if mentions_client(source):
            self.mentions.append(path)
        return None
