"""Does every name that is left still mean what it meant? For Python, asked of Python itself."""

import re
import symtable
from bisect import bisect_right
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from codebase.parsing import parse, readable
from codebase.removal.lines import indentation
from codebase.removal.nodes import closest, walk
from codebase.removal.reasons import BROKEN, NEWER, RESULT, UNPARSED

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.removal.draft import Draft
    from codebase.removal.languages.base import Sides

Place = tuple[str, str, int]
"""Kind, name and line of a scope."""

Flags = tuple[bool, bool, bool, bool]

Symbols = dict[str, Flags]

_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


@lru_cache(maxsize=4)
def _table(source: bytes) -> symtable.SymbolTable:
    """Let Python's own parser read a file and resolve its names; each version is asked about often.

    Raises one of `_UNREADABLE` where the file does not compile.
    """
    text = readable(source.removeprefix(BOM_UTF8)).decode()
    return symtable.symtable(text, "<file>", "exec")


def compiles(source: bytes) -> bool:
    """Tell whether Python's own parser takes the bytes."""
    try:
        _table(source)
    except _UNREADABLE:
        return False
    return True


def second_parser(sides: "Sides") -> str:
    """Return why Python's own parser does not take the result, or took the original no better.

    The grammar here accepts an empty block.
    """
    draft = sides.draft
    if not compiles(draft.original):
        return _why_unreadable(draft)
    return "" if compiles(draft.source) else BROKEN


def module_changed(draft: "Draft") -> str:
    """Names of a module are its interface: return a reason if folding took one away."""
    try:
        lost = _bound(draft.original) - _bound(draft.source)
    except _UNREADABLE:
        return _why_unreadable(draft)
    return RESULT if lost else ""


def _why_unreadable(draft: "Draft") -> str:
    """Tell a file that is no Python from one that this Python is too old or too new for."""
    if compiles(draft.original):
        return BROKEN
    return UNPARSED if parse(draft.language, draft.original).root_node.has_error else NEWER


def names_differ(sides: "Sides") -> str:
    """Return why a name may mean something else now, empty if none does."""
    try:
        same = _same_scopes(sides)
    except _UNREADABLE:
        return UNPARSED
    return "" if same and not _generators_differ(sides) else RESULT


def _same_scopes(sides: "Sides") -> bool:
    """Compare the scopes of what changed, and all of them if a name that went is still written."""
    draft = sides.draft
    lost = _bound(draft.original) - _bound(draft.source)
    rows = None if _are_written(lost, draft.source) else _changed_rows(sides)
    old: defaultdict[Place, list[symtable.SymbolTable]] = defaultdict(list)
    for place, table in _scopes(draft.original, None):
        old[place].append(table)
    lines = _Lines(draft)
    for (kind, name, line), table in _scopes(draft.source, rows):
        symbols = _symbols(table)
        places = lines.origins(line) if line else {line}
        was = [each for place in places for each in old[kind, name, place]]
        if not any(_agree(_symbols(each), symbols) for each in was):
            return False
        if any(is_global and each in lost for each, (_, is_global, *_) in symbols.items()):
            return False
    return True


def _agree(was: Symbols, now: Symbols) -> bool:
    return all(was.get(name) == flags for name, flags in now.items())


def _bound(source: bytes) -> set[str]:
    """Return the names that a module binds."""
    return {
        each.get_name()
        for each in _table(source).get_symbols()
        if each.is_assigned() or each.is_imported() or each.is_namespace()
    }


def _are_written(names: set[str], source: bytes) -> bool:
    words = "|".join(map(re.escape, names))
    return bool(names) and re.search(rf"\b(?:{words})\b", readable(source).decode()) is not None


def _changed_rows(sides: "Sides") -> list[range]:
    """Return the lines, 1-based, of every statement of the module that something changed in."""
    found: list[range] = []
    for difference in sides.differences:
        around = difference.inside
        while around.parent is not None and around.parent.parent is not None:
            around = around.parent
        nodes = (around,) if around.parent is not None else difference.new
        found += [range(node.start_point.row + 1, node.end_point.row + 2) for node in nodes]
    return found


class _Lines:
    """Where the lines of a draft stood before."""

    def __init__(self, draft: "Draft") -> None:
        self._draft = draft
        self._old = _line_starts(draft.original)
        self._new = _line_starts(draft.source)

    def origins(self, line: int) -> set[int]:
        """Return the lines, 1-based, that this one is made of; itself if it was written anew."""
        start = self._new[line - 1]
        start += len(indentation(self._draft.source, start))
        places = (self._draft.origin(offset) for offset in range(start, self._new[line]))
        return {bisect_right(self._old, each) for each in places if each is not None} or {line}


def _line_starts(source: bytes) -> list[int]:
    return list(accumulate((len(line) + 1 for line in source.split(b"\n")), initial=0))


def _scopes(
    source: bytes, rows: list[range] | None
) -> Iterator[tuple[Place, symtable.SymbolTable]]:
    """Yield every scope; with `rows`, the module and those that begin in one of these lines."""
    module = _table(source)
    yield ("module", module.get_name(), 0), module
    stack = [
        each
        for each in module.get_children()
        if rows is None or any(each.get_lineno() in lines for lines in rows)
    ]
    while stack:
        table = stack.pop()
        yield (str(table.get_type()), table.get_name(), table.get_lineno()), table
        stack.extend(table.get_children())


def _symbols(table: symtable.SymbolTable) -> Symbols:
    return {
        each.get_name(): (
            each.is_local(),
            each.is_global(),
            each.is_free(),
            each.is_parameter(),
        )
        for each in table.get_symbols()
    }


def _generators_differ(sides: "Sides") -> bool:
    """Tell whether a function became or stopped being a generator with its last `yield`."""
    changed = (node for each in sides.differences for node in (*each.old, *each.new))
    if not any(node.type == "yield" for top in changed for node in walk(top)):
        return False
    old, new = _generators(sides.before.root_node), _generators(sides.after.root_node)
    return any(
        (node.start_byte in new) != (sides.draft.origin(node.start_byte) in old)
        for node in walk(sides.after.root_node)
        if node.type == "function_definition"
    )


def _generators(root: "Node") -> set[int]:
    found: set[int] = set()
    for node in walk(root):
        if node.type != "yield" or node.child_count == 0:
            continue
        outer = closest(node.parent, ("function_definition", "lambda"))
        if outer is not None:
            found.add(outer.start_byte)
    return found
