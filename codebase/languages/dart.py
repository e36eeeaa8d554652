"""Dart: its SDK, its grammar, how its libraries find each other.

The grammar lets the parts of an expression stand side by side: `a.b(c)` is the name `a` followed by
two selectors. Here each selector reads as a member or a call of what stands before it, and an
expression as a whole is the last of them.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from codebase.languages.reader import Files, Shared
from codebase.languages.tables import binding, forms, members, text, types
from codebase.languages.tables.forms import Arguments, Read
from codebase.languages.tables.grammar import (
    ClassRule,
    FunctionRule,
    Grammar,
    Import,
    ParameterRule,
    Star,
)
from codebase.languages.tables.reader import reader_by
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.outline import Place
from codebase.surface import Method, Surface
from codebase.syntax import (
    Argument,
    Call,
    Choice,
    ClassMember,
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
    TypeNames,
    TypeShape,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.tables.visitor import Visitor

_FLAG = Method("flag", keyword="key", gives="flag")

_FEATURE = Method("flag", keyword="flag")

SURFACE = Surface(
    packages=frozenset({"package:posthog_flutter", "package:posthog_dart"}),
    classes=frozenset({"Posthog"}),
    static=True,
    construction=Method(),
    methods={
        "setup": Method("init"),
        "capture": Method("event", keyword="eventName"),
        "isFeatureEnabled": _FLAG,
        "getFeatureFlag": _FLAG,
        "getFeatureFlagPayload": _FLAG,
        "getFeatureFlagResult": _FLAG,
        "captureFeatureView": _FEATURE,
        "captureFeatureInteraction": _FEATURE,
    },
    configs={"PostHogConfig": Method(gives="config")},
    properties=("properties",),
)

_CHAIN = frozenset({"selector", "unconditional_assignable_selector"})


def _end(node: "Node") -> "Node":
    """Return the last selector of the expression that a node begins."""
    follower = node.next_named_sibling
    while follower is not None and follower.type in _CHAIN:
        node, follower = follower, follower.next_named_sibling
    return node


def _whole(node: "Node | None") -> "Node | None":
    return _end(node) if node is not None else None


def _last(node: "Node") -> "Node | None":
    """Return the expression that a node ends with."""
    listed = [child for child in children_of(node) if child.type != "cascade_section"]
    return listed[-1] if listed else None


def _field(name: str) -> "Callable[[Node], Node | None]":
    return lambda node: _whole(node.child_by_field_name(name))


def _before(node: "Node") -> "Node | None":
    """Return what a selector is applied to."""
    holder = node
    while holder.parent is not None and holder.prev_named_sibling is None:
        if holder.parent.type not in _HOLDERS:
            return None
        holder = holder.parent
    before = holder.prev_named_sibling
    while before is not None and before.type == "cascade_section":
        before = before.prev_named_sibling
    return before


_HOLDERS = frozenset(
    {
        "selector",
        "cascade_section",
        "cascade_selector",
        "index_selector",
        "unconditional_assignable_selector",
        "conditional_assignable_selector",
    }
)


def _assignable(node: "Node", _: Read) -> Form:
    """`.name`, `?.name`, `[key]` behind something."""
    target, inner = _before(node), pick(node, "#-1")
    if target is None or inner is None:
        return Opaque()
    if inner.type == "index_selector":
        key = _last(inner)
        return Index(target, key) if key is not None else Opaque()
    return Member(target, text_of(inner))


def _selector(node: "Node", read: Read) -> Form:
    """A selector is what is in it; `!` leaves a thing what it is."""
    inner = pick(node, "#0") or _before(node)
    if inner is None:
        return Opaque()
    return read(inner) if "assignable" in inner.type else Through(inner)


_ARGUMENTS = Arguments(
    named={
        "named_argument": (":label>#0", _last),
        "argument": (":label", _last),
        "record_field": (":label>#0", _last),
    },
)


def _given(node: "Node") -> tuple[Argument, ...]:
    return _ARGUMENTS.of(pick(node, "arguments, :arguments"))


def _class_name(node: "Node", _: Read) -> Form:
    """`p.T` where a class is named."""
    sign, before = node.prev_sibling, node.prev_named_sibling
    qualified = sign is not None and sign.type == "." and before is not None
    return Member(before, text_of(node)) if qualified else Name(text_of(node))


def _call(node: "Node", _: Read) -> Form:
    callee = _before(node)
    if callee is None:
        return Opaque()
    given = _given(node)
    name = text_of(callee).rpartition(".")[2]
    if name.endswith("Provider") and given and given[0].value.type == "function_expression":
        # What a provider provides is what its function makes.
        return Call(given[0].value, ())
    if callee.type == "selector" and name in _LOOKS_UP and len(given) == 1:
        if pick(node, ":type_arguments") is None:
            return Through(given[0].value)
    return Call(callee, given, type=pick(node, ":type_arguments>#0"))


_LOOKS_UP = frozenset({"read", "watch"})
"""Methods that give what a provider provides."""


def _construction(node: "Node", _: Read) -> Form:
    """`new C(x)`, `const C.named(x)`."""
    callee = (pick_all(node, ":type_identifier|identifier") or [None])[-1]
    return Call(callee, _given(node), new=True) if callee is not None else Opaque()


def _constant(node: "Node", read: Read) -> Form:
    """A member of an enumeration with fields is made by a call of its class."""
    holder = node.parent.parent if node.parent is not None else None
    name = pick(holder, "name") if holder is not None else None
    given = _ARGUMENTS.of(pick(node, ":argument_part>:arguments, :arguments"))
    return Call(name, given, new=True) if name is not None else Opaque()


def _strings(node: "Node", _: Read) -> Form:
    """Adjacent literals are one; only what stands between their quotes is text."""
    parts: list[str | Node] = []
    source, at, opened = node.text or b"", 0, ""
    for child in node.children:
        start, end = child.start_byte - node.start_byte, child.end_byte - node.start_byte
        if opened:
            parts.append(source[at:start].decode("utf-8", "replace"))
        at = end
        if child.type == "template_substitution":
            parts.append(_last(child) or child)
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


def _operands(node: "Node", _: Read) -> Form:
    """`a + b`: the operator stands between expressions of several nodes."""
    listed = children_of(node)
    signs = [at for at, child in enumerate(listed) if child.type == "additive_operator"]
    if len(signs) != 1 or text_of(listed[signs[0]]) != "+":
        return Opaque(known=True)
    return Concat((listed[signs[0] - 1], listed[-1]))


def _truth(node: "Node", _: Read) -> Form:
    return Truth(tuple(_end(child) for child in _heads(node)))


def _heads(node: "Node") -> "list[Node]":
    """Return the first nodes of the expressions side by side in a node."""
    listed = [child for child in children_of(node) if "operator" not in child.type]
    return [child for child in listed if child.type not in _CHAIN]


def _fallback(node: "Node", _: Read) -> Form:
    return Either(tuple(_end(child) for child in _heads(node)))


def _unary(node: "Node", _: Read) -> Form:
    inner = _last(node)
    if inner is None:
        return Opaque()
    negated = any("negation" in child.type or child.type == "!" for child in _flat(node))
    return Truth((inner,)) if negated else Through(inner)


def _flat(node: "Node") -> "list[Node]":
    return [*node.children, *(inner for child in node.children for inner in child.children[:1])]


def _cast(node: "Node", _: Read) -> Form:
    inner = pick(node, "#0")
    if inner is None:
        return Opaque()
    return Through(_end(inner), pick(node, ":type_cast>:type_identifier"))


def _map(node: "Node", read: Read) -> Form:
    found: list[Entry] = []
    pairs = False
    stack = children_of(node)
    while stack:
        child = stack.pop(0)
        if child.type == "pair":
            key, value = _field("key")(child), _field("value")(child)
            if key is not None and value is not None:
                pairs = True
                found.append(Entry(forms.label(key, (), read), value, child))
        elif child.type == "spread_element":
            inner = _last(child)
            found.extend([Entry(None, inner, child)] if inner is not None else [])
        elif child.type in ("if_element", "for_element"):
            stack = [*children_of(child), *stack]
    if not pairs and children_of(node) and not found:
        return _list(node, read)
    return Record(tuple(found))


def _list(node: "Node", _: Read) -> Form:
    heads = [child for child in _heads(node) if child.type not in ("const_builtin",)]
    plain = [child for child in heads if "type_arguments" not in child.type]
    return Sequence(tuple(_item(child) for child in plain))


def _item(node: "Node") -> Argument:
    if node.type == "spread_element":
        return Argument(_last(node) or node, spread="*")
    return Argument(_end(node))


def _switch(node: "Node", _: Read) -> Form:
    options: list[Option] = []
    for case in pick_all(node, ":switch_expression_case"):
        patterns = [child for child in children_of(case) if "pattern" in child.type]
        value = _last(case)
        if value is not None:
            names = [text_of(pattern).rpartition(".")[2].strip("'\"") for pattern in patterns]
            options.append(Option(tuple(name for name in names if name != "_"), value))
    return Choice(pick(node, "condition"), tuple(options))


def _guarded(node: "Node", _: Read) -> Form:
    heads = _heads(node)
    return Guarded(_end(heads[0]), _end(heads[-1])) if len(heads) > 1 else Opaque()


_SIGNATURES = ":function_signature|getter_signature|setter_signature|operator_signature"

_MAKERS = ":constructor_signature|constant_constructor_signature"

_FACTORY = ":factory_constructor_signature|redirecting_factory_constructor_signature"


def _signature(node: "Node") -> "Node | None":
    """Return the outside of a function, which stands before its body."""
    before = node.prev_named_sibling
    while before is not None and before.type in ("initializers", "comment"):
        before = before.prev_named_sibling
    if before is None or before.type == "function_signature":
        return before
    return pick(before, f"{_SIGNATURES}|{_FACTORY[1:]}|{_MAKERS[1:]}")


def _of_signature(selector: str) -> "Callable[[Node], Node | None]":
    return lambda node: pick(s, selector) if (s := _signature(node)) is not None else None


def _arrow(node: "Node") -> "Node | None":
    body = pick(node, "body") or node
    return _last(body) if pick(body, ":block") is None else None


def _stands_alone(node: "Node") -> bool:
    return node.parent is not None and node.parent.type != "lambda_expression"


def _maker(node: "Node") -> "Node | None":
    return pick(node, _MAKERS)


def _constructs(node: "Node") -> bool:
    """Say whether this is the constructor: of several the one without a name of its own."""
    listed = node.parent.named_children if node.parent is not None else []
    makers = [maker for child in listed if (maker := _maker(child)) is not None]
    plain = [maker for maker in makers if len(pick_all(maker, ":identifier")) == 1]
    return _maker(node) is not None and _maker(node) == next(iter(plain or makers), None)


def _maker_name(node: "Node") -> "Node | None":
    """Return the class's name, or the constructor's own behind the dot."""
    signature = pick(node, f"{_MAKERS}|{_FACTORY[1:]}")
    names = pick_all(signature, ":identifier") if signature is not None else []
    return names[-1] if names else None


def _parameter_name(node: "Node") -> "Node | None":
    return pick(
        node,
        "name, :constructor_param>:identifier, :super_formal_parameter>:identifier, :identifier",
    )


def _default(node: "Node") -> "Node | None":
    sign = node.next_sibling
    given = sign is not None and sign.type in ("=", ":")
    return _whole(sign.next_named_sibling) if sign is not None and given else None


def _is_named(node: "Node") -> bool:
    holder = node.parent
    return holder is not None and text_of(holder).startswith("{")


def _methods(node: "Node") -> Iterable[ClassMember]:
    """A signature and the body behind it; constructors with a name are the class again."""
    signature, body = pick(node, _SIGNATURES), node.next_named_sibling
    label = pick(signature, "name") if signature is not None else None
    static = members.has_modifier(node, frozenset({"static"}))
    if signature is not None and label is not None and body is not None:
        if signature.type != "setter_signature" and body.type == "function_body":
            kind = "getter" if signature.type == "getter_signature" else "method"
            yield ClassMember(text_of(label), body, kind, static=static)
    yield from _named_maker(node)


def _named_maker(node: "Node") -> Iterable[ClassMember]:
    signature = pick(node, f"{_MAKERS}|{_FACTORY[1:]}")
    names = pick_all(signature, ":identifier") if signature is not None else []
    holder = node.parent.parent if node.parent is not None else None
    if len(names) > 1 and holder is not None:
        yield ClassMember(text_of(names[-1]), holder, "class", static=True)


def _fields(node: "Node") -> Iterable[ClassMember]:
    yield from _named_maker(node)
    static = members.has_modifier(node, frozenset({"static"}))
    kind = pick(node, ":type_identifier")
    for item in pick_all(node, ":static_final_declaration_list|initialized_identifier_list>#*"):
        name = pick(item, "#0")
        value = _last(item)
        if name is not None:
            given = value if value != name else None
            yield ClassMember(text_of(name), item, "field", given, kind, static)
    promised = pick(node, ":getter_signature")
    name = pick(promised, "name") if promised is not None else None
    if promised is not None and name is not None:
        yield ClassMember(text_of(name), node, "field", None, pick(promised, ":type_identifier"))


def _constants(node: "Node") -> Iterable[ClassMember]:
    name = pick(node, "name")
    if name is not None:
        yield ClassMember(text_of(name), node, "field", node, text=text_of(name))


def _bases(node: "Node") -> "list[Node]":
    found: list[Node] = []
    for part in [node, *pick_all(node, ":superclass|interfaces|mixins")]:
        found.extend(pick_all(part, ":type_identifier"))
        found.extend(pick_all(part, ":mixins>:type_identifier"))
    return found


def _extended(node: "Node") -> str:
    kinds = pick_all(node, ":type_identifier")
    return text_of(kinds[-1]) if kinds else ""


def _function(visitor: "Visitor", node: "Node", place: Place) -> None:
    """A function that is known by its signature, and is the body behind it."""
    name, body = pick(node, "name"), node.next_named_sibling
    if place.scope.kind != "class" and body is not None and body.type == "function_body":
        if name is not None:
            visitor.add(text_of(name), "function", body, node, place)


def _top_level(visitor: "Visitor", node: "Node", place: Place) -> None:
    if place.scope.kind == "class":
        return
    kind = node.parent.prev_named_sibling if node.parent is not None else None
    while kind is not None and kind.type in ("nullable_type", "type_arguments"):
        kind = kind.prev_named_sibling
    typed = kind if kind is not None and kind.type == "type_identifier" else None
    name, value = pick(node, "#0"), _last(node)
    if name is not None:
        given = value is not None and value != name
        source = "value" if given else "opaque"
        visitor.add(text_of(name), source, value or name, node, place, typed=typed)


def _getter(visitor: "Visitor", node: "Node", place: Place) -> None:
    """A getter outside of classes is worth what it returns."""
    name, body = pick(node, "name"), node.next_named_sibling
    if place.scope.kind != "class" and name is not None and body is not None:
        value = _arrow(body) if body.type == "function_body" else None
        visitor.add(text_of(name), "value" if value else "opaque", value or name, node, place)


def _own_parameter(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`C(this.x)`: the field takes what is given."""
    name = pick(node, ":identifier")
    if name is not None:
        visitor.field(text_of(name), name, node, place)


def _initializer(visitor: "Visitor", node: "Node", place: Place) -> None:
    name, value = pick(node, ":identifier"), _last(node)
    if name is not None and value is not None:
        visitor.field(text_of(name), value, node, place)


def _alias(visitor: "Visitor", node: "Node", place: Place) -> None:
    name, kind = pick(node, "#0"), pick(node, "#1")
    if name is not None and kind is not None and kind.type == "type_identifier":
        visitor.add(text_of(name), "value", kind, node, place)


def _uri(node: "Node") -> str:
    found = pick(
        node, ":import_specification>:configurable_uri>:uri>#0, :configurable_uri>:uri>#0, :uri>#0"
    )
    return text.unquoted(text_of(found)) if found is not None else ""


def _import(node: "Node") -> Iterator[Import | Star]:
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


def _named_type(node: "Node", read: Callable[["Node"], TypeShape]) -> TypeShape:
    """`T`, `p.T`; of `Future<T>` what is awaited."""
    after = node.next_sibling
    if text_of(node) in ("Future", "FutureOr") and after is not None:
        inner = pick(after, "#0") if after.type == "type_arguments" else None
        return read(inner) if inner is not None else None
    if after is not None and after.type == "." and after.next_named_sibling is not None:
        return TypeNames((f"{text_of(node)}.{text_of(after.next_named_sibling)}",))
    return TypeNames((text_of(node),))


def _behind(node: "Node") -> Iterator["Node"]:
    """Yield the calls that go on with an expression a node begins, the nearest first."""
    follower = node.next_named_sibling
    while follower is not None and follower.type in (*_CHAIN, "cascade_section", "argument_part"):
        if follower.type == "argument_part":
            yield follower
        else:
            yield from pick_all(follower, ":argument_part")
        follower = follower.next_named_sibling


def _begins(node: "Node") -> "Node":
    before = _before(node) if node.type in _PARTS else None
    while before is not None:
        node = before
        before = _before(node) if node.type in _PARTS else None
    return node


_PARTS = _HOLDERS | {"argument_part"}

_BOUND = "static_final_declaration", "initialized_identifier"

GRAMMAR = Grammar(
    names=frozenset({"identifier", "identifier_dollar_escaped"}),
    forms={
        "type_identifier": _class_name,
        "selector": _selector,
        "unconditional_assignable_selector": _assignable,
        "conditional_assignable_selector": _assignable,
        "cascade_selector": _assignable,
        "argument_part": _call,
        "assignable_expression": forms.through(_last),
        "new_expression": _construction,
        "const_object_expression": _construction,
        "enum_constant": _constant,
        "parenthesized_expression": forms.through(_last),
        "await_expression": forms.through(_last),
        "unary_expression": _unary,
        "postfix_expression": forms.through(_last),
        "type_cast_expression": _cast,
        "conditional_expression": forms.either(_field("consequence"), _field("alternative")),
        "switch_expression": _switch,
        "if_null_expression": _fallback,
        "logical_or_expression": _fallback,
        "logical_and_expression": _guarded,
        "equality_expression": _truth,
        "relational_expression": _truth,
        "additive_expression": _operands,
        "string_literal": _strings,
        "set_or_map_literal": _map,
        "list_literal": _list,
        "record_literal": lambda node, _: Sequence(_ARGUMENTS.of(node)),
        "assignment_expression": forms.through(_field("right")),
        "decimal_integer_literal": forms.number(),
        "this": forms.this(),
        "super": forms.this(super_class=True),
        **dict.fromkeys(
            ("null_literal", "true", "false", "decimal_floating_point_literal"),
            forms.opaque(known=True),
        ),
    },
    calls=frozenset({"argument_part", "new_expression", "const_object_expression"}),
    functions={
        "function_body": FunctionRule(
            name=_of_signature("name"),
            parameters=_of_signature(":formal_parameter_list"),
            body=_arrow,
            returns=_of_signature(":type_identifier"),
            binds=False,
            when=_stands_alone,
        ),
        "lambda_expression": FunctionRule(
            name="parameters>name",
            parameters="parameters>:formal_parameter_list",
            body=_arrow,
            returns="parameters>:type_identifier",
        ),
        "function_expression": FunctionRule(name="", parameters="parameters", body=_arrow),
        **dict.fromkeys(
            ("declaration", "method_signature"),
            FunctionRule(
                name=_maker_name,
                parameters=f"{_MAKERS}>:formal_parameter_list",
                binds=False,
                when=_constructs,
            ),
        ),
    },
    parameters={
        "formal_parameter": ParameterRule(
            names=_parameter_name,
            type=":type_identifier",
            default=_default,
            keyword_only=_is_named,
        ),
    },
    inside=frozenset({"optional_formal_parameters"}),
    classes={
        "class_definition": ClassRule(bases=_bases),
        "mixin_declaration": ClassRule(name=":identifier", body=":class_body", bases=_bases),
        "enum_declaration": ClassRule(bases=_bases, enumeration=True),
        "extension_declaration": ClassRule(
            bases=lambda node: pick_all(node, ":type_identifier")[-1:], extends=_extended
        ),
    },
    members={
        "method_signature": _methods,
        "declaration": _fields,
        "enum_constant": _constants,
    },
    constructors=frozenset({"declaration", "method_signature"}),
    binds={
        "function_signature": _function,
        "getter_signature": _getter,
        "initialized_variable_definition": binding.declare(
            "name", _field("value"), ":type_identifier"
        ),
        **dict.fromkeys(_BOUND, _top_level),
        "assignment_expression": binding.assign("left", _field("right")),
        "for_loop_parts": binding.loop("name", _field("value")),
        "catch_parameters": binding.hide("#*"),
        "constructor_param": _own_parameter,
        "field_initializer": _initializer,
        "type_alias": _alias,
    },
    blocks=frozenset({"block", "for_statement", "catch_clause"}),
    lists=frozenset({"block"}),
    imports=dict.fromkeys(
        ("library_import", "library_export", "part_directive", "part_of_directive"), _import
    ),
    stars=re.compile(rb"(?m)^[ \t]*(?:import|export|part)\b[^;'\"]*['\"]"),
    types={
        "type_identifier": _named_type,
        "identifier": types.named(),
    },
)

_SPECIFIER = re.compile(rb"(?m)^[ \t]*(?:import|export|part(?:[ \t]+of)?)[ \t]+['\"]([^'\"\n]+)")

_EXTENSION = re.compile(rb"(?m)^extension\b[^{]*?\bon[ \t]+(?:\w+\.)?(\w+)")


def _specifiers(source: bytes) -> Iterator[str]:
    return (match[1].decode("utf-8", "replace") for match in _SPECIFIER.finditer(source))


def _declares(source: bytes) -> Iterator[str]:
    return (f"+{match[1].decode('utf-8', 'replace')}" for match in _EXTENSION.finditer(source))


_PACKAGE = re.compile(r"(?m)^name:[ \t]*['\"]?(\w+)")


class _Resolver:
    """Finds the file that a URI means: beside the importer, or in a package of the tree."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def __call__(self, importer: str, specifier: str) -> str | None:
        """Return the library's file; None if it lies outside the tree."""
        scheme, _, rest = specifier.rpartition(":")
        if scheme == "package":
            name, _, inner = rest.partition("/")
            home = self._packages.get(name)
            path = posixpath.join(home, "lib", inner) if home is not None else ""
        else:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(importer), rest))
        return (
            path
            if path and not (scheme and scheme != "package") and self._files.has(path)
            else None
        )

    @cached_property
    def _packages(self) -> dict[str, str]:
        """The packages of the tree and their folders."""
        found: dict[str, str] = {}
        for path in self._files.named("pubspec.yaml"):
            match = _PACKAGE.search(self._files.text(path))
            if match:
                found.setdefault(match[1], posixpath.dirname(path))
        return found


DART = reader_by(
    GRAMMAR,
    SURFACE,
    specifiers=_specifiers,
    resolver=_Resolver,
    shared=Shared(lambda _: "", _declares),
    implicit_this=True,
    by_import=True,
    beside=_behind,
    begins=_begins,
)
