"""What imports bring in: files of the tree, packages outside of it, data."""

from typing import cast

from codebase.meaning.engine import Engine
from codebase.meaning.neighbours import spaced
from codebase.meaning.receivers import (
    foreign,
    surface_by,
)
from codebase.meaning.values import (
    OTHER,
    Class,
    Client,
    Digit,
    Fields,
    Foreign,
    Function,
    Instance,
    Items,
    Namespace,
    Package,
    Text,
    Value,
    unresolved,
)
from codebase.modules import Module
from codebase.outline import ImportRef


def imported(engine: Engine, module: Module, origin: ImportRef) -> Value:
    """Return what an import brings in."""
    surface = surface_by(module.reader, origin.specifier) or module.reader.surface
    path = engine.project.resolve(module.path, module.language, origin.specifier)
    if path is None:
        brought = () if origin.name == "*" else (origin.name,)
        meant = foreign(Foreign(origin.specifier, surface, brought))
        # The SDK is what it is, also where a copy of it stands in the tree.
        inside = spaced(engine, module, origin) if isinstance(meant, Foreign) else None
        return meant if inside is None else inside
    if path.endswith(".json"):
        whole = from_json(engine.project.config(path))
        return whole if origin.name in ("*", "default") else engine.member(whole, origin.name)
    shared = module.reader.shared is not None
    folder = Package(path, module.language) if shared else Package(path)
    holder = Namespace(path) if engine.project.has(path) else folder
    if origin.name == "*":
        return _whole(engine, path) or holder
    value = engine.member(holder, origin.name)
    if not unresolved(value):
        return value
    joint = "" if origin.specifier.endswith(".") else "."
    if module.outline.open:
        inner = engine.project.resolve(
            module.path, module.language, f"{origin.specifier}{joint}{origin.name}"
        )
        if inner is not None:
            return Namespace(inner) if engine.project.has(inner) else Package(inner)
    return value


def _whole(engine: Engine, path: str) -> Value | None:
    """Return what a CommonJS file is, where that is more than a table of names."""
    if not engine.project.may_offer(path, "exports"):
        return None
    value = engine.exported(path, "=")
    return value if isinstance(value, Function | Class | Instance | Client) else None


def from_json(value: object) -> Value:
    """Return parsed JSON as a value."""
    if isinstance(value, dict):
        table = cast("dict[str, object]", value)
        return Fields(tuple((key, from_json(inner), None) for key, inner in table.items()))
    if isinstance(value, list):
        return Items(tuple(from_json(inner) for inner in cast("list[object]", value)))
    if isinstance(value, str):
        return Text(value)
    return Digit(value) if isinstance(value, int) else OTHER
