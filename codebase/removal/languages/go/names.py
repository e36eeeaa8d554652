"""Does every name that is left mean what it meant, and does the compiler see it used?"""

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from codebase.parsing import parse
from codebase.removal.draft import Draft, Edit
from codebase.removal.languages.go.endings import open_ended
from codebase.removal.languages.go.kinds import FUNCTIONS
from codebase.removal.languages.go.labels import idle, jumping
from codebase.removal.languages.go.layout import misaligned, realigned
from codebase.removal.languages.go.packages import names_of_package
from codebase.removal.languages.go.reading import has_effect, only_named
from codebase.removal.languages.go.scopes import Names, names, specs
from codebase.removal.nodes import closest
from codebase.removal.reasons import BROKEN, RESULT, TWICE

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

    from codebase.removal.languages.base import Sides


@lru_cache(maxsize=8)
def _names_of(source: bytes) -> Names:
    """Resolve every name of a file."""
    return names(parse("go", source).root_node)


def names_differ(sides: "Sides") -> str:
    """Return why a name may mean something else now, or why Go would not compile the result.

    Nor may it be laid out as gofmt would not print it.
    """
    draft, before, after = sides.draft, sides.before, sides.after
    old, new = _names_of(draft.original), _names_of(draft.source)
    problem = _meanings_differ(draft, old, new)
    if problem:
        return problem
    if _spread(draft, old, new):
        return TWICE
    if unused(draft, old, new) or _may_lose_import(before.root_node, old, new):
        return BROKEN
    was, now = _changed(draft, before, after)
    if _jumps_differ(draft, was, now) or _ends_differ(draft, was, now):
        return BROKEN
    return RESULT if misaligned(draft, was, now) else ""


def closed_up(draft: Draft) -> "list[Edit]":
    """Return the edits after which gofmt would align what is left."""
    return realigned(draft, *_changed(draft, parse("go", draft.original), draft.tree))


def _changed(draft: Draft, before: "Tree", after: "Tree") -> "tuple[list[Node], list[Node]]":
    """Return the declarations of both sides without the functions that are the same on both."""
    old = {child.start_byte: child for child in before.root_node.children}
    new = after.root_node.children
    same: set[int] = set()
    kept: list[Node] = []
    for child in new:
        was = old.get(draft.origin(child.start_byte) or 0)
        if was is not None and child.type in FUNCTIONS and child.text == was.text:
            same.add(was.start_byte)
        else:
            kept.append(child)
    return [child for start, child in old.items() if start not in same], kept


def _was(draft: Draft, old: Names, declaration: int) -> int | None:
    """Return the original declaration of the variable that is declared here now.

    A `:=` that assigned declares anew where the first declaration is gone.
    """
    origin = draft.origin(declaration)
    if origin is None or origin in old.declarations:
        return origin
    return old.meaning.get(origin)


def _meanings_differ(draft: Draft, old: Names, new: Names) -> str:
    for use, declaration in new.meaning.items():
        origin = draft.origin(use)
        known = origin is not None and origin in old.meaning
        now = None if declaration is None else _was(draft, old, declaration)
        if not known or old.meaning[origin or 0] != now:
            return TWICE if declaration is not None else BROKEN
    stale = {draft.origin(place) for place in new.nothing_new}
    return TWICE if stale - old.nothing_new else ""


def _spread(draft: Draft, old: Names, new: Names) -> bool:
    """Tell whether a name left its block for a function that has the name a second time."""
    count = Counter((each.function, each.name) for each in new.declarations.values())
    for offset, each in new.declarations.items():
        origin = draft.origin(offset)
        was = old.declarations.get(origin) if origin is not None else None
        home = was.scope if was is not None else old.homes.get(origin or -1)
        now = each.scope if each.scope < 0 else draft.origin(each.scope)
        if count[each.function, each.name] > 1 and home != now:
            return True
    return False


def unused(draft: Draft, old: Names, new: Names) -> list[int]:
    """Return the variables and imports that had a reader and have none now."""
    readers, once = new.readers(), old.readers()
    return [
        offset
        for offset, each in new.declarations.items()
        if (each.kind == "import" or (each.kind == "variable" and each.function >= 0))
        and not readers[offset]
        and once[_was(draft, old, offset)]
    ]


def fallen(draft: Draft, constants: frozenset[tuple[int, int]]) -> "Node | None":
    """Return a declaration that has to go because nothing reads it any more, None if none has."""
    old, new = _names_of(draft.original), _names_of(draft.source)
    assigned, readers, once = new.written_to(), new.readers(), old.readers()
    for offset in unused(draft, old, new):
        node = draft.node_at(offset, offset + 1)
        gone = _import(node) if new.declarations[offset].kind == "import" else _variable(node)
        if gone is not None and offset not in assigned:
            return gone
    for offset, each in new.declarations.items():
        if each.kind != "constant" or each.function < 0 or readers[offset]:
            continue
        spec = draft.node_at(offset, offset + 1).parent
        origin = draft.origin(offset)
        if spec is None or not once[origin]:
            continue
        if (origin, (origin or 0) + spec.end_byte - spec.start_byte) in constants:
            return only_named(spec)
    return None


def _import(node: "Node") -> "Node | None":
    spec = closest(node, ("import_spec",))
    group = spec.parent if spec is not None else None
    declaration = (
        group.parent if group is not None and group.type != "import_declaration" else group
    )
    if declaration is not None and len(specs(declaration)) == 1:
        return declaration
    return spec


def _variable(name: "Node") -> "Node | None":
    """Return the statement that declares nothing but a variable, if that has no effect."""
    node = name.parent
    if node is not None and node.type == "var_spec":
        value = node.child_by_field_name("value")
        return None if value is not None and has_effect(value) else only_named(node)
    statement = node.parent if node is not None else None
    if node is None or statement is None or statement.type != "short_var_declaration":
        return None
    value = statement.child_by_field_name("right")
    alone = node.named_child_count == 1 and value is not None and value.named_child_count == 1
    listed = statement.parent is not None and statement.parent.type == "statement_list"
    if not alone or not listed or value is None or has_effect(value):
        return None
    return statement


def _may_lose_import(root: "Node", old: Names, new: Names) -> bool:
    """Tell whether a name vanished that may have come from an import nobody knows the name of."""
    vanished = set(old.outside.values()) - set(new.outside.values())
    qualifiers = {old.outside[use] for use in old.qualifiers if use in old.outside}
    readers = old.readers()
    for declaration in root.named_children:
        for spec in specs(declaration):
            if spec.type != "import_spec" or readers[spec.start_byte]:
                continue
            name = spec.child_by_field_name("name")
            if name is not None and name.type == "dot" and vanished:
                return True
            if names_of_package(spec) and name is None and vanished & qualifiers:
                return True
    return False


def _jumps_differ(draft: Draft, before: "list[Node]", after: "list[Node]") -> bool:
    old = idle(before)
    if any((draft.origin(start), name) not in old for start, name in idle(after)):
        return True
    texts = {node.start_byte: node.text for node in jumping(before)}
    return any(
        texts.get(draft.origin(node.start_byte) or 0) != node.text for node in jumping(after)
    )


def _ends_differ(draft: Draft, before: "list[Node]", after: "list[Node]") -> bool:
    old = open_ended(before)
    return any(draft.origin(start) not in old for start in open_ended(after))
