"""What Elixir's definitions, patterns, clauses and attributes give names to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from codebase.languages.elixir.control import keyword, piped, word
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.outline import Place, Step

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.tables.visitor import Visitor

DEFS = frozenset({"def", "defp", "defmacro", "defmacrop"})


def operator(node: "Node") -> str:
    """Return the sign of an operator, or nothing."""
    sign = node.child_by_field_name("operator")
    return sign.type if sign is not None else ""


def _head(node: "Node") -> "Node | None":
    """Return the name and parameters of a definition, without its guard."""
    head = pick(node, ":arguments>#0")
    return pick(head, "left") if head is not None and operator(head) == "when" else head


def name_of(node: "Node") -> "Node | None":
    """Return the name that a definition gives."""
    head = _head(node)
    return pick(head, "target") if head is not None and head.type == "call" else head


def parameters_of(node: "Node") -> "Node | None":
    """Return the list of a definition's parameters."""
    head = _head(node)
    return pick(head, ":arguments") if head is not None and head.type == "call" else None


def parameter(node: "Node") -> "Node | None":
    """Return the name of a parameter: of `x \\\\ 1`, of `%{…} = x`."""
    left, right = pick(node, "left"), pick(node, "right")
    if left is None or right is None:
        return node
    return next((each for each in (right, left) if each.type == "identifier"), left)


def default(node: "Node") -> "Node | None":
    """Return the value of a parameter that callers may leave out."""
    return pick(node, "right") if operator(node) == "\\\\" else None


def _bound(pattern: "Node") -> Iterator[tuple["Node", tuple[Step, ...] | None]]:
    """Yield the names a pattern binds, and the way into the value; None where nobody knows."""
    stack: list[tuple[Node, tuple[Step, ...] | None]] = [(pattern, ())]
    while stack:
        node, path = stack.pop()
        inner = children_of(node)
        if node.type == "identifier":
            yield node, path
        elif node.type == "tuple" and len(inner) == 2 and inner[0].type == "atom":
            stack.append((inner[1], path))
        elif node.type in ("tuple", "list"):
            steps = enumerate(inner)
            stack.extend((each, None if path is None else (*path, at)) for at, each in steps)
        elif node.type in ("map", "map_content", "keywords", "arguments"):
            stack.extend((each, path) for each in inner if each.type != "struct")
        elif node.type == "pair" or operator(node) == "=>":
            key, value = pick(node, "key, left"), pick(node, "value, right")
            label = text_of(key).strip(' :"') if key is not None else ""
            if value is not None:
                stack.append((value, None if path is None else (*path, label)))
        elif operator(node) in ("=", "when"):
            stack.extend((each, path) for each in inner[: 1 if operator(node) == "when" else 2])


def match(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`pattern = value`, `pattern <- value`, a clause's pattern, and what a parameter holds."""
    sign, left, right = operator(node), pick(node, "left"), pick(node, "right")
    if sign not in ("=", "<-") or left is None or right is None or _top(node) is not None:
        return
    around = node.parent.parent if node.parent is not None else None
    looped = sign == "<-" and around is not None and word(around) == "for"
    for name, path in _bound(left):
        kind = "opaque" if path is None else "element" if looped else "value"
        visitor.add(text_of(name), kind, right, node, place, path=path or ())


def clause(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`pattern -> value` of a `case`: the names hold what is asked for, or some of it."""
    left = pick(node, "left")
    holder = node.parent.parent if node.parent is not None else None
    if left is None or node.parent is None or node.parent.type == "anonymous_function":
        return
    asked = None
    if holder is not None and word(holder) == "case":
        asked = piped(holder) or pick(holder, ":arguments>#0")
    for name, path in _bound(left):
        if asked is not None and path is not None:
            visitor.add(text_of(name), "value", asked, node, place, path=path)
        else:
            visitor.add(text_of(name), "opaque", name, node, place)


def _top(node: "Node") -> "Node | None":
    """Return the parameter of a definition that a pattern is, or is a part of."""
    child, holder = node, node.parent
    while holder is not None and holder.type != "arguments":
        if holder.type in ("do_block", "body", "stab_clause", "source"):
            return None
        child, holder = holder, holder.parent
    head = holder.parent if holder is not None else None
    above = head.parent if head is not None else None
    if above is not None and operator(above) == "when":
        above = above.parent
    definition = above.parent if above is not None and above.type == "arguments" else None
    return child if definition is not None and word(definition) in DEFS else None


def taken(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`def f(%{event: e})`: e is a part of what callers give."""
    top = _top(node)
    outer = node.parent
    if top is None or (outer is not None and outer.type in ("pair", "map_content", "tuple")):
        return
    for name, path in _bound(node):
        if path:
            visitor.add(text_of(name), "parameter", name, top, place, path=path)


def aliased(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`alias A.B`, `alias A.{B, C}`, `alias A, as: B`."""
    if word(node) not in ("alias", "require"):
        return
    given = pick(node, ":arguments")
    first = pick(given, "#0") if given is not None else None
    other = keyword(node, "as")
    if first is None:
        return
    listed = pick_all(first, "right>:alias") if first.type == "dot" else [first]
    for each in listed:
        label = text_of(other) if other is not None else text_of(each).rpartition(".")[2]
        if label != text_of(each) or first.type == "dot":
            visitor.add(label, "value", each, node, place)


def attribute(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`@x value`."""
    operand = pick(node, "operand")
    value = pick(operand, ":arguments>#0") if operand is not None else None
    if operator(node) == "@" and operand is not None and value is not None:
        visitor.add(f"@{word(operand)}", "value", value, node, place)
