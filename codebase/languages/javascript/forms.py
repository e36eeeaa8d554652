"""JavaScript and TypeScript expressions, read into the forms the engine knows."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from codebase.languages.javascript.text import literal, pieces, text_of
from codebase.syntax import (
    Argument,
    Call,
    ClassExpression,
    Concat,
    Constant,
    Either,
    Entry,
    Form,
    FunctionExpression,
    Guarded,
    Imported,
    Index,
    Member,
    Name,
    Number,
    Opaque,
    Record,
    Sequence,
    This,
    Through,
    Truth,
    first_of,
)

if TYPE_CHECKING:
    from tree_sitter import Node

FUNCTIONS = frozenset(
    {
        "function_declaration",
        "function_expression",
        "arrow_function",
        "method_definition",
        "generator_function",
        "generator_function_declaration",
    }
)

CLASSES = frozenset(
    {
        "class_declaration",
        "class",
        "abstract_class_declaration",
        "enum_declaration",
        "interface_declaration",
    }
)

TAGS = frozenset({"jsx_opening_element", "jsx_self_closing_element"})

_TRANSPARENT = frozenset(
    {
        "parenthesized_expression",
        "non_null_expression",
        "await_expression",
        "jsx_expression",
        "computed_property_name",
        "instantiation_expression",
        "spread_element",
    }
)

_NAMES = frozenset(
    {"identifier", "shorthand_property_identifier", "type_identifier", "jsx_identifier"}
)

_KNOWN = frozenset({"true", "false", "null", "undefined", "regex", "jsx_element", "jsx_fragment"})

_CHOICES = frozenset({"??", "||"})

_COMPARISONS = frozenset({"===", "==", "!==", "!=", "in", "instanceof", "<", ">"})


def read(node: "Node") -> Form:
    """Return the form of one expression node."""
    kind = node.type
    if kind in _NAMES:
        return Name(text_of(node))
    if kind == "string":
        return Constant(literal(node))
    if kind in _TRANSPARENT:
        return _through(node)
    if kind in FUNCTIONS:
        return FunctionExpression(node, getter=_is(node, "get"))
    if kind in CLASSES:
        return ClassExpression(node)
    if kind in _KNOWN:
        return Opaque(known=True)
    reader = _READERS.get(kind)
    return reader(node) if reader else Opaque()


def _through(node: "Node") -> Form:
    inner = [child for child in node.named_children if child.type != "comment"]
    return Through(inner[0]) if inner else Opaque()


def _assertion(node: "Node") -> Form:
    types = first_of(node)
    return Through(node.named_children[-1], first_of(types) if types.named_children else None)


def _cast(node: "Node") -> Form:
    inner = [child for child in node.named_children if child.type != "comment"]
    return Through(inner[0], inner[-1] if len(inner) > 1 else None) if inner else Opaque()


def _last(node: "Node") -> Form:
    return Through(node.named_children[-1]) if node.named_children else Opaque()


def _member(node: "Node") -> Form:
    target, name = node.child_by_field_name("object"), node.child_by_field_name("property")
    return Member(target, text_of(name)) if target and name else Opaque()


def _taken(node: "Node") -> Form:
    """Read what a pattern takes out of a value as a member of it: `{a}` and `{b: c}`."""
    pattern = node.parent
    if pattern is not None and pattern.type == "object_assignment_pattern":
        pattern = pattern.parent
    holder = pattern.parent if pattern is not None else None
    value = holder if holder is not None and holder.type == "pair_pattern" else None
    if holder is not None and holder.type == "variable_declarator":
        value = holder.child_by_field_name("value")
    key = node.child_by_field_name("key") or node
    name = property_key(key) if value is not None else None
    return Member(value, name) if value is not None and isinstance(name, str) else Opaque()


def _subscript(node: "Node") -> Form:
    target, key = node.child_by_field_name("object"), node.child_by_field_name("index")
    if target is None or key is None:
        return Opaque()
    if key.type == "string":
        return Member(target, literal(key))
    return Index(target, key)


def _template(node: "Node") -> Form:
    parts = pieces(node)
    if all(isinstance(part, str) for part in parts):
        return Constant("".join(part for part in parts if isinstance(part, str)))
    return Concat(tuple(parts))


def _number(node: "Node") -> Form:
    text = text_of(node)
    return Number(int(text)) if text.isdecimal() else Opaque(known=True)


def _call(node: "Node") -> Form:
    callee = node.child_by_field_name("function") or node.child_by_field_name("constructor")
    arguments = node.child_by_field_name("arguments")
    if callee is None:
        return Opaque()
    if arguments is not None and arguments.type == "template_string":
        holes = any(child.type == "template_substitution" for child in arguments.named_children)
        raw = text_of(callee) == "String.raw" and not holes
        return Constant(text_of(arguments)[1:-1]) if raw else Opaque()
    given = _arguments(arguments)
    if _loads(callee) and given and given[0].value.type == "string":
        return Imported(literal(given[0].value))
    types = node.child_by_field_name("type_arguments")
    told = first_of(types) if types is not None and types.named_children else None
    return Call(callee, given, new=node.type == "new_expression", type=told)


def _loads(callee: "Node") -> bool:
    return callee.type == "import" or (callee.type == "identifier" and callee.text == b"require")


def _arguments(node: "Node | None") -> tuple[Argument, ...]:
    if node is None:
        return ()
    return tuple(
        Argument(first_of(child), spread="*") if child.type == "spread_element" else Argument(child)
        for child in node.named_children
        if child.type != "comment"
    )


def _tag(node: "Node") -> Form:
    name = node.child_by_field_name("name")
    if name is None:
        return Opaque()
    return Call(name, attributes=tuple(_attributes(node)))


def _attributes(node: "Node") -> list[Entry]:
    found: list[Entry] = []
    for child in node.named_children:
        if child.type == "jsx_expression":
            found.extend(Entry(None, first_of(part), child) for part in child.named_children)
        elif child.type == "jsx_attribute" and len(child.named_children) > 1:
            name, value = child.named_children[:2]
            found.append(Entry(text_of(name), value, child))
    return found


def _binary(node: "Node") -> Form:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if left is None or right is None or operator is None:
        return Opaque()
    sign = text_of(operator)
    if sign == "+":
        return Concat((left, right))
    if sign in _CHOICES:
        return Either((left, right), first=True)
    if sign == "&&":
        return Guarded(left, right)
    return Truth((left, right)) if sign in _COMPARISONS else Opaque(known=True)


def _unary(node: "Node") -> Form:
    inner = node.child_by_field_name("argument")
    operator = node.child_by_field_name("operator")
    if inner is None or operator is None or text_of(operator) != "!":
        return Opaque(known=True)
    return Truth((inner,))


def _ternary(node: "Node") -> Form:
    yes, no = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
    return Either((yes, no)) if yes and no else Opaque()


def _assignment(node: "Node") -> Form:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return Opaque()
    if node.type == "assignment_expression":
        return Through(right)
    operator = node.child_by_field_name("operator")
    merges = operator is not None and text_of(operator) in ("??=", "||=")
    return Either((left, right)) if merges else Opaque()


def _object(node: "Node") -> Form:
    found: list[Entry] = []
    for child in node.named_children:
        if child.type == "pair":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key and value:
                found.append(Entry(property_key(key), value, child))
        elif child.type == "shorthand_property_identifier":
            found.append(Entry(text_of(child), child, child))
        elif child.type == "spread_element":
            found.append(Entry(None, first_of(child), child))
        elif child.type == "method_definition":
            name = child.child_by_field_name("name")
            if name and not _is(child, "set"):
                found.append(Entry(property_key(name), child, child))
    return Record(tuple(found))


def _is(node: "Node", word: str) -> bool:
    """Say whether a method is marked as one that reads or writes a property."""
    return node.type == "method_definition" and any(child.type == word for child in node.children)


def property_key(node: "Node") -> "str | Node":
    """Return a property's name, or the node that computes it."""
    if node.type == "string":
        return literal(node)
    if node.type == "computed_property_name":
        return first_of(node)
    return text_of(node)


def _array(node: "Node") -> Form:
    return Sequence(_arguments(node))


def _this(_node: "Node") -> Form:
    return This()


def _super(_node: "Node") -> Form:
    return This(super_class=True)


_READERS: "dict[str, Callable[[Node], Form]]" = {
    "member_expression": _member,
    "subscript_expression": _subscript,
    "shorthand_property_identifier_pattern": _taken,
    "pair_pattern": _taken,
    "template_string": _template,
    "number": _number,
    "call_expression": _call,
    "new_expression": _call,
    "jsx_opening_element": _tag,
    "jsx_self_closing_element": _tag,
    "type_assertion": _assertion,
    "as_expression": _cast,
    "satisfies_expression": _cast,
    "sequence_expression": _last,
    "binary_expression": _binary,
    "unary_expression": _unary,
    "ternary_expression": _ternary,
    "assignment_expression": _assignment,
    "augmented_assignment_expression": _assignment,
    "object": _object,
    "array": _array,
    "this": _this,
    "super": _super,
}
