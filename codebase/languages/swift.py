"""Swift: its SDK, its grammar, how the files of a module see each other."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from codebase.languages.reader import Files, Shared
from codebase.languages.tables import binding, forms, members, text, types
from codebase.languages.tables.forms import Arguments, Read
from codebase.languages.tables.grammar import (
    ClassRule,
    FunctionRule,
    Grammar,
    ParameterRule,
    Star,
)
from codebase.languages.tables.reader import reader_by
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.outline import Place, nodes_of
from codebase.surface import Method, Surface
from codebase.syntax import (
    Argument,
    Call,
    Choice,
    ClassMember,
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

    from codebase.languages.tables.visitor import Visitor

_FLAG = Method("flag", gives="flag")

_CONFIG = Method(gives="config", keyword="apiKey")

SURFACE = Surface(
    packages=frozenset({"PostHog"}),
    classes=frozenset({"PostHogSDK", "PHGPostHog"}),
    parts=frozenset({"shared"}),
    static=True,
    construction=Method(),
    methods={
        "setup": Method("init", keyword="with"),
        "with": Method("init", gives="client"),
        "capture": Method("event"),
        "isFeatureEnabled": _FLAG,
        "getFeatureFlag": _FLAG,
        "getFeatureFlagPayload": _FLAG,
        "getFeatureFlagResult": _FLAG,
        "register": Method(context=True),
    },
    configs={"PostHogConfig": _CONFIG, "PHGPostHogConfiguration": _CONFIG},
    ambient={"PostHogSDK": "PostHog", "PostHogConfig": "PostHog"},
    properties=("properties",),
)

_TYPES = ":user_type|optional_type|existential_type|opaque_type|array_type|dictionary_type"

_ARGUMENTS = Arguments(named={"value_argument": ("name>#0", "value")})

_STRING = text.pieces_of(
    content=("line_str_text", "multi_line_str_text"),
    escapes=("str_escaped_char",),
    holes=("interpolated_expression",),
)


def _block_text(node: "Node") -> "list[str | Node] | None":
    """Text between three quotes: the lines between theirs, without the last one's indentation."""
    parts = _STRING(node) or []
    margin = re.search(r"\n([ \t]*)$", parts[-1]) if parts and isinstance(parts[-1], str) else None
    if margin is None or not isinstance(parts[0], str):
        return None
    indented = re.compile(rf"\n{margin[1]}")
    lines = [indented.sub("\n", part) if isinstance(part, str) else part for part in parts]
    lines[0] = str(lines[0]).removeprefix("\n")
    lines[-1] = str(lines[-1]).removesuffix("\n")
    return lines


def _raw_text(node: "Node") -> "list[str | Node] | None":
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


def _call(node: "Node", _: Read) -> Form:
    """A call or an item. The grammar takes `!f(x)` for a call of `!f`."""
    callee, suffix = pick(node, "#0"), pick(node, ":call_suffix|constructor_suffix")
    given = pick(suffix, ":value_arguments") if suffix is not None else None
    if callee is None or suffix is None:
        return Opaque()
    if callee.type == "prefix_expression" and not _implies(callee):
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


def _implies(node: "Node") -> bool:
    return node.child_count > 0 and node.children[0].type == "."


def _prefix(node: "Node", _: Read) -> Form:
    target = pick(node, "target")
    if target is None:
        return Opaque()
    if _implies(node):
        return Implied(text_of(target))
    return Truth((target,)) if node.children[0].type == "bang" else Through(target)


def _suffix(node: "Node", read: Read) -> Form:
    return read(node.parent) if node.parent is not None else Opaque()


def _name(node: "Node", read: Read) -> Form:
    return This() if text_of(node) == "Self" else forms.name("`")(node, read)


def _cast(node: "Node", _: Read) -> Form:
    inner = pick(node, "expr")
    return Through(inner, pick(node, "name")) if inner is not None else Opaque()


def _dictionary(node: "Node", read: Read) -> Form:
    """The keys and values of `[k: v]` stand side by side."""
    keys, values = node.children_by_field_name("key"), node.children_by_field_name("value")
    pairs = zip(keys, values, strict=False)
    return Record(tuple(Entry(forms.label(key, (), read), value, key) for key, value in pairs))


def _tuple(node: "Node", _: Read) -> Form:
    values = [value for value in node.children_by_field_name("value") if value.is_named]
    if len(values) == 1:
        return Through(values[0])
    return Sequence(tuple(Argument(value) for value in values))


def _qualified(node: "Node", read: Read) -> Form:
    """`Outer.Inner` as a type."""
    parts = pick_all(node, ":type_identifier")
    if len(parts) == 1:
        return Through(parts[0])
    return forms.member(lambda _: parts[-2], lambda _: parts[-1])(node, read) if parts else Opaque()


_INNER = forms.tail(
    ("control_transfer_statement",), ("lambda_literal", "function_declaration", "computed_property")
)


def _statements(node: "Node", read: Read) -> Form:
    """A block is worth its last expression; branches at its end say for themselves."""
    listed = children_of(node)
    if len(listed) == 1 and listed[0].type in ("switch_statement", "if_statement"):
        return Through(listed[0])
    return _INNER(node, read)


def _switch(node: "Node", _: Read) -> Form:
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


def _branches(node: "Node", _: Read) -> Form:
    """`if` as a value: what its branches end with."""
    found = pick_all(node, ":statements|if_statement")
    return Choice(None, tuple(Option((), branch) for branch in found)) if found else Opaque()


def _is_kind(node: "Node", kind: str) -> bool:
    found = node.child_by_field_name("declaration_kind")
    return found is not None and found.type == kind


def _is_enum(node: "Node") -> bool:
    return _is_kind(node, "enum") and pick(node, "body>:enum_entry") is not None


def _extended(node: "Node") -> str:
    """Return the class that an extension adds to."""
    name = pick(node, "name") if _is_kind(node, "extension") else None
    return text_of(name).partition("<")[0].rpartition(".")[2] if name is not None else ""


def _bases(node: "Node") -> "list[Node]":
    own = [name] if _extended(node) and (name := pick(node, "name")) is not None else []
    inherited = pick_all(node, ":inheritance_specifier")
    return own + [kind for each in inherited if (kind := pick(each, "inherits_from")) is not None]


_Property = tuple["Node", "Node | None", "Node | None", "Node | None"]


def _properties(node: "Node") -> list[_Property]:
    """Return the names of a declaration: each with its type, its value, its getter."""
    found: list[_Property] = []
    for at, child in enumerate(node.children):
        field = node.field_name_for_child(at)
        if field == "name":
            found.append((child, None, None, None))
        elif found and child.type == "type_annotation":
            found[-1] = (found[-1][0], pick(child, "name"), None, None)
        elif found and field == "value":
            found[-1] = (*found[-1][:2], child, None)
        elif found and field == "computed_value":
            found[-1] = (*found[-1][:3], child)
    return found


def _members(node: "Node") -> Iterable[ClassMember]:
    static = members.has_modifier(node, frozenset({"static", "class"}))
    listed = _properties(node)
    for pattern, kind, value, getter in listed:
        name = pick(pattern, "bound_identifier")
        whole = node if len(listed) == 1 else pattern
        if name is not None and getter is not None:
            yield ClassMember(text_of(name), getter, "getter", static=static)
        elif name is not None:
            yield ClassMember(text_of(name), whole, "field", value, kind, static)


def _cases(node: "Node") -> Iterable[ClassMember]:
    """The members of an enumeration: what is not said otherwise is called like the member."""
    for name in node.children_by_field_name("name"):
        sign = name.next_sibling
        raw = sign.next_sibling if sign is not None and sign.type == "=" else None
        label = text_of(name).strip("`")
        yield ClassMember(label, name, "field", raw or name, text=None if raw else label)


def _declaration(visitor: "Visitor", node: "Node", place: Place) -> None:
    if place.scope.kind == "class":
        return
    for pattern, kind, value, getter in _properties(node):
        given = value or (_body(getter) if getter is not None else None)
        flat = pick(pattern, "bound_identifier")
        bound = [(flat, ())] if flat is not None else visitor.bound(pattern)
        for name, path in bound:
            source = "value" if given is not None else "opaque"
            visitor.add(text_of(name), source, given or node, node, place, path=path, typed=kind)


def _conditions(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`if let x = y`, `guard let x = y`; `if let x` leaves x what it is."""
    for at, child in enumerate(node.children):
        if node.field_name_for_child(at) != "bound_identifier":
            continue
        signs = [n for n, c in enumerate(node.children) if n > at and c.type in ("=", ",", "{")]
        sign = signs[0] if signs else len(node.children)
        value = node.children[sign + 1] if sign + 1 < len(node.children) else None
        given = sign < len(node.children) and node.children[sign].type == "="
        if given and value is not None and text_of(value) != text_of(child):
            visitor.add(text_of(child), "value", value, child, place)


def _alias(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`typealias T = U`: T is what U is."""
    name, kind = pick(node, "#0"), pick(node, _TYPES)
    if name is not None and kind is not None:
        visitor.add(text_of(name), "value", kind, node, place)


def _body(node: "Node") -> "Node | None":
    """Return what a body of one statement is worth."""
    block = pick(node, "body>:statements, :computed_getter>:statements, :statements")
    inner = children_of(block) if block is not None else []
    if len(inner) != 1 or inner[0].type in ("assignment", "for_statement", "guard_statement"):
        return None
    return block


def _result(node: "Node") -> "Node | None":
    return _body(node) if pick(node, _TYPES) is not None else None


def _label(node: "Node") -> "Node | None":
    return pick(node, "external_name, name")


def _default(node: "Node") -> "Node | None":
    sign = node.next_sibling
    return sign.next_named_sibling if sign is not None and sign.type == "=" else None


def _property_of(node: "Node") -> "Node | None":
    holder = node.parent
    return pick(holder, "name>bound_identifier") if holder is not None else None


def _first_anonymous(node: "Node") -> "Node | None":
    """Return the first `$0` of a closure without parameters."""
    found = nodes_of(node, frozenset({"simple_identifier"}))
    return next((name for name in found if text_of(name) == "$0"), None)


def _begins(node: "Node") -> "Node":
    if node.type == "navigation_suffix" and node.parent is not None:
        return node.parent
    callee = pick(node, "#0") if node.type == "call_expression" else None
    negated = callee is not None and callee.type == "prefix_expression" and not _implies(callee)
    return pick(callee, "target") or node if callee is not None and negated else node


def _expected(node: "Node") -> "Node | None":
    """Return the type that is written for a value: that of a variable, a parameter, a result."""
    holder = node.parent
    if holder is None:
        return None
    if holder.type == "property_declaration":
        return next((kind for _, kind, value, _ in _properties(holder) if value == node), None)
    before = node.prev_sibling.prev_sibling if node.prev_sibling is not None else None
    if before is not None and before.type == "parameter":
        return pick(before, _TYPES)
    return None


def _import(node: "Node") -> Iterator[Star]:
    name = pick(node, ":identifier>#0")
    if name is not None:
        yield Star(text_of(name))


GRAMMAR = Grammar(
    names=frozenset({"type_identifier"}),
    forms={
        "simple_identifier": _name,
        "navigation_expression": forms.member("target", "suffix>suffix", "`"),
        "navigation_suffix": _suffix,
        "call_expression": _call,
        "constructor_expression": _call,
        "user_type": _qualified,
        "prefix_expression": _prefix,
        "postfix_expression": forms.through("target"),
        "as_expression": _cast,
        "await_expression": forms.through("expr"),
        "try_expression": forms.through("expr"),
        "directly_assignable_expression": forms.through(),
        "control_transfer_statement": forms.through("result"),
        "tuple_expression": _tuple,
        "array_literal": forms.sequence(),
        "dictionary_literal": _dictionary,
        "ternary_expression": forms.either("if_true", "if_false"),
        "nil_coalescing_expression": forms.either("value", "if_nil"),
        "switch_statement": _switch,
        "if_statement": _branches,
        "statements": _statements,
        **dict.fromkeys(
            ("additive_expression", "conjunction_expression", "disjunction_expression"),
            forms.binary("lhs", "rhs"),
        ),
        **dict.fromkeys(("equality_expression", "comparison_expression"), forms.truth()),
        "line_string_literal": forms.string(_STRING),
        "multi_line_string_literal": forms.string(_block_text),
        "raw_string_literal": forms.string(_raw_text),
        "integer_literal": forms.number(),
        "self_expression": forms.this(),
        "super_expression": forms.this(super_class=True),
        **dict.fromkeys(
            ("nil_literal", "boolean_literal", "real_literal"), forms.opaque(known=True)
        ),
    },
    calls=frozenset({"call_expression", "constructor_expression"}),
    functions={
        "function_declaration": FunctionRule(
            name=":simple_identifier", parameters=".", body=_result, returns=_TYPES
        ),
        "init_declaration": FunctionRule(name="name", parameters=".", binds=False),
        "lambda_literal": FunctionRule(
            name="", parameters="type>:lambda_function_type_parameters, .", body=_body
        ),
        "computed_property": FunctionRule(
            name=_property_of, parameters="", body=_body, binds=False
        ),
    },
    parameters={
        "parameter": ParameterRule(
            names=lambda node: pick(node, "name"),
            type=_TYPES,
            default=_default,
            label=_label,
            keyword_only=lambda node: text_of(_label(node) or node) != "_",
        ),
        "lambda_parameter": ParameterRule(names=lambda node: pick(node, "name"), type=_TYPES),
        "statements": ParameterRule(names=_first_anonymous, type=""),
    },
    classes={
        "class_declaration": ClassRule(bases=_bases, enumeration=_is_enum, extends=_extended),
        "protocol_declaration": ClassRule(bases=_bases),
    },
    members={
        "property_declaration": _members,
        "protocol_property_declaration": _members,
        "function_declaration": members.method(":simple_identifier"),
        "enum_entry": _cases,
        "class_declaration": members.nested(),
    },
    constructors=frozenset({"init_declaration"}),
    binds={
        "property_declaration": _declaration,
        "assignment": binding.assign("target", "result"),
        "for_statement": binding.loop("item>bound_identifier, item>:pattern", "collection"),
        "if_statement": _conditions,
        "guard_statement": _conditions,
        "while_statement": _conditions,
        "typealias_declaration": _alias,
    },
    targets=frozenset({"pattern"}),
    blocks=frozenset({"statements", "for_statement", "switch_entry"}),
    lists=frozenset({"statements"}),
    returns=frozenset({"control_transfer_statement"}),
    imports={"import_declaration": _import},
    stars=re.compile(rb"(?m)^[ \t]*(?:@\w+[ \t]+)*import[ \t]+(?:\w+[ \t]+)?\w+"),
    types={
        "user_type": types.named(lambda node: node),
        "optional_type": types.inside("wrapped"),
        "existential_type": types.inside(),
        "opaque_type": types.inside(),
    },
)

_IMPORT = re.compile(
    rb"(?m)^[ \t]*(?:@\w+[ \t]+)*import[ \t]+(?:(?:class|struct|enum)[ \t]+)?(\w+)"
)

_DECLARED = re.compile(
    rb"(?m)^[ \t]*((?:@?\w+(?:\([^)\n]*\))?[ \t]+)*?)"
    rb"(class|struct|enum|actor|protocol|extension|func|let|var|typealias)[ \t]+`?([\w.]+)"
)


def _specifiers(source: bytes) -> Iterator[str]:
    return (match[1].decode() for match in _IMPORT.finditer(source))


def _declares(source: bytes) -> Iterator[str]:
    """Yield what a file offers; `+T` says that it adds to T."""
    for match in _DECLARED.finditer(source):
        name = match[3].decode("utf-8", "replace")
        if match[2] == b"extension":
            yield f"+{name.rpartition('.')[2]}"
        elif b"private" not in match[1]:
            yield name


def _outside(_: Files) -> "_Outside":
    return _Outside()


class _Outside:
    """Modules are no files: what a repository declares is seen without an import."""

    def __call__(self, _: str, __: str) -> None:
        """Return nothing."""


SWIFT = reader_by(
    GRAMMAR,
    SURFACE,
    specifiers=_specifiers,
    resolver=_outside,
    shared=Shared(lambda _: "", _declares),
    converters=frozenset({"String"}),
    library={"format": "percent"},
    implicit_this=True,
    expected=_expected,
    begins=_begins,
)
