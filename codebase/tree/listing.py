"""The names of a tree: what can be known of it without a byte of content."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from codebase.tree.skipping import Ignored, enter
from scans.model import SourceFile, SourceTree


@dataclass(frozen=True)
class Listing:
    """Every file outside foreign and ignored folders, in the order of paths."""

    files: dict[str, SourceFile]
    foreign: tuple[str, ...] = field(default=())
    """Folders of other people's code, which were not entered."""
    ignored: tuple[str, ...] = field(default=())
    """Folders and files that nobody wants to be looked at."""

    @classmethod
    def of(cls, tree: SourceTree, ignore: Collection[str] = ()) -> "Listing":
        """Walk a tree once. `ignore` has the syntax of `.gitignore`."""
        unwanted = Ignored(ignore)
        foreign: list[str] = []
        ignored: list[str] = []

        def admit(folder: str) -> bool:
            if not enter(folder):
                foreign.append(folder)
                return False
            if unwanted.folder(folder):
                ignored.append(folder)
                return False
            return True

        files = {file.path: file for file in tree.files(admit)}
        if unwanted:
            dropped = [path for path in files if unwanted.file(path)]
            ignored.extend(dropped)
            for path in dropped:
                del files[path]
        return cls(files, tuple(foreign), tuple(sorted(ignored)))

    @cached_property
    def sizes(self) -> dict[str, int]:
        """The size of every file in bytes."""
        return {path: file.size for path, file in self.files.items()}

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name of a folder, and of a file up to its first dot: what imports end with."""
        stems = {path.rpartition("/")[2].partition(".")[0] for path in self.files}
        return frozenset(stems | {folder.rpartition("/")[2] for folder in self.folders})

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that holds a file at any depth, but for the root."""
        found = set[str]()
        for path in self.files:
            folder = path.rpartition("/")[0]
            while folder and folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(found)
