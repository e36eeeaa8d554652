"""Selectors: which node below a node is meant, in a word.

`name` is the field `name`; `:list|tuple` the first named child of one of these types; `#0`, `#-1`
the first and last named child that is no comment; `.` stands for the node itself. Steps are joined
by `>`, alternatives by `,`: the first that exists is taken. `value>:arguments, :arguments` reads
"the arguments below the value, or else those of the node itself". A function may stand for all.
"""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

Selector = "str | Callable[[Node], Node | None]"

_Step = Callable[["Node"], "Node | None"]


def text_of(node: "Node") -> str:
    """Return a node's source text."""
    return (node.text or b"").decode("utf-8", "replace")


def children_of(node: "Node") -> "list[Node]":
    """Return the named children that are no comments."""
    return [child for child in node.named_children if "comment" not in child.type]


def pick(node: "Node", selector: "str | Callable[[Node], Node | None]") -> "Node | None":
    """Return the node a selector means, or None."""
    if not isinstance(selector, str):
        return selector(node)
    for steps in _ways(selector):
        found: Node | None = node
        for step in steps:
            found = step(found) if found is not None else None
        if found is not None:
            return found
    return None


def pick_all(node: "Node", selector: "str | Callable[[Node], Node | None]") -> "list[Node]":
    """Return every node the last step of a selector means: all fields of that name."""
    if not isinstance(selector, str):
        found = selector(node)
        return [found] if found is not None else []
    for way in selector.split(","):
        *steps, last = [step.strip() for step in way.split(">")]
        holder = pick(node, ">".join(steps)) if steps else node
        found = _all(holder, last) if holder is not None and last else []
        if found:
            return found
    return []


def _all(node: "Node", step: str) -> "list[Node]":
    if step.startswith(":"):
        types = frozenset(step[1:].split("|"))
        return [child for child in node.named_children if child.type in types]
    if step == "#*":
        return children_of(node)
    if step.startswith("#") or step == ".":
        found = _step(step)(node)
        return [found] if found is not None else []
    return [child for child in node.children_by_field_name(step) if child.is_named]


@cache
def _ways(selector: str) -> tuple[tuple[_Step, ...], ...]:
    ways = [way for way in selector.split(",") if way.strip()]
    return tuple(tuple(_step(step.strip()) for step in way.split(">")) for way in ways)


@cache
def _step(step: str) -> _Step:
    if step == ".":
        return lambda node: node
    if step.startswith(":"):
        types = frozenset(step[1:].split("|"))
        return lambda node: next((c for c in node.named_children if c.type in types), None)
    if step.startswith("#"):
        at = int(step[1:])
        return lambda node: _nth(children_of(node), at)
    return lambda node: node.child_by_field_name(step)


def _nth(nodes: "list[Node]", at: int) -> "Node | None":
    return nodes[at] if -len(nodes) <= at < len(nodes) else None
