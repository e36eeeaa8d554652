"""Names that the files of a package, or of a repository, see of each other without an import."""

from collections.abc import Iterator

from codebase.engine import Engine
from codebase.languages import family_of, reader_of
from codebase.languages.reader import Shared
from codebase.modules import Module, Project
from codebase.openings import opened
from codebase.outline import ImportRef
from codebase.parsing import Language, language_of
from codebase.values import UNKNOWN, Class, Client, Function, Instance, Package, Value, union

Table = dict[str, list[str]]
"""Names to the files that may offer them."""


class Neighbours:
    """Answers which files may offer a name; each file is read once, and none is parsed."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._groups: dict[tuple[str, str], list[str]] = {}
        self._listed: set[str] = set()
        self._tables: dict[tuple[str, str], Table] = {}
        self._seen: dict[str, tuple[str, ...]] = {}
        self._own: dict[str, tuple[str, ...]] = {}
        self.unsupplied: set[tuple[str, int, str]] = set()
        """Fields, by class and name, that no literal and no assignment gives anything."""

    def offering(self, path: str, name: str) -> list[str]:
        """Return the other files that may offer a name to one file, the nearest first."""
        rings = self.rings(path, name)
        return list(dict.fromkeys(other for ring in rings for other in ring))

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
        self.files(language, name)
        kin = family_of(language)
        below = f"{name}."
        groups = (group for family, group in self._groups if family == kin)
        return name if any(g == name or g.startswith(below) for g in groups) else None

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


def neighbouring(engine: Engine, module: Module, name: str) -> Value | None:
    """Return what the files around offer under a name; None if nothing."""
    if module.reader.opens is not None and name[:1].isupper():
        whole = opened(engine, module.language, name)
        if whole is not None:
            return whole
    for ring in engine.neighbours.rings(module.path, name):
        found = [engine.exported(path, name) for path in ring]
        known = [value for value in found if value is not None]
        if known:
            return union(known)
    return None


def of_package(engine: Engine, language: Language, group: str, name: str) -> Value:
    """Return what a package offers under a name."""
    if reader_of(language).opens is not None:
        return opened(engine, language, f"{group}::{name}") or UNKNOWN
    found = [
        engine.exported(path, name) for path in engine.neighbours.of_group(language, group, name)
    ]
    known = [value for value in found if value is not None]
    return union(known) if known else UNKNOWN


def has_method(engine: Engine, cls: Class, name: str) -> bool:
    """Say whether a class has a method, in its body or outside."""
    member = cls.module.class_(cls.node).members.get(name)
    if member is not None:
        return member.kind == "method"
    return attached(engine, cls, name, cls) is not None


def attached(engine: Engine, cls: Class, name: str, this: Instance | Class) -> Function | None:
    """Return a member that stands outside of its class, in its file or in one around it."""
    if cls.module.reader.shared is None:
        return None
    label = f"{cls.module.class_(cls.node).name}.{name}"
    for path in (cls.module.path, *engine.neighbours.offering(cls.module.path, label)):
        module = engine.project.module(path)
        if module is None:
            continue
        module.outline.ask(name)
        for source in module.outline.root.names.get(label, ()):
            return Function(module, source.node, None, this)
    return None


def spaced(engine: Engine, module: Module, origin: ImportRef) -> Value | None:
    """Return what a namespace of the tree offers under a name; None if it is not in the tree."""
    space = engine.neighbours.space(module.language, origin.specifier)
    if space is None:
        return None
    holder = Package(space, module.language)
    return holder if origin.name == "*" else engine.member(holder, origin.name)


def extensions(engine: Engine, module: Module, name: str) -> list[Class]:
    """Return what adds members to a class elsewhere, wherever it stands in the package."""
    if not module.reader.extends or not name:
        return []
    found: list[Class] = []
    for path in (module.path, *engine.neighbours.offering(module.path, f"+{name}")):
        other = engine.project.module(path)
        if other is not None:
            other.outline.ask(name)
            sources = other.outline.root.names.get(f"+{name}", ())
            found.extend(Class(other, source.node) for source in sources)
    return found


def added_to_client(engine: Engine, module: Module, value: Value, name: str) -> Value | None:
    """Return a member that the tree adds to the class of the SDK's client."""
    if not module.reader.extends or not isinstance(value, Client):
        return None
    for label in sorted(value.surface.classes):
        for cls in extensions(engine, module, label):
            if name in cls.module.class_(cls.node).members:
                return engine.member(Instance(cls), name)
    return None
