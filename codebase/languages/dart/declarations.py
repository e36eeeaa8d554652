"""What Dart's functions, classes and variables declare; a body stands behind its signature."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from codebase.languages.dart.expressions import last, whole
from codebase.languages.tables import members, text
from codebase.languages.tables.grammar import (
    Import,
    Star,
)
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.outline import Place
from codebase.syntax import (
    ClassMember,
    TypeNames,
    TypeShape,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.tables.visitor import Visitor

_SIGNATURES = ":function_signature|getter_signature|setter_signature|operator_signature"

MAKERS = ":constructor_signature|constant_constructor_signature"

_FACTORY = ":factory_constructor_signature|redirecting_factory_constructor_signature"


def _signature(node: "Node") -> "Node | None":
    """Return the outside of a function, which stands before its body."""
    before = node.prev_named_sibling
    while before is not None and before.type in ("initializers", "comment"):
        before = before.prev_named_sibling
    if before is None or before.type == "function_signature":
        return before
    return pick(before, f"{_SIGNATURES}|{_FACTORY[1:]}|{MAKERS[1:]}")


def of_signature(selector: str) -> "Callable[[Node], Node | None]":
    """Return a selector below the signature of a body."""
    return lambda node: pick(s, selector) if (s := _signature(node)) is not None else None


def arrow(node: "Node") -> "Node | None":
    """Return the expression behind an arrow."""
    body = pick(node, "body") or node
    return last(body) if pick(body, ":block") is None else None


def stands_alone(node: "Node") -> bool:
    """Say whether a body is no part of a local function, which is one node."""
    return node.parent is not None and node.parent.type != "lambda_expression"


def _maker(node: "Node") -> "Node | None":
    return pick(node, MAKERS)


def constructs(node: "Node") -> bool:
    """Say whether this is the constructor: of several the one without a name of its own."""
    listed = node.parent.named_children if node.parent is not None else []
    makers = [maker for child in listed if (maker := _maker(child)) is not None]
    plain = [maker for maker in makers if len(pick_all(maker, ":identifier")) == 1]
    return _maker(node) is not None and _maker(node) == next(iter(plain or makers), None)


def maker_name(node: "Node") -> "Node | None":
    """Return the class's name, or the constructor's own behind the dot."""
    signature = pick(node, f"{MAKERS}|{_FACTORY[1:]}")
    names = pick_all(signature, ":identifier") if signature is not None else []
    return names[-1] if names else None


def parameter_name(node: "Node") -> "Node | None":
    """Return a parameter's name: its own, or that of the field it fills."""
    return pick(
        node,
        "name, :constructor_param>:identifier, :super_formal_parameter>:identifier, :identifier",
    )


def default(node: "Node") -> "Node | None":
    """Return what stands behind the sign of a parameter."""
    sign = node.next_sibling
    given = sign is not None and sign.type in ("=", ":")
    return whole(sign.next_named_sibling) if sign is not None and given else None


def is_named(node: "Node") -> bool:
    """Say whether callers must say the name of a parameter."""
    holder = node.parent
    return holder is not None and text_of(holder).startswith("{")


def method_members(node: "Node") -> Iterable[ClassMember]:
    """A signature and the body behind it; constructors with a name are the class again."""
    signature, body = pick(node, _SIGNATURES), node.next_named_sibling
    label = pick(signature, "name") if signature is not None else None
    static = members.has_modifier(node, frozenset({"static"}))
    done = body is not None and body.type == "function_body"
    reads = signature is not None and signature.type != "setter_signature"
    if signature is not None and label is not None and body is not None and done and reads:
        kind = "getter" if signature.type == "getter_signature" else "method"
        yield ClassMember(text_of(label), body, kind, static=static)
    yield from _named_maker(node)


def _named_maker(node: "Node") -> Iterable[ClassMember]:
    signature = pick(node, f"{MAKERS}|{_FACTORY[1:]}")
    names = pick_all(signature, ":identifier") if signature is not None else []
    holder = node.parent.parent if node.parent is not None else None
    if len(names) > 1 and holder is not None:
        yield ClassMember(text_of(names[-1]), holder, "class", static=True)


def field_members(node: "Node") -> Iterable[ClassMember]:
    """Yield the fields of one declaration, and what it only promises."""
    yield from _named_maker(node)
    static = members.has_modifier(node, frozenset({"static"}))
    kind = pick(node, ":type_identifier")
    for item in pick_all(node, ":static_final_declaration_list|initialized_identifier_list>#*"):
        name = pick(item, "#0")
        value = last(item)
        if name is not None:
            given = value if value != name else None
            yield ClassMember(text_of(name), item, "field", given, kind, static)
    promised = pick(node, ":getter_signature")
    name = pick(promised, "name") if promised is not None else None
    if promised is not None and name is not None:
        yield ClassMember(text_of(name), node, "field", None, pick(promised, ":type_identifier"))


def constant_members(node: "Node") -> Iterable[ClassMember]:
    """Yield a member of an enumeration."""
    name = pick(node, "name")
    if name is not None:
        yield ClassMember(text_of(name), node, "field", node, text=text_of(name))


def bases(node: "Node") -> "list[Node]":
    """Return what a class extends, mixes in and implements."""
    found: list[Node] = []
    for part in [node, *pick_all(node, ":superclass|interfaces|mixins")]:
        found.extend(pick_all(part, ":type_identifier"))
        found.extend(pick_all(part, ":mixins>:type_identifier"))
    return found


def extended(node: "Node") -> str:
    """Return the class that an extension is for."""
    kinds = pick_all(node, ":type_identifier")
    return text_of(kinds[-1]) if kinds else ""


def function_by_signature(visitor: "Visitor", node: "Node", place: Place) -> None:
    """A function that is known by its signature, and is the body behind it."""
    name, body = pick(node, "name"), node.next_named_sibling
    done = body is not None and body.type == "function_body"
    if place.scope.kind != "class" and name is not None and body is not None and done:
        visitor.add(text_of(name), "function", body, node, place)


def top_level(visitor: "Visitor", node: "Node", place: Place) -> None:
    """A variable of a library."""
    if place.scope.kind == "class":
        return
    kind = node.parent.prev_named_sibling if node.parent is not None else None
    while kind is not None and kind.type in ("nullable_type", "type_arguments"):
        kind = kind.prev_named_sibling
    typed = kind if kind is not None and kind.type == "type_identifier" else None
    name, value = pick(node, "#0"), last(node)
    if name is not None:
        given = value is not None and value != name
        source = "value" if given else "opaque"
        visitor.add(text_of(name), source, value or name, node, place, typed=typed)


def getter_by_signature(visitor: "Visitor", node: "Node", place: Place) -> None:
    """A getter outside of classes is worth what it returns."""
    name, body = pick(node, "name"), node.next_named_sibling
    if place.scope.kind != "class" and name is not None and body is not None:
        value = arrow(body) if body.type == "function_body" else None
        visitor.add(text_of(name), "value" if value else "opaque", value or name, node, place)


def own_parameter(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`C(this.x)`: the field takes what is given."""
    name = pick(node, ":identifier")
    if name is not None:
        visitor.field(text_of(name), name, node, place)


def initializer(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`: x = value` before the body of a constructor."""
    name, value = pick(node, ":identifier"), last(node)
    if name is not None and value is not None:
        visitor.field(text_of(name), value, node, place)


def alias(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`typedef T = U`: T is what U is."""
    name, kind = pick(node, "#0"), pick(node, "#1")
    if name is not None and kind is not None and kind.type == "type_identifier":
        visitor.add(text_of(name), "value", kind, node, place)


def _uri(node: "Node") -> str:
    found = pick(
        node, ":import_specification>:configurable_uri>:uri>#0, :configurable_uri>:uri>#0, :uri>#0"
    )
    return text.unquoted(text_of(found)) if found is not None else ""


def imported(node: "Node") -> Iterator[Import | Star]:
    """`import … as p`, `show a, b`: one name each; otherwise all names."""
    specifier = _uri(node)
    held = pick(node, ":import_specification") or node
    prefix = pick(held, ":identifier")
    shown = [c for c in pick_all(held, ":combinator") if text_of(c).startswith("show")]
    if prefix is not None:
        yield Import(text_of(prefix), specifier)
    elif shown:
        names = [name for each in shown for name in children_of(each)]
        yield from (Import(text_of(n), specifier, text_of(n)) for n in names)
    elif specifier:
        yield Star(specifier)


def named_type(node: "Node", read: Callable[["Node"], TypeShape]) -> TypeShape:
    """`T`, `p.T`; of `Future<T>` what is awaited."""
    after = node.next_sibling
    if text_of(node) in ("Future", "FutureOr") and after is not None:
        inner = pick(after, "#0") if after.type == "type_arguments" else None
        return read(inner) if inner is not None else None
    if after is not None and after.type == "." and after.next_named_sibling is not None:
        return TypeNames((f"{text_of(node)}.{text_of(after.next_named_sibling)}",))
    return TypeNames((text_of(node),))
