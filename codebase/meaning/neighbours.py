"""Names that the files of a package, or of a repository, see of each other without an import."""

from collections.abc import Iterator

from codebase.languages import reader_of
from codebase.meaning.engine import Engine
from codebase.meaning.openings import opened
from codebase.meaning.values import (
    UNKNOWN,
    Actuals,
    Class,
    Client,
    ClientClass,
    Function,
    Instance,
    Package,
    Text,
    Value,
    alternatives,
    settled,
    union,
    unresolved,
)
from codebase.modules import Module
from codebase.outline import ImportRef
from codebase.parsing import Language


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


def received(engine: Engine, module: Module, value: Value, name: str) -> Function | None:
    """Return a function that is called like a method of its first parameter."""
    if not module.reader.receives:
        return None
    label, untyped = f"this.{name}", None
    for path in (module.path, *_in_sight(engine, module, name, label)):
        other = engine.project.module(path)
        if other is None:
            continue
        other.outline.ask(name)
        for source in other.outline.root.names.get(label, ()):
            shape = other.function(source.node)
            kind = shape.parameters[0].type if shape.parameters else None
            typed = engine.typed(other, kind) if kind is not None else None
            found = Function(other, source.node, given=Actuals((value,)))
            if typed is not None and _fits(engine, settled(value), typed):
                return found
            untyped = untyped or (found if typed is None else None)
    return untyped


def _in_sight(engine: Engine, module: Module, name: str, label: str) -> Iterator[str]:
    """Yield the files whose extensions a file sees: those around it, and what it imports."""
    yield from engine.neighbours.offering(module.path, label)
    origin = module.imported(name)
    for group in (*([origin.specifier] if origin else []), *module.outline.stars()):
        yield from engine.neighbours.of_group(module.language, group, label)


def _texts(value: Value) -> list[str]:
    return [option.text for option in alternatives(value) if isinstance(option, Text)]


def _fits(engine: Engine, value: Value, typed: Value) -> bool:
    """Say whether a value may be of a type: it is, or nobody knows."""
    for option in alternatives(value):
        if isinstance(option, Text) and option.text in _texts(typed):
            return True
        if unresolved(option) or (
            isinstance(option, Client | ClientClass) and isinstance(typed, Client)
        ):
            return True
        cls = option.cls if isinstance(option, Instance) else option
        if isinstance(cls, Class) and isinstance(typed, Instance):
            kinds = [typed.cls, *engine.implementors(typed.cls)]
            if cls.key in [kind.key for kind in kinds]:
                return True
    return False
