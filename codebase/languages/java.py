"""Java: its grammar; SDKs and packages are those of `jvm`."""

import re
from collections.abc import Iterable, Iterator
from textwrap import dedent
from typing import TYPE_CHECKING

from codebase.languages import jvm
from codebase.languages.tables import binding, forms, members, text, types
from codebase.languages.tables.forms import Read
from codebase.languages.tables.grammar import (
    Callee,
    ClassRule,
    FunctionRule,
    Grammar,
    Import,
    ParameterRule,
    Star,
)
from codebase.languages.tables.reader import reader_by
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.outline import Place, nodes_of
from codebase.syntax import (
    Argument,
    Call,
    ClassExpression,
    ClassMember,
    Either,
    Entry,
    Form,
    Imported,
    Member,
    Opaque,
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

_CALL = forms.call("name", "arguments")

_NEW = forms.call("type", "arguments", new=True)

_LISTS = frozenset({"List.of", "Set.of", "Arrays.asList", "Stream.of", "EnumSet.of", "asList"})

_TABLES = frozenset({"Map.of", "ImmutableMap.of", "Collections.singletonMap", "Map.ofEntries"})

_ENTRIES = frozenset({"Map.entry", "entry", "SimpleEntry"})

_EMPTY = frozenset({"HashMap", "LinkedHashMap", "TreeMap", "ConcurrentHashMap", "Properties"})

_SAME = frozenset({"Map.copyOf", "List.copyOf", "Collections.unmodifiableMap", "Optional.of"})

_FUNCTIONS = frozenset({"method_declaration", "constructor_declaration", "class_body", "program"})


def _name_of(call: "Node") -> str:
    """Return the name of the method that a node calls, or nothing."""
    name = pick(call, "name") if call.type == "method_invocation" else None
    return text_of(name) if name is not None else ""


def _call(node: "Node", read: Read) -> Form:
    """A call; tables, lists and comparisons are methods, too."""
    name = _name_of(node)
    target, given = pick(node, "object"), children_of(pick(node, "arguments") or node)
    if jvm.is_expectation(node, name, _name_of, _FUNCTIONS):
        return Opaque(known=True)
    if name in ("equals", "equalsIgnoreCase", "isTrue", "isFalse") and target is not None:
        return Truth((target, *given))
    if name in jvm.DOUBLES and not (target is not None and text_of(target) != "Mockito"):
        return Opaque(known=True)
    whole = f"{text_of(target)}.{name}" if target is not None else name
    if whole in _LISTS:
        return Sequence(tuple(Argument(item) for item in given))
    if whole in _TABLES:
        return Record(tuple(_entries(given)))
    if whole in _SAME and given:
        return Through(given[0])
    return _CALL(node, read)


def _entries(given: "list[Node]") -> "Iterator[Entry]":
    """Yield keys and values: one after the other, or in entries of their own."""
    if given and all(_name_of(item) == "entry" for item in given):
        pairs = [children_of(pick(item, "arguments") or item) for item in given]
    else:
        pairs = [given[at : at + 2] for at in range(0, len(given), 2)]
    for pair in pairs:
        if len(pair) == 2:
            yield Entry(_label(pair[0]), pair[1], pair[0])


def _label(key: "Node") -> "str | Node":
    plain = key.type == "string_literal" and _pieces(key)
    return "".join(str(part) for part in plain) if plain else key


def _construction(node: "Node", read: Read) -> Form:
    """`new T(…)`; with a body it is a class of its own, and an empty table may be filled."""
    if pick(node, ":class_body") is not None:
        return ClassExpression(node)
    kind = pick(node, "type")
    name = text_of(kind).partition("<")[0].rpartition(".")[2] if kind is not None else ""
    given = children_of(pick(node, "arguments") or node)
    if name in _EMPTY:
        spread = [
            Entry(None, item, item) for item in given if item.type != "decimal_integer_literal"
        ]
        return Record(tuple(spread))
    return _NEW(node, read)


def _constant(node: "Node", _: Read) -> Form:
    """A constant of an enumeration: an object that is made from arguments."""
    owner = node.parent.parent if node.parent is not None else None
    given = tuple(Argument(item) for item in children_of(pick(node, "arguments") or node))
    given = given if pick(node, "arguments") is not None else ()
    return Call(owner, given, new=True) if owner is not None else Opaque()


def _access(target: str, label: str) -> forms.Rule:
    """`a.b`; what a package name of an SDK stands before is imported by that."""
    plain = forms.member(target, label)

    def rule(node: "Node", read: Read) -> Form:
        form = plain(node, read)
        dotted = jvm.dotted(form.object) if isinstance(form, Member) else ""
        if dotted in jvm.PACKAGES and isinstance(form, Member):
            return Imported(dotted, form.name)
        return form

    return rule


def _reference(node: "Node", _: Read) -> Form:
    """`this::track`, `Track::new`."""
    parts = children_of(node)
    if len(parts) == 2:
        return Member(parts[0], text_of(parts[1]))
    return Through(parts[0]) if parts else Opaque()


def _switch(node: "Node", _: Read) -> Form:
    """What the branches of a `switch` give: behind the arrow, or by `yield`."""
    found: list[Node] = []
    for rule in pick_all(node, "body>:switch_rule"):
        last = pick(rule, "#-1")
        if last is not None and last.type == "expression_statement":
            found.extend(children_of(last)[:1])
    for given in nodes_of(node, frozenset({"yield_statement"})):
        found.extend(children_of(given)[:1])
    return Either(tuple(found)) if found else Opaque(known=True)


def _base(node: "Node", _: Read) -> Form:
    """`extends T`, whose constructor is given what `super(…)` says."""
    kind, body = pick(node, "#0"), pick(node.parent, "body") if node.parent is not None else None
    for made in pick_all(body, ":constructor_declaration") if body is not None else ():
        up = pick(made, "body>:explicit_constructor_invocation")
        given = pick(up, "arguments") if up is not None and pick(up, ":super") else None
        if kind is not None and given is not None:
            return Call(kind, tuple(Argument(item) for item in children_of(given)), new=True)
    return Through(kind) if kind is not None else Opaque()


def _bases(node: "Node") -> "list[Node]":
    found = [base for base in [pick(node, "superclass")] if base is not None]
    listed = pick(node, "interfaces>:type_list, :extends_interfaces>:type_list")
    found.extend(children_of(listed) if listed is not None else ())
    if node.type == "object_creation_expression":
        found.extend(pick_all(node, "type"))
    return found


def _has_body(node: "Node") -> bool:
    return node.type != "object_creation_expression" or pick(node, ":class_body") is not None


def _enum_constant(node: "Node") -> Iterable[ClassMember]:
    label = pick(node, "name")
    if label is not None:
        yield ClassMember(text_of(label), node, "field", label, text=text_of(label))


def _component(node: "Node") -> Iterable[ClassMember]:
    """A component of a record."""
    label = pick(node, "name")
    if label is not None:
        yield ClassMember(text_of(label), node, "field", None, pick(node, "type"))


def _put(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`table.put(key, value)` fills a table."""
    target, given = pick(node, "object"), children_of(pick(node, "arguments") or node)
    if target is None or target.type != "identifier" or len(given) != 2:
        return
    label = _label(given[0])
    if _name_of(node) == "put" and isinstance(label, str):
        visitor.fill(text_of(target), label, given[1], node, place)


def _import(node: "Node") -> Iterator[Import | Star]:
    path = pick(node, ":scoped_identifier|identifier")
    if path is None:
        return
    if pick(node, ":asterisk") is not None:
        yield Star(jvm.dotted(path))
    else:
        yield jvm.imported(jvm.dotted(path))


def _value(name: str) -> "forms.Pick":
    """Return a function's one expression, if it is no block."""

    def picked(node: "Node") -> "Node | None":
        body = pick(node, name)
        return None if body is None or body.type == "block" else body

    return picked


_PLAIN = text.pieces_of(content=("string_fragment", "multiline_string_fragment"))


def _pieces(node: "Node") -> "list[str | Node] | None":
    source = text_of(node)
    if not source.startswith('"""'):
        return _PLAIN(node)
    body = source[3:-3].partition("\n")[2]
    return [text.unquoted(f'"""{dedent(body)}"""')]


def _generic(node: "Node", read: types.ReadType) -> TypeShape:
    """`T<U>` is a T, but what holds a U is read as the U."""
    outer, inner = pick(node, "#0"), pick(node, ":type_arguments>#-1")
    held = outer is not None and text_of(outer) in jvm.HOLDERS
    return read(inner) if held and inner is not None else read(outer) if outer else None


def _cast(node: "Node", _: Read) -> Form:
    value = pick(node, "value")
    return Through(value, pick(node, "type")) if value is not None else Opaque()


def _locals(visitor: "Visitor", node: "Node", place: Place) -> None:
    kind = pick(node, "type")
    typed = kind if kind is not None and text_of(kind) != "var" else None
    for item in pick_all(node, ":variable_declarator"):
        label, value = pick(item, "name"), pick(item, "value")
        if label is not None and value is not None:
            visitor.add(text_of(label), "value", value, item, place, typed=typed)
        elif label is not None:
            visitor.add(text_of(label), "opaque", label, item, place, typed=typed)


_PARAMETER = ParameterRule()

GRAMMAR = Grammar(
    names=frozenset({"identifier", "type_identifier"}),
    forms={
        "field_access": _access("object", "field"),
        "scoped_type_identifier": _access("#0", "#-1"),
        "scoped_identifier": _access("scope", "name"),
        "array_access": forms.index("array", "index"),
        "method_invocation": _call,
        "object_creation_expression": _construction,
        "enum_constant": _constant,
        "superclass": _base,
        "method_reference": _reference,
        "array_initializer": forms.sequence(),
        "array_creation_expression": forms.sequence("value"),
        "ternary_expression": forms.either("consequence", "alternative"),
        "switch_expression": _switch,
        "parenthesized_expression": forms.through(),
        "cast_expression": _cast,
        "assignment_expression": forms.through("right"),
        "generic_type": forms.through(),
        "annotated_type": forms.through("#-1"),
        "unary_expression": forms.unary("operand", truth_of=("!",)),
        "instanceof_expression": forms.truth(),
        "binary_expression": forms.binary(either=()),
        "string_literal": forms.string(_pieces),
        "character_literal": forms.string(text.flat),
        "decimal_integer_literal": forms.number(),
        "this": forms.this(),
        "super": forms.this(super_class=True),
        **dict.fromkeys(
            (
                "class_literal",
                "decimal_floating_point_literal",
                "false",
                "null_literal",
                "true",
            ),
            forms.opaque(known=True),
        ),
    },
    calls=frozenset({"method_invocation", "object_creation_expression", "superclass"}),
    callees={"method_invocation": Callee("object", "name")},
    functions={
        "method_declaration": FunctionRule(returns="type"),
        "constructor_declaration": FunctionRule(binds=False),
        "lambda_expression": FunctionRule(name="", body=_value("body")),
    },
    parameters={
        "formal_parameter": _PARAMETER,
        "spread_parameter": ParameterRule(names=":variable_declarator>name", type="#0", rest="*"),
        "identifier": ParameterRule(names=".", type=""),
    },
    classes={
        "class_declaration": ClassRule(bases=_bases),
        "interface_declaration": ClassRule(bases=_bases),
        "enum_declaration": ClassRule(bases=_bases, enumeration=True),
        "record_declaration": ClassRule(bases=_bases, heads="parameters"),
        "object_creation_expression": ClassRule(
            name="", body=":class_body", bases=_bases, when=_has_body
        ),
    },
    members={
        "field_declaration": members.fields("name", "value", "type", each=":variable_declarator"),
        "constant_declaration": members.fields(
            "name", "value", "type", each=":variable_declarator", static=True
        ),
        "method_declaration": members.method(body="body"),
        "enum_constant": _enum_constant,
        "formal_parameter": _component,
        **dict.fromkeys(
            (
                "class_declaration",
                "enum_declaration",
                "interface_declaration",
                "record_declaration",
            ),
            members.nested(),
        ),
    },
    inside=frozenset({"enum_body_declarations", "formal_parameters"}),
    constructors=frozenset({"constructor_declaration"}),
    binds={
        "local_variable_declaration": _locals,
        "assignment_expression": binding.assign(),
        "enhanced_for_statement": binding.loop("name", "value"),
        "resource": binding.declare("name", "value", "type"),
        "catch_formal_parameter": binding.hide("name"),
        "instanceof_expression": binding.declare("name", "", "right"),
        "method_invocation": _put,
    },
    blocks=frozenset(
        {
            "block",
            "catch_clause",
            "constructor_body",
            "enhanced_for_statement",
            "for_statement",
            "static_initializer",
            "switch_block_statement_group",
            "switch_rule",
            "try_with_resources_statement",
        }
    ),
    lists=frozenset(
        {
            "block",
            "constructor_body",
            "if_statement",
            "switch_block_statement_group",
            "while_statement",
        }
    ),
    imports={"import_declaration": _import},
    stars=re.compile(rb"(?m)^[ \t]*import[ \t]+(?:static[ \t]+)?[\w.]+\.\*"),
    types={
        "type_identifier": types.named(),
        "scoped_type_identifier": lambda node, _: TypeNames((jvm.written_type(jvm.dotted(node)),)),
        "generic_type": _generic,
        "annotated_type": types.inside("#-1"),
    },
)


JAVA = reader_by(
    GRAMMAR,
    jvm.SERVER,
    surfaces=jvm.SURFACES,
    specifiers=jvm.specifiers,
    resolver=jvm.resolver,
    shared=jvm.SHARED,
    converters=frozenset({"String"}),
    library=jvm.LIBRARY,
    implicit_this=True,
    accessors=jvm.accessors,
)
