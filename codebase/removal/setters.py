"""Constants that a file sets to something else from outside: `flags.NAV = "other"`."""

import posixpath
import re
from collections.abc import Iterable

from codebase.meaning.values import Definition
from codebase.modules import Project
from codebase.removal.languages import RULES
from codebase.removal.mentions import sources
from codebase.removal.places import left_because_of_its_place
from codebase.removal.reasons import IN_TEST

_PACKAGES = frozenset({"__init__", "index"})
_FIELDS = frozenset({"public_field_definition", "expression_statement"})


def set_elsewhere(project: Project, definitions: Iterable[Definition]) -> frozenset[Definition]:
    """Return those that any file but a test may give another value.

    Told by words: whoever writes `x.NAME =` and names what NAME belongs to, sets it.
    """
    asked = {each: setter for each in definitions if (setter := _setter(project, each))}
    if not asked:
        return frozenset()
    return frozenset(
        each
        for path, source in sources(project.tree, {})
        for each, (owner, setter) in asked.items()
        if owner in source and each.name.encode() in source
        if left_because_of_its_place(path) != IN_TEST
        if any(path != each.path or not _is_own(each, hit) for hit in setter.finditer(source))
    )


def _is_own(definition: Definition, hit: re.Match[bytes]) -> bool:
    """Tell whether it is the definition itself that was found, in a group of variables."""
    return definition.start_byte < hit.end() <= definition.end_byte


def _setter(project: Project, definition: Definition) -> tuple[bytes, re.Pattern[bytes]] | None:
    """Return what a file has to mention, and how it would write that it sets the constant."""
    module = project.module(definition.path)
    rules = RULES.get(module.language) if module is not None else None
    if module is None or rules is None or not definition.name:
        return None
    start, end = definition.start_byte, definition.end_byte
    root = module.tree.root_node
    given = root.descendant_for_byte_range(start, end) or root
    node = rules.constant(given) or given
    name = re.escape(definition.name.encode()) + rb"[ \t]*=(?![=>~])"
    container = rules.container(node)
    if container and node.type in _FIELDS:
        return container[-1], re.compile(rb"[\w\])]\." + name)
    if container:
        return container[-1], re.compile(rb"\b" + re.escape(container[-1]) + rb"\." + name)
    if module.language == "python":
        return _stem(definition.path), re.compile(rb"\w\." + name)
    if module.language == "go" and node.type.startswith("var"):
        return _package(module.source), re.compile(rb"(?m)(?:^|[{;])[ \t]*(?:\w+\.)?" + name)
    return None


def _stem(path: str) -> bytes:
    folder, name = posixpath.split(path)
    stem = name.partition(".")[0]
    return (posixpath.basename(folder) if stem in _PACKAGES else stem).encode()


def _package(source: bytes) -> bytes:
    found = re.search(rb"(?m)^package[ \t]+(\w+)", source)
    return found[1] if found is not None else b""
