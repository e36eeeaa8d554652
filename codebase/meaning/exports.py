"""What a file offers under a name."""

from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.importing import imported
from codebase.meaning.stars import offered
from codebase.meaning.values import Definition, Text, Value
from codebase.outline import Export

if TYPE_CHECKING:
    from tree_sitter import Node


def exported(engine: Engine, path: str, name: str, seen: set[str]) -> Value | None:
    """Return what a file offers under a name; None if nothing.

    `seen` are the files that were asked before, by whatever way, and offer nothing; it grows.
    """
    module = engine.project.module(path)
    if module is None or path in seen:
        return None
    seen.add(path)
    outline = module.outline
    export = outline.export(name)
    if export is None and outline.open and outline.sources(outline.root, name):
        export = Export(local=name)
    if export is not None:
        return _export(engine, path, export)
    whole = outline.export("=")
    if whole is not None and whole.node is not None:
        value = engine.evaluate(module, whole.node, None)
        return value if name == "default" else engine.member(value, name)
    for specifier in outline.stars() if name != "default" else ():
        target = engine.project.resolve(path, module.language, specifier)
        if target is None or not engine.project.may_offer(target, name):
            continue
        if module.reader.first_is_self and not offered(engine, target, name):
            continue
        value = exported(engine, target, name, seen)
        if value is not None:
            return value
    return None


def _export(engine: Engine, path: str, export: Export) -> Value | None:
    module = engine.project.module(path)
    if module is None:
        return None
    if export.origin is not None:
        return imported(engine, module, export.origin)
    if export.node is not None:
        value = engine.evaluate(module, export.node, None)
        return _named_default(value, path, export.node)
    return engine.named(module, module.tree.root_node, export.local)


def _named_default(value: Value, path: str, node: "Node") -> Value:
    if not isinstance(value, Text) or value.definitions:
        return value
    return Text(value.text, (Definition(path, "default", node.start_byte, node.end_byte),))
