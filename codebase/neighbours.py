"""Names that the files of a package, or of a repository, see of each other without an import."""

from codebase.engine import Engine
from codebase.languages import reader_of
from codebase.modules import Module, Project
from codebase.parsing import Language, language_of
from codebase.values import UNKNOWN, Class, Function, Instance, Value, union

Table = dict[str, list[str]]
"""Names to the files that may offer them."""


class Neighbours:
    """Answers which files may offer a name; each file is read once, and none is parsed."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._groups: dict[tuple[int, str], list[str]] = {}
        self._listed: set[int] = set()
        self._tables: dict[tuple[int, str], Table] = {}

    def offering(self, path: str, name: str) -> list[str]:
        """Return the other files that may offer a name to one file."""
        language = language_of(path)
        shared = reader_of(language).shared if language is not None else None
        if language is None or shared is None:
            return []
        found = self.of_group(language, shared.group(path), name)
        return [other for other in found if other != path]

    def of_group(self, language: Language, group: str, name: str) -> list[str]:
        """Return the files of a package that may offer a name."""
        key = (id(reader_of(language)), group)
        if key not in self._tables:
            self._tables[key] = self._table(language, group)
        return self._tables[key].get(name, [])

    def files(self, language: Language, group: str) -> list[str]:
        """Return the files of a package."""
        reader = reader_of(language)
        if id(reader) not in self._listed and reader.shared is not None:
            self._listed.add(id(reader))
            for path in self._project.survey.sources:
                other = language_of(path)
                if other is not None and reader_of(other) is reader:
                    held = self._groups.setdefault((id(reader), reader.shared.group(path)), [])
                    held.append(path)
        return self._groups.get((id(reader), group), [])

    def mentions(self, path: str, name: str) -> bool:
        """Say whether a name is written in a file at all."""
        try:
            return name.encode() in self._project.tree.read(path)
        except OSError:
            return False

    def _table(self, language: Language, group: str) -> Table:
        shared, table = reader_of(language).shared, Table()
        for path in self.files(language, group) if shared is not None else ():
            try:
                source = self._project.tree.read(path)
            except OSError:
                continue
            for name in set(shared.declares(source)) if shared is not None else ():
                table.setdefault(name, []).append(path)
        return table


def neighbouring(engine: Engine, module: Module, name: str) -> Value | None:
    """Return what the files around offer under a name; None if nothing."""
    found = [engine.exported(path, name) for path in engine.neighbours.offering(module.path, name)]
    known = [value for value in found if value is not None]
    return union(known) if known else None


def of_package(engine: Engine, language: Language, group: str, name: str) -> Value:
    """Return what a package offers under a name."""
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
