"""Swift's expressions."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codebase.languages.tables import forms, text
from codebase.languages.tables.forms import Arguments, Read
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.syntax import (
    Argument,
    Call,
    Choice,
    Entry,
    Form,
    Implied,
    Index,
    Opaque,
    Option,
    Record,
    Sequence,
    This,
    Through,
    Truth,
)

if TYPE_CHECKING:
    from tree_sitter import Node


TYPES = ":user_type|optional_type|existential_type|opaque_type|array_type|dictionary_type"

_ARGUMENTS = Arguments(named={"value_argument": ("name>#0", "value")})

STRING = text.pieces_of(
    content=("line_str_text", "multi_line_str_text"),
    escapes=("str_escaped_char",),
    holes=("interpolated_expression",),
)


def block_text(node: "Node") -> "list[str | Node] | None":
    """Text between three quotes: the lines between theirs, without the last one's indentation."""
    parts = STRING(node) or []
    margin = re.search(r"\n([ \t]*)$", parts[-1]) if parts and isinstance(parts[-1], str) else None
    if margin is None or not isinstance(parts[0], str):
        return None
    indented = re.compile(rf"\n{margin[1]}")
    lines = [indented.sub("\n", part) if isinstance(part, str) else part for part in parts]
    lines[0] = str(lines[0]).removeprefix("\n")
    lines[-1] = str(lines[-1]).removesuffix("\n")
    return lines


def raw_text(node: "Node") -> "list[str | Node] | None":
    """`#"…"#`: a backslash is one unless it is followed by the same number of signs."""
    found: list[str | Node] = []
    for child in children_of(node):
        if child.type == "raw_str_interpolation":
            found.append(pick(child, "interpolation>value") or child)
        else:
            found.append(text_of(child))
    opened = re.match(r'#+"+', str(found[0])) if found else None
    if opened is None or not isinstance(found[0], str) or not isinstance(found[-1], str):
        return None
    found[0] = found[0][opened.end() :]
    found[-1] = str(found[-1])[: -opened.end()]
    return found


def call(node: "Node", _: Read) -> Form:
    """A call or an item. The grammar takes `!f(x)` for a call of `!f`."""
    callee, suffix = pick(node, "#0"), pick(node, ":call_suffix|constructor_suffix")
    given = pick(suffix, ":value_arguments") if suffix is not None else None
    if callee is None or suffix is None:
        return Opaque()
    if callee.type == "prefix_expression" and not implies(callee):
        callee = pick(callee, "target") or callee
    arguments = _ARGUMENTS.of(given)
    if given is not None and text_of(given).startswith("["):
        return Index(callee, arguments[0].value) if arguments else Opaque()
    trailing = [Argument(child) for child in pick_all(suffix, ":lambda_literal")]
    if text_of(callee) == "String" and arguments and arguments[0].name:
        # `String(format: "%@", x)` fills holes, `String(describing: x)` is x.
        label = pick(node, ":call_suffix>:value_arguments>:value_argument>name>#0")
        callee = label if label is not None and arguments[0].name == "format" else callee
        arguments = tuple(Argument(argument.value) for argument in arguments)
    return Call(callee, (*arguments, *trailing))


def implies(node: "Node") -> bool:
    """Say whether this is `.name`, a member of the expected type."""
    return node.child_count > 0 and node.children[0].type == "."


def prefix(node: "Node", _: Read) -> Form:
    """`!x`, `-x`, `.name`."""
    target = pick(node, "target")
    if target is None:
        return Opaque()
    if implies(node):
        return Implied(text_of(target))
    return Truth((target,)) if node.children[0].type == "bang" else Through(target)


def suffix(node: "Node", read: Read) -> Form:
    """`.name`, which is read with what it stands behind."""
    return read(node.parent) if node.parent is not None else Opaque()


def name(node: "Node", read: Read) -> Form:
    """A name; `Self` is the type of the object."""
    return This() if text_of(node) == "Self" else forms.name("`")(node, read)


def casted(node: "Node", _: Read) -> Form:
    """`x as? T`."""
    inner = pick(node, "expr")
    return Through(inner, pick(node, "name")) if inner is not None else Opaque()


def dictionary(node: "Node", read: Read) -> Form:
    """The keys and values of `[k: v]` stand side by side."""
    keys, values = node.children_by_field_name("key"), node.children_by_field_name("value")
    pairs = zip(keys, values, strict=False)
    return Record(tuple(Entry(forms.label(key, (), read), value, key) for key, value in pairs))


def in_brackets(node: "Node", _: Read) -> Form:
    """`(x)`, which is x, or a tuple."""
    values = [value for value in node.children_by_field_name("value") if value.is_named]
    if len(values) == 1:
        return Through(values[0])
    return Sequence(tuple(Argument(value) for value in values))


def qualified(node: "Node", read: Read) -> Form:
    """`Outer.Inner` as a type."""
    parts = pick_all(node, ":type_identifier")
    if len(parts) == 1:
        return Through(parts[0])
    return forms.member(lambda _: parts[-2], lambda _: parts[-1])(node, read) if parts else Opaque()


_INNER = forms.tail(
    ("control_transfer_statement",), ("lambda_literal", "function_declaration", "computed_property")
)


def statements(node: "Node", read: Read) -> Form:
    """A block is worth its last expression; branches at its end say for themselves."""
    listed = children_of(node)
    if len(listed) == 1 and listed[0].type in ("switch_statement", "if_statement"):
        return Through(listed[0])
    return _INNER(node, read)


def switched(node: "Node", _: Read) -> Form:
    """A `switch`, whose branches say what it is worth."""
    options = [
        Option(tuple(_labels(entry)), value)
        for entry in pick_all(node, ":switch_entry")
        if (value := pick(entry, ":statements")) is not None
    ]
    subject = pick(node, "expr")
    return Choice(subject, tuple(options)) if subject is not None else Opaque()


def _labels(entry: "Node") -> Iterator[str]:
    """Yield what a case stands for: members' names or texts."""
    for pattern in pick_all(entry, ":switch_pattern"):
        inner = pick(pattern, "#0")
        name = pick(inner, ":simple_identifier") if inner is not None else None
        plain = text_of(name if name is not None else pattern)
        yield plain.strip('".').rpartition(".")[2]


def branches(node: "Node", _: Read) -> Form:
    """`if` as a value: what its branches end with."""
    found = pick_all(node, ":statements|if_statement")
    return Choice(None, tuple(Option((), branch) for branch in found)) if found else Opaque()
