"""Which files are worth parsing: those that mention PostHog, and those that reach them."""

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from codebase.languages import reader_of
from codebase.modules import Project
from codebase.parsing import Language, language_of
from codebase.skipping import Attributes, reason_by_content, reason_by_name
from scans.model import Skipped

_SHORT = re.compile(rb"(?<![\w$])(?:ph\??\.|phClient\b|ph_client\b)")

_SHORT_PARTS = (b"ph.", b"ph?.", b"phClient", b"ph_client")


@dataclass
class Survey:
    """What one look at every byte of a tree says."""

    mentions: list[str] = field(default_factory=list[str])
    """Files that mention PostHog by any name, in the order of paths."""
    imports: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """What each file imports, as written."""
    skipped: list[Skipped] = field(default_factory=list[Skipped])
    files: int = 0
    bytes: int = 0


def survey(project: Project) -> Survey:
    """Read every source file once, keep no bytes."""
    found = Survey()
    attributes = _attributes(project)
    for path, size in sorted(project.listing.sizes.items()):
        language = language_of(path)
        reason = reason_by_name(path, size) if _is_source(path, language) else None
        if reason is None and language is None:
            continue
        if reason is None and attributes.generated(path):
            reason = "generated"
        if reason is None and language is not None:
            reason = _look(project, path, language, found)
        if reason is not None:
            found.skipped.append(Skipped(file=path, reason=reason))
    own = (name for name in project.listing.foreign if posixpath.basename(name) != ".git")
    found.skipped.extend(Skipped(file=name, reason="foreign code") for name in sorted(own))
    return found


def _is_source(path: str, language: Language | None) -> bool:
    return language is not None or path.endswith(".map")


def _attributes(project: Project) -> Attributes:
    found: dict[str, bytes] = {}
    for path in project.listing.sizes:
        if posixpath.basename(path) == ".gitattributes":
            try:
                found[path] = project.tree.read(path)
            except OSError:
                continue
    return Attributes(found)


def _look(project: Project, path: str, language: Language, found: Survey) -> str | None:
    try:
        source = project.tree.read(path)
    except OSError:
        return "unreadable"
    reason = reason_by_content(source)
    if reason is not None:
        return reason
    found.files += 1
    found.bytes += len(source)
    found.imports[path] = tuple(dict.fromkeys(reader_of(language).specifiers(source)))
    if mentions_client(source):
        found.mentions.append(path)
    return None


def mentions_client(source: bytes) -> bool:
    """Say whether a file mentions PostHog by its name or by a usual short one."""
    if b"posthog" in source.lower():
        return True
    return any(part in source for part in _SHORT_PARTS) and _SHORT.search(source) is not None


class Importers:
    """Who imports whom, the other way round."""

    def __init__(self, project: Project, imports: dict[str, tuple[str, ...]]) -> None:
        self._table: dict[str, set[str]] = {}
        for path, specifiers in imports.items():
            language = language_of(path)
            for specifier in specifiers if language else ():
                target = project.resolve(path, language, specifier) if language else None
                if target is not None:
                    self._table.setdefault(target, set()).add(path)

    def direct(self, path: str) -> Collection[str]:
        """Return the files that import a file, or the package it is the face of."""
        return self._table.get(path, frozenset())

    def all(self, paths: Collection[str]) -> Iterator[str]:
        """Yield every file that imports one of these, at any distance."""
        seen = set(paths)
        queue = sorted(paths)
        while queue:
            for path in sorted(self.direct(queue.pop())):
                if path not in seen:
                    seen.add(path)
                    queue.append(path)
                    yield path
