"""Does every name that is left still mean what it meant? For Python, asked of Python itself."""

import ast
import symtable
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codebase.parsing import readable
from codebase.removal.draft import Draft
from codebase.removal.lines import indentation
from codebase.removal.nodes import walk
from codebase.removal.reasons import BROKEN, RESULT, UNPARSED

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

Place = tuple[str, str, int]
"""Kind, name and line of a scope."""

Flags = tuple[bool, bool, bool, bool]

Symbols = dict[str, Flags]

_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


def compiles(source: bytes) -> bool:
    """Tell whether Python's own parser takes the bytes."""
    try:
        ast.parse(readable(source))
    except _UNREADABLE:
        return False
    return True


def second_parser(draft: Draft) -> str:
    """Return why Python's own parser does not take the result, or took the original no better."""
    if not compiles(draft.original):
        return UNPARSED
    return "" if compiles(draft.source) else BROKEN


def module_changed(draft: Draft) -> str:
    """Names of a module are its interface: return a reason if folding took one away."""
    try:
        lost = _bound(draft.original) - _bound(draft.source)
    except _UNREADABLE:
        return UNPARSED
    return RESULT if lost else ""


def names_differ(draft: Draft, before: "Tree", after: "Tree") -> str:
    """Return why a name may mean something else now, empty if none does."""
    try:
        same = _same_scopes(draft)
    except _UNREADABLE:
        return UNPARSED
    return "" if same and not _generators_differ(draft, before, after) else RESULT


def _same_scopes(draft: Draft) -> bool:
    lines = _origins_of_lines(draft)
    old: defaultdict[Place, list[Symbols]] = defaultdict(list)
    for place, symbols in _scopes(draft.original):
        old[place].append(symbols)
    lost = _bound(draft.original) - _bound(draft.source)
    for (kind, name, line), symbols in _scopes(draft.source):
        was = old[kind, name, lines.get(line, line)]
        if not any(_agree(each, symbols) for each in was):
            return False
        if any(is_global and each in lost for each, (_, is_global, *_) in symbols.items()):
            return False
    return True


def _agree(was: Symbols, now: Symbols) -> bool:
    return all(was.get(name) == flags for name, flags in now.items())


def _bound(source: bytes) -> set[str]:
    """Return the names that a module binds."""
    table = symtable.symtable(readable(source).decode(), "<file>", "exec")
    return {
        each.get_name()
        for each in table.get_symbols()
        if each.is_assigned() or each.is_imported() or each.is_namespace()
    }


def _origins_of_lines(draft: Draft) -> dict[int, int]:
    """Map every line to the one it was, both 1-based."""
    found: dict[int, int] = {}
    offset = 0
    for number, line in enumerate(draft.source.split(b"\n"), 1):
        origin = draft.origin(offset + len(indentation(draft.source, offset)))
        if origin is not None:
            found[number] = draft.original.count(b"\n", 0, origin) + 1
        offset += len(line) + 1
    return found


def _scopes(source: bytes) -> Iterator[tuple[Place, Symbols]]:
    text = readable(source).decode()
    stack = [symtable.symtable(text, "<file>", "exec")]
    while stack:
        table = stack.pop()
        symbols = {
            each.get_name(): (
                each.is_local(),
                each.is_global(),
                each.is_free(),
                each.is_parameter(),
            )
            for each in table.get_symbols()
        }
        line = 0 if table.get_type() == "module" else table.get_lineno()
        yield (str(table.get_type()), table.get_name(), line), symbols
        stack.extend(table.get_children())


def _generators_differ(draft: Draft, before: "Tree", after: "Tree") -> bool:
    """Tell whether a function became or stopped being a generator with its last `yield`."""
    old = _generators(before.root_node)
    functions = [node for node in walk(after.root_node) if node.type == "function_definition"]
    new = _generators(after.root_node)
    return any(
        (node.start_byte in new) != (draft.origin(node.start_byte) in old) for node in functions
    )


def _generators(root: "Node") -> set[int]:
    found: set[int] = set()
    for node in walk(root):
        if node.type != "yield" or node.child_count == 0:
            continue
        outer = node.parent
        while outer is not None and outer.type not in ("function_definition", "lambda"):
            outer = outer.parent
        if outer is not None:
            found.add(outer.start_byte)
    return found
