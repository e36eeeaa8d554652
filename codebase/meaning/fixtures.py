"""What pytest hands to a test: the result of the fixture of the parameter's name."""

import posixpath
from collections.abc import Iterator

from codebase.meaning.engine import Engine
from codebase.meaning.values import Actuals, Function, Value, unresolved
from codebase.modules import Module
from codebase.syntax import FunctionShape


def fixture(engine: Engine, module: Module, shape: FunctionShape, name: str) -> Value | None:
    """Return what the parameter of a test, or of another fixture, is given; None if unknown."""
    if not shape.name.startswith("test") and not _is_fixture(module, shape):
        return None
    for path in _around(module.path):
        holder = engine.project.module(path) if engine.project.has(path) else None
        for source in holder.outline.sources(holder.outline.root, name) if holder else ():
            if holder is None or source.kind != "function":
                continue
            if _is_fixture(holder, holder.function(source.node)):
                made = Function(holder, source.node)
                value = engine.call(made, Actuals(), holder, source.node)
                return None if unresolved(value) else value
    return None


def _is_fixture(module: Module, shape: FunctionShape) -> bool:
    return any("fixture" in module.text(item) for item in shape.decorators)


def _around(path: str) -> Iterator[str]:
    """Yield the files whose fixtures a test sees: its own, and each `conftest` around it."""
    yield path
    folder = posixpath.dirname(path)
    while folder:
        yield posixpath.join(folder, "conftest.py")
        folder = posixpath.dirname(folder)
    yield "conftest.py"
