"""Which files may offer a name that needs no import? Read from their bytes, never parsed."""

from collections.abc import Iterator

from codebase.languages import family_of, reader_of
from codebase.languages.reader import Shared
from codebase.modules import Project
from codebase.parsing import Language, language_of

Table = dict[str, list[str]]
"""Names to the files that may offer them."""


class Neighbours:
    """Answers which files may offer a name; each file is read once, and none is parsed."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._groups: dict[tuple[str, str], list[str]] = {}
        self._listed: set[str] = set()
        self._tables: dict[tuple[str, str], Table] = {}
        self._spaces: dict[str, set[str]] = {}
        self._seen: dict[str, tuple[str, ...]] = {}
        self._own: dict[str, tuple[str, ...]] = {}
        self.unsupplied: set[tuple[str, int, str]] = set()
        """Fields, by class and name, that no literal and no assignment gives anything."""

    def offering(self, path: str, name: str) -> list[str]:
        """Return the other files that may offer a name to one file, the nearest first."""
        rings = self.rings(path, name)
        return list(dict.fromkeys(other for ring in rings for other in ring))

    def may_declare(self, path: str, name: str) -> bool:
        """Say whether a file, or one whose names it sees, may offer a name."""
        language = language_of(path)
        shared = reader_of(language).shared if language is not None else None
        if language is None or shared is None:
            return False
        groups = self.seen(path, shared)
        return any(self.of_group(language, group, name) for group in groups)

    def rings(self, path: str, name: str) -> Iterator[list[str]]:
        """Yield the other files that may offer a name, group by group: the nearest hides others."""
        language = language_of(path)
        shared = reader_of(language).shared if language is not None else None
        if language is None or shared is None:
            return
        for group in self.seen(path, shared):
            found = [o for o in self.of_group(language, group, name) if o != path]
            if group != "*" or len({self._groups_of(o, shared) for o in found}) == 1:
                yield found

    def seen(self, path: str, shared: Shared) -> tuple[str, ...]:
        """Return the groups whose names a file sees."""
        if shared.sees is None:
            return (shared.group(path),)
        if path not in self._seen:
            self._seen[path] = shared.sees(self._read(path))
        return self._seen[path]

    def space(self, language: Language, name: str) -> str | None:
        """Return a namespace by its name if files of the tree are in it, or below it."""
        reader = reader_of(language)
        if reader.shared is None or reader.shared.spaces is None:
            return None
        kin = family_of(language)
        if kin not in self._spaces:
            self.files(language, name)
            whole = [group for family, group in self._groups if family == kin]
            self._spaces[kin] = {space for group in whole for space in _around(group)}
        return name if name in self._spaces[kin] else None

    def nearest_space(self, path: str, name: str) -> str | None:
        """Return the namespace that a name means in a file: a relative one, or a whole one."""
        language = language_of(path)
        shared = reader_of(language).shared if language is not None else None
        if language is None or shared is None or shared.spaces is None:
            return None
        around = self.seen(path, shared) if shared.relative else ()
        options = [f"{group}.{name}" if group else name for group in around]
        found = (self.space(language, option) for option in (*options, name))
        return next((space for space in found if space is not None), None)

    def of_group(self, language: Language, group: str, name: str) -> list[str]:
        """Return the files of a package that may offer a name."""
        key = (family_of(language), group)
        if key not in self._tables:
            self._tables[key] = self._table(language, group)
        return self._tables[key].get(name, [])

    def files(self, language: Language, group: str) -> list[str]:
        """Return the files of a package."""
        reader = reader_of(language)
        kin = family_of(language)
        if kin not in self._listed and reader.shared is not None:
            self._listed.add(kin)
            for path in self._project.survey.sources:
                other = language_of(path)
                if other is not None and family_of(other) == kin:
                    for name in (*self._groups_of(path, reader.shared), "*"):
                        self._groups.setdefault((kin, name), []).append(path)
        return self._groups.get((kin, group), [])

    def _groups_of(self, path: str, shared: Shared) -> tuple[str, ...]:
        if shared.spaces is None:
            return (shared.group(path),)
        if path not in self._own:
            self._own[path] = shared.spaces(self._read(path))
        return self._own[path]

    def _read(self, path: str) -> bytes:
        try:
            return self._project.tree.read(path)
        except OSError:
            return b""

    def mentions(self, path: str, name: str) -> bool:
        """Say whether a name is written in a file at all."""
        return name.encode() in self.source(path)

    def source(self, path: str) -> bytes:
        """Return a file's bytes; none if it cannot be read."""
        try:
            return self._project.tree.read(path)
        except OSError:
            return b""

    def _table(self, language: Language, group: str) -> Table:
        shared, table = reader_of(language).shared, Table()
        for path in self.files(language, group) if shared is not None else ():
            names = shared.declares(self.source(path)) if shared is not None else ()
            for name in set(names):
                table.setdefault(name, []).append(path)
        return table


def _around(space: str) -> Iterator[str]:
    """Yield a namespace and those it lies in."""
    yield space
    yield from (space[:at] for at, sign in enumerate(space) if sign == ".")
