"""Dart's expressions, whose parts stand side by side: `a.b(c)` is `a` and two selectors behind it.

Each selector reads as a member or a call of what stands before it; the expression is the last.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from codebase.languages.tables import forms, text
from codebase.languages.tables.forms import Arguments, Read
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.syntax import (
    Argument,
    Call,
    Choice,
    Concat,
    Constant,
    Either,
    Entry,
    Form,
    Guarded,
    Index,
    Member,
    Name,
    Opaque,
    Option,
    Record,
    Sequence,
    Through,
    Truth,
)

if TYPE_CHECKING:
    from tree_sitter import Node


CHAIN = frozenset({"selector", "unconditional_assignable_selector"})


def _end(node: "Node") -> "Node":
    """Return the last selector of the expression that a node begins."""
    follower = node.next_named_sibling
    while follower is not None and follower.type in CHAIN:
        node, follower = follower, follower.next_named_sibling
    return node


def whole(node: "Node | None") -> "Node | None":
    """Return the last selector of an expression, if there is one."""
    return _end(node) if node is not None else None


def last(node: "Node") -> "Node | None":
    """Return the expression that a node ends with."""
    listed = [child for child in children_of(node) if child.type != "cascade_section"]
    return listed[-1] if listed else None


def field_of(name: str) -> "Callable[[Node], Node | None]":
    """Return a selector of the whole expression that a field's first node begins."""
    return lambda node: whole(node.child_by_field_name(name))


def preceding(node: "Node") -> "Node | None":
    """Return what a selector is applied to."""
    holder = node
    while holder.parent is not None and holder.prev_named_sibling is None:
        if holder.parent.type not in HOLDERS:
            return None
        holder = holder.parent
    before = holder.prev_named_sibling
    while before is not None and before.type == "cascade_section":
        before = before.prev_named_sibling
    return before


HOLDERS = frozenset(
    {
        "selector",
        "cascade_section",
        "cascade_selector",
        "index_selector",
        "unconditional_assignable_selector",
        "conditional_assignable_selector",
    }
)


def assignable(node: "Node", _: Read) -> Form:
    """`.name`, `?.name`, `[key]` behind something."""
    target, inner = preceding(node), pick(node, "#-1")
    if target is None or inner is None:
        return Opaque()
    if inner.type == "index_selector":
        key = last(inner)
        return Index(target, key) if key is not None else Opaque()
    return Member(target, text_of(inner))


def selector(node: "Node", read: Read) -> Form:
    """A selector is what is in it; `!` leaves a thing what it is."""
    inner = pick(node, "#0") or preceding(node)
    if inner is None:
        return Opaque()
    return read(inner) if "assignable" in inner.type else Through(inner)


ARGUMENTS = Arguments(
    named={
        "named_argument": (":label>#0", last),
        "argument": (":label", last),
        "record_field": (":label>#0", last),
    },
)


def _given(node: "Node") -> tuple[Argument, ...]:
    return ARGUMENTS.of(pick(node, "arguments, :arguments"))


def class_name(node: "Node", _: Read) -> Form:
    """`p.T` where a class is named."""
    sign, before = node.prev_sibling, node.prev_named_sibling
    if before is not None and sign is not None and sign.type == ".":
        return Member(before, text_of(node))
    return Name(text_of(node))


def _provides(name: str, given: tuple[Argument, ...]) -> bool:
    """Say whether what a call gives is what the function gives that it is handed."""
    first = given[0].value.type if given else ""
    return name.endswith("Provider") and first == "function_expression"


def call(node: "Node", _: Read) -> Form:
    """A call of what stands before the brackets."""
    callee = preceding(node)
    if callee is None:
        return Opaque()
    given = _given(node)
    name = text_of(callee).rpartition(".")[2]
    if _provides(name, given):
        return Call(given[0].value, ())
    kind = pick(node, ":type_arguments>#0")
    looks_up = callee.type == "selector" and name in _LOOKS_UP
    if looks_up and len(given) == 1 and kind is None:
        return Through(given[0].value)
    return Call(callee, given, type=kind)


_LOOKS_UP = frozenset({"read", "watch"})
"""Methods that give what a provider provides."""


def construction(node: "Node", _: Read) -> Form:
    """`new C(x)`, `const C.named(x)`."""
    callee = (pick_all(node, ":type_identifier|identifier") or [None])[-1]
    return Call(callee, _given(node), new=True) if callee is not None else Opaque()


def constant(node: "Node", _: Read) -> Form:
    """A member of an enumeration with fields is made by a call of its class."""
    holder = node.parent.parent if node.parent is not None else None
    name = pick(holder, "name") if holder is not None else None
    given = ARGUMENTS.of(pick(node, ":argument_part>:arguments, :arguments"))
    return Call(name, given, new=True) if name is not None else Opaque()


def strings(node: "Node", _: Read) -> Form:
    """Adjacent literals are one; only what stands between their quotes is text."""
    parts: list[str | Node] = []
    source, at, opened = node.text or b"", 0, ""
    for child in node.children:
        start, end = child.start_byte - node.start_byte, child.end_byte - node.start_byte
        if opened:
            parts.append(source[at:start].decode("utf-8", "replace"))
        at = end
        if child.type == "template_substitution":
            parts.append(last(child) or child)
        elif child.type == "escape_sequence":
            parts.append(text.escape(text_of(child)))
        elif not opened and child.type.removeprefix("r") in _QUOTES:
            opened = child.type.removeprefix("r")
        elif child.type == opened:
            opened = ""
        elif opened:
            parts.append(text_of(child))
    if all(isinstance(part, str) for part in parts):
        return Constant("".join(str(part) for part in parts))
    return Concat(tuple(part for part in parts if part))


_QUOTES = frozenset({"'", '"', "'''", '"""'})


def operands(node: "Node", _: Read) -> Form:
    """`a + b`: the operator stands between expressions of several nodes."""
    listed = children_of(node)
    signs = [at for at, child in enumerate(listed) if child.type == "additive_operator"]
    if len(signs) != 1 or text_of(listed[signs[0]]) != "+":
        return Opaque(known=True)
    return Concat((listed[signs[0] - 1], listed[-1]))


def compared(node: "Node", read: Read) -> Form:
    """`a < b`; the grammar takes `C<T>((x) => y)` for two of these."""
    heads = _heads(node)
    inner = _heads(heads[0]) if heads and heads[0].type == "relational_expression" else []
    if len(inner) != 2 or heads[-1].type != "parenthesized_expression":
        return truth(node, read)
    value = last(heads[-1])
    given: tuple[Argument, ...] = (Argument(value),) if value is not None else ()
    if value is not None and _provides(text_of(inner[0]), given):
        return Call(value, ())
    return Call(inner[0], given, type=inner[1])


def truth(node: "Node", _: Read) -> Form:
    """A comparison of two expressions."""
    return Truth(tuple(_end(child) for child in _heads(node)))


def _heads(node: "Node") -> "list[Node]":
    """Return the first nodes of the expressions side by side in a node."""
    listed = [child for child in children_of(node) if "operator" not in child.type]
    return [child for child in listed if child.type not in CHAIN]


def fallback(node: "Node", _: Read) -> Form:
    """`a ?? b`, `a || b`."""
    return Either(tuple(_end(child) for child in _heads(node)))


def unary(node: "Node", _: Read) -> Form:
    """A sign, or `await`, before an expression."""
    inner = last(node)
    if inner is None:
        return Opaque()
    negated = any("negation" in child.type or child.type == "!" for child in _flat(node))
    return Truth((inner,)) if negated else Through(inner)


def _flat(node: "Node") -> "list[Node]":
    return [*node.children, *(inner for child in node.children for inner in child.children[:1])]


def casted(node: "Node", _: Read) -> Form:
    """`x as T`."""
    inner = pick(node, "#0")
    if inner is None:
        return Opaque()
    return Through(_end(inner), pick(node, ":type_cast>:type_identifier"))


def mapping(node: "Node", read: Read) -> Form:
    """A map; a set reads as a list."""
    found: list[Entry] = []
    pairs = False
    stack = children_of(node)
    while stack:
        child = stack.pop(0)
        if child.type == "pair":
            key, value = field_of("key")(child), field_of("value")(child)
            if key is not None and value is not None:
                pairs = True
                found.append(Entry(forms.label(key, (), read), value, child))
        elif child.type == "spread_element":
            inner = last(child)
            found.extend([Entry(None, inner, child)] if inner is not None else [])
        elif child.type in ("if_element", "for_element"):
            stack = [*children_of(child), *stack]
    if not pairs and children_of(node) and not found:
        return listed(node, read)
    return Record(tuple(found))


def listed(node: "Node", _: Read) -> Form:
    """A list; each item is an expression of one or more nodes."""
    heads = [child for child in _heads(node) if child.type not in ("const_builtin",)]
    plain = [child for child in heads if "type_arguments" not in child.type]
    return Sequence(tuple(_item(child) for child in plain))


def _item(node: "Node") -> Argument:
    if node.type == "spread_element":
        return Argument(last(node) or node, spread="*")
    return Argument(_end(node))


def switched(node: "Node", _: Read) -> Form:
    """A `switch` expression."""
    options: list[Option] = []
    for case in pick_all(node, ":switch_expression_case"):
        patterns = [child for child in children_of(case) if "pattern" in child.type]
        value = last(case)
        if value is not None:
            names = [text_of(pattern).rpartition(".")[2].strip("'\"") for pattern in patterns]
            options.append(Option(tuple(name for name in names if name != "_"), value))
    return Choice(pick(node, "condition"), tuple(options))


def guarded(node: "Node", _: Read) -> Form:
    """`a && b`."""
    heads = _heads(node)
    return Guarded(_end(heads[0]), _end(heads[-1])) if len(heads) > 1 else Opaque()
