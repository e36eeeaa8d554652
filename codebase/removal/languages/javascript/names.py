"""Does every name that is left still mean what it meant? For JavaScript and its relatives."""

from collections import Counter
from typing import TYPE_CHECKING

from codebase.removal.draft import Draft
from codebase.removal.languages.javascript.scopes import (
    FILE,
    Declaration,
    Names,
    clashes,
    names,
    names_in,
)
from codebase.removal.nodes import walk
from codebase.removal.reasons import BROKEN, RESULT, TWICE

if TYPE_CHECKING:
    from codebase.removal.languages.base import Sides


def names_differ(sides: "Sides") -> str:
    """Return why a name may mean something else now, empty if none does.

    Only a name that is written where something changed can have got another meaning, there or
    anywhere else.
    """
    among = names_in(node for each in sides.differences for node in (*each.old, *each.new))
    old, new = (names(tree.root_node, among) for tree in (sides.before, sides.after))
    draft = sides.draft
    for use, declaration in new.meaning.items():
        origin = draft.origin(use)
        was = -1 if origin is None else old.meaning.get(origin, -1)
        now = None if declaration is None else draft.origin(declaration)
        if was != now:
            return BROKEN if now is None else TWICE
    if len(clashes(new)) > len(clashes(old)):
        return TWICE
    if _spread(draft, old, new):
        return TWICE
    return RESULT if _may_live_longer(sides) else ""


def _may_live_longer(sides: "Sides") -> bool:
    """Tell whether `using x = …` changed its surroundings: x is closed where its block ends."""
    came = (node for each in sides.differences for node in each.new)
    return any(node.type == "using" for each in came for node in walk(each))


def _spread(draft: Draft, old: Names, new: Names) -> bool:
    """Tell whether a name left its block for a function that has the name a second time."""
    homes = {each.offset: each.scope for each in old.declarations}
    count = Counter((each.function, each.name) for each in new.declarations)
    return any(
        each.lexical and count[each.function, each.name] > 1 and _has_moved(draft, each, homes)
        for each in new.declarations
    )


def _has_moved(draft: Draft, declaration: Declaration, homes: dict[int, int]) -> bool:
    origin = draft.origin(declaration.offset)
    home = None if origin is None else homes.get(origin)
    now = declaration.scope
    return home != (now if now == FILE else draft.origin(now))


_DECLARATIONS = frozenset({"lexical_declaration", "class_declaration", "enum_declaration"})
_TAKES_ONE = frozenset(
    {"if_statement", "else_clause", "for_statement", "for_in_statement", "while_statement"}
)


def misplaced_declaration(sides: "Sides") -> str:
    """Return a reason if a declaration came to stand where only a statement may.

    Both known parsers accept `else const x = …`, and no engine runs it.
    """
    misplaced = any(
        node.type in _DECLARATIONS
        and node.parent is not None
        and node.parent.type in _TAKES_ONE
        and node.parent.child_by_field_name("initializer") != node
        for each in sides.differences
        for came in each.new
        for node in walk(came)
    )
    return BROKEN if misplaced else ""
