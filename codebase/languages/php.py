"""PHP: its SDK, its grammar, how its namespaces find each other."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from codebase.languages.reader import Files, Shared
from codebase.languages.tables import binding, forms, members, text
from codebase.languages.tables.forms import Arguments, Read
from codebase.languages.tables.grammar import (
    Callee,
    ClassRule,
    FunctionRule,
    Grammar,
    Import,
    ParameterRule,
)
from codebase.languages.tables.reader import reader_by
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.languages.tables.types import inside, union_of
from codebase.outline import Place, Step
from codebase.surface import Method, Surface
from codebase.syntax import (
    Call,
    Choice,
    ClassMember,
    Concat,
    Constant,
    Entry,
    Form,
    Imported,
    Index,
    Member,
    Name,
    Opaque,
    Option,
    Record,
    Sequence,
    This,
    Through,
    TypeNames,
    TypeShape,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.tables.visitor import Visitor

_FLAG = Method("flag", keyword="key", gives="flag")

SURFACE = Surface(
    packages=frozenset({"PostHog"}),
    classes=frozenset({"PostHog", "Client"}),
    snapshots=frozenset({"FeatureFlagEvaluations"}),
    static=True,
    methods={
        "init": Method("init", keyword="apiKey"),
        "capture": Method("event", field="event", keyword="message"),
        "isFeatureEnabled": _FLAG,
        "getFeatureFlag": _FLAG,
        "getFeatureFlagResult": _FLAG,
        "getFeatureFlagPayload": _FLAG,
        "getRemoteConfigPayload": _FLAG,
        "getAllFlags": Method(gives="flags"),
        "fetchFeatureVariants": Method(gives="flags"),
        "evaluateFlags": Method(gives="snapshot", requested=("flagKeys", "6")),
        "getClient": Method(gives="client"),
    },
    snapshot={
        "isEnabled": _FLAG,
        "getFlag": _FLAG,
        "getFlagPayload": _FLAG,
        "only": Method(gives="snapshot", requested=("*",)),
    },
    construction=Method("init", keyword="apiKey"),
    properties=("properties",),
)

_ARGUMENTS = Arguments(
    named={"argument": ("name", "#-1")},
    spread={"variadic_unpacking": "*"},
)

_CONTAINER = frozenset({"app", "resolve", "make", "makeWith", "get"})
"""Functions and methods that hand out the object of a class they are asked for."""

_OWN = frozenset({"self", "static", "parent"})


def _called(callee: str, given: str = "arguments") -> forms.Rule:
    """A call; `f(...)` is the function itself, `get(X::class)` an object of that class."""
    plain = forms.call(callee, given, _ARGUMENTS)

    def rule(node: "Node", read: Read) -> Form:
        form = plain(node, read)
        if not isinstance(form, Call) or not form.arguments:
            return form
        first = form.arguments[0].value
        if first.type == "variadic_placeholder":
            return Through(form.callee)
        asked = first.type == "class_constant_access_expression" and text_of(form.callee)
        if asked in _CONTAINER and text_of(first).endswith("::class"):
            return Through(pick(first, "#-1") or first, pick(first, "#0"))
        return form

    return rule


def _construction(node: "Node", read: Read) -> Form:
    """`new X(…)`, `new self`."""
    form = _NEW(node, read)
    if not isinstance(form, Call) or text_of(form.callee) not in _OWN:
        return form
    owner = node.parent
    while owner is not None and owner.type not in _CLASSES:
        owner = owner.parent
    wanted = "base_clause>#0" if text_of(form.callee) == "parent" else "name"
    name = pick(owner, wanted) if owner is not None else None
    return replace(form, callee=name) if name is not None else Opaque()


_NEW = forms.call("#0", ":arguments", _ARGUMENTS, new=True)


def _variable(node: "Node", _: Read) -> Form:
    return This() if text_of(node) == "$this" else Name(text_of(node))


def _scope(node: "Node", _: Read) -> Form:
    return This(super_class=text_of(node) == "parent")


def _member(node: "Node", _: Read) -> Form:
    """`$x->label`; `Enum::Case->name` is what the case is called."""
    target, label = pick(node, "object"), pick(node, "name")
    if target is None or label is None or label.type != "name":
        return Opaque()
    if target.type == "class_constant_access_expression" and text_of(label) == "name":
        return Constant(text_of(children_of(target)[-1]))
    return Member(target, text_of(label))


def _constant(node: "Node", _: Read) -> Form:
    """`X::LABEL`; `X::class` is the class itself."""
    target, label = children_of(node)[0], text_of(children_of(node)[-1])
    return Through(target) if label == "class" else Member(target, label)


def _dotted(name: str) -> str:
    return name.strip("\\").replace("\\", ".")


def _is_whole(name: str) -> bool:
    """Say whether a name says all of its namespace; the SDK's is the same from everywhere."""
    return name.startswith(("\\", "PostHog\\"))


def _qualified(node: "Node", _: Read) -> Form:
    """`\\A\\B` says all of its namespace, `A\\B` begins with a name that is imported or near."""
    label, prefix = children_of(node)[-1], pick(node, ":namespace_name")
    if prefix is None or prefix.named_child_count > 1 or _is_whole(text_of(node)):
        space, _, last = _dotted(text_of(node)).rpartition(".")
        return Imported(space, last)
    return Member(prefix, text_of(label))


def _array(node: "Node", _: Read) -> Form:
    """A table if any item has a key, or none is there yet; else a list."""
    items = pick_all(node, ":array_element_initializer")
    if items and all(len(children_of(item)) == 1 for item in items):
        return Sequence(tuple(_ARGUMENTS.one(child) for i in items for child in children_of(i)))
    return Record(tuple(entry for item in items for entry in _entry(item)))


def _entry(item: "Node") -> Iterator[Entry]:
    key, *values = children_of(item)
    if values:
        plain = key.type in ("string", "encapsed_string") and _STRING(key)
        known = bool(plain) and all(isinstance(part, str) for part in plain)
        label = "".join(str(part) for part in plain) if plain and known else key
        yield Entry(label, values[0], item)
    elif key.type == "variadic_unpacking":
        yield Entry(None, children_of(key)[0], item)


def _binary(node: "Node", read: Read) -> Form:
    """Two operands; of two tables that are added the left one wins."""
    one, other = pick(node, "left"), pick(node, "right")
    if one is not None and other is not None and text_of(node.children[1]) == "+":
        return Record((Entry(None, other, other), Entry(None, one, one)))
    return _BINARY(node, read)


_BINARY = forms.binary(joins=(".",), either=("??",), guards=())


def _match(node: "Node", _: Read) -> Form:
    options: list[Option] = []
    for arm in children_of(pick(node, "body") or node):
        value = pick(arm, "return_expression")
        if value is not None and value.type != "throw_expression":
            cases = pick_all(arm, "conditional_expressions>#*")
            labels = (text_of(case).rpartition("::")[2].strip("'\"") for case in cases)
            options.append(Option(tuple(labels), value))
    return Choice(pick(node, "condition"), tuple(options)) if options else Opaque()


def _each(node: "Node", _: Read) -> Form:
    """`foreach (X as $x)`: what `$x` is, one of the values of X."""
    whole, body = pick(node, "#0"), pick(node, "body")
    return Index(whole, body) if whole is not None and body is not None else Opaque()


def _text(node: "Node") -> "list[str | Node]":
    """Split a string into decoded text and holes; a single-quoted one knows two escapes only."""
    plain = node.type in ("string", "nowdoc_body")
    found: list[str | Node] = []
    source, at = node.text or b"", node.start_byte
    inside = node.type in ("heredoc_body", "nowdoc_body")
    for child in children_of(node):
        if inside:
            found.append(_between(source, at - node.start_byte, child.start_byte - node.start_byte))
        at = child.end_byte
        if child.type in ("string_content", "nowdoc_string"):
            found.append(text_of(child))
        elif child.type == "escape_sequence":
            found.append((text.raw_escape if plain else text.escape)(text_of(child)))
        else:
            found.append(child)
    return found or [""]


def _between(source: bytes, start: int, end: int) -> str:
    gap = source[start:end].decode("utf-8", "replace")
    return "" if gap.strip() else gap


_STRING = _text


def _heredoc(node: "Node", _: Read) -> Form:
    """A heredoc: the indentation of its last line is none of its text."""
    body, end = pick(node, "value"), pick(node, "end_tag")
    margin = " " * (end.start_point[1] if end is not None else 0)
    found: list[str | Node] = [""]
    for part in _text(body) if body is not None else ():
        if isinstance(part, str) and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    parts = [p.replace(f"\n{margin}", "\n") if isinstance(p, str) else p for p in found]
    return Concat((str(parts[0]).removeprefix("\n"), *parts[1:]))


def _method(node: "Node") -> Iterator[ClassMember]:
    """A method; a constructor may declare fields, too."""
    yield from _METHOD(node)
    for item in pick_all(node, "parameters>:property_promotion_parameter"):
        name = pick(item, "name")
        if name is not None:
            label = text_of(name).lstrip("$")
            yield ClassMember(label, item, "field", name, pick(item, "type"))


_METHOD = members.method(body="body", static=lambda node: _is_static(node))


def _is_static(node: "Node") -> bool:
    return pick(node, ":static_modifier") is not None


def _property(node: "Node") -> Iterator[ClassMember]:
    """A property; a static one is asked for with its sign: `self::$x`."""
    for item in _PROPERTY(node):
        yield replace(item, name=f"${item.name}") if item.static else item


_PROPERTY = members.fields(
    "name", "default_value", "type", each=":property_element", strip="$", static=_is_static
)


def _bases(node: "Node") -> "list[Node]":
    """Return what a class extends, implements and uses."""
    holders = [*pick_all(node, ":base_clause|class_interface_clause")]
    holders.extend(pick_all(node, "body>:use_declaration"))
    names = ":name|qualified_name"
    return [name for holder in holders for name in pick_all(holder, names)]


def _assign(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`$x = value`, or `['a' => $x, 'b' => [$y]] = value`."""
    left, right = pick(node, "left"), pick(node, "right")
    if left is None or left.type not in ("list_literal", "array_creation_expression"):
        _ASSIGN(visitor, node, place)
        return
    for name, path in _taken(left):
        visitor.add(text_of(name), "value", right or name, node, visitor.hoisted(place), path=path)


_ASSIGN = binding.assign()


def _taken(pattern: "Node") -> "Iterator[tuple[Node, tuple[Step, ...]]]":
    """Yield the variables of a pattern, and the way into the value that each takes."""
    stack: list[tuple[Node, tuple[Step, ...]]] = [(pattern, ())]
    while stack:
        node, way = stack.pop()
        step: Step = 0
        if node.type == "variable_name":
            yield node, way
        for child in node.children if node.type == "list_literal" else ():
            if child.next_sibling is not None and child.next_sibling.type == "=>":
                step = "".join(str(part) for part in _text(child))
            elif child.is_named:
                stack.append((child, (*way, step)))
                step = step + 1 if isinstance(step, int) else step


def _loop(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`foreach (X as $k => $v)`."""
    target = pick(node, "#1")
    key = pick(target, "#0") if target is not None and target.type == "pair" else None
    value = pick(target, "#1") if target is not None and key is not None else target
    here = visitor.hoisted(place)
    if key is not None:
        visitor.add(text_of(key), "opaque", key, key, here)
    for name, path in _taken(value) if value is not None else ():
        visitor.add(text_of(name), "value", node, name, here, path=path)


def _counted(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`$x++`: nobody knows how often."""
    target = pick(node, "#0")
    if target is not None:
        visitor.reassign(target, None, node, place, sure=False)


def _define(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`define('NAME', value)`."""
    name, value = pick(node, "arguments>#0>#0"), pick(node, "arguments>#1>#0")
    if text_of(node).startswith("define") and name is not None and value is not None:
        top = Place(visitor.found.root, block=place.block)
        visitor.add("".join(str(part) for part in _text(name)), "value", value, node, top)


def _use(node: "Node") -> Iterator[Import]:
    """`use A\\B`, `use A\\{B, C as D}`, `use function A\\b`."""
    group = pick(node, "body")
    before = pick(node, ":namespace_name") if group is not None else None
    for clause in pick_all(group or node, ":namespace_use_clause"):
        name, alias = pick(clause, ":qualified_name, :name"), pick(clause, "alias")
        if name is None:
            continue
        front = f"{text_of(before)}." if before is not None else ""
        space, _, last = _dotted(f"{front}{text_of(name)}").rpartition(".")
        yield Import(text_of(alias) if alias is not None else last, space, last)


def _type(node: "Node", _: object) -> TypeShape:
    """A type by its name; one with its whole namespace begins with a dot."""
    name = pick(node, ":name|qualified_name, .")
    written = text_of(name) if name is not None else ""
    dotted = _dotted(written)
    return TypeNames((f".{dotted}" if _is_whole(written) else dotted,))


_CLASSES = ("class_declaration", "enum_declaration", "trait_declaration", "anonymous_class")

_BODY = ClassRule(bases=_bases)

GRAMMAR = Grammar(
    names=frozenset({"name"}),
    forms={
        "variable_name": _variable,
        "dynamic_variable_name": lambda node, _: Name(f"${text_of(children_of(node)[-1])}"),
        "relative_scope": _scope,
        "qualified_name": _qualified,
        "relative_name": lambda node, _: Name(text_of(children_of(node)[-1])),
        "namespace_name": lambda node, _: Name(text_of(node)),
        "member_access_expression": _member,
        "nullsafe_member_access_expression": _member,
        "scoped_property_access_expression": forms.member("scope", "name"),
        "class_constant_access_expression": _constant,
        "subscript_expression": forms.index("#0", "#1"),
        "function_call_expression": _called("function"),
        "member_call_expression": _called("name"),
        "nullsafe_member_call_expression": _called("name"),
        "scoped_call_expression": _called("name"),
        "object_creation_expression": _construction,
        "array_creation_expression": _array,
        "encapsed_string": forms.string(_text),
        "string": forms.string(_text),
        "heredoc": _heredoc,
        "nowdoc": _heredoc,
        "integer": forms.number(),
        "binary_expression": _binary,
        "unary_op_expression": forms.unary("argument"),
        "conditional_expression": forms.either("body, condition", "alternative"),
        "match_expression": _match,
        "foreach_statement": _each,
        "assignment_expression": forms.through("right"),
        "augmented_assignment_expression": forms.through("right"),
        "cast_expression": forms.through("value"),
        "argument": forms.through("#-1"),
        **dict.fromkeys(
            ("parenthesized_expression", "clone_expression", "error_suppression_expression"),
            forms.through(),
        ),
        **dict.fromkeys(("float", "null", "boolean"), forms.opaque(known=True)),
    },
    calls=frozenset(
        {
            "function_call_expression",
            "member_call_expression",
            "nullsafe_member_call_expression",
            "scoped_call_expression",
            "object_creation_expression",
        }
    ),
    callees={
        "member_call_expression": Callee("object", "name"),
        "nullsafe_member_call_expression": Callee("object", "name"),
        "scoped_call_expression": Callee("scope", "name"),
    },
    reads=frozenset({"subscript_expression"}),
    functions={
        "function_definition": FunctionRule(returns="return_type"),
        "method_declaration": FunctionRule(returns="return_type", binds=False),
        "anonymous_function": FunctionRule(name="", returns="return_type"),
        "arrow_function": FunctionRule(name="", body="body", returns="return_type"),
    },
    parameters={
        "simple_parameter": ParameterRule(default="default_value"),
        "property_promotion_parameter": ParameterRule(default="default_value"),
        "variadic_parameter": ParameterRule(rest="*"),
    },
    classes={
        "class_declaration": _BODY,
        "trait_declaration": _BODY,
        "interface_declaration": _BODY,
        "anonymous_class": ClassRule(name="", bases=_bases),
        "enum_declaration": ClassRule(bases=_bases, enumeration=True),
    },
    members={
        "method_declaration": _method,
        "property_declaration": _property,
        "const_declaration": members.fields("#0", "#1", each=":const_element", static=True),
        "enum_case": members.fields("name", "value"),
    },
    constructors=frozenset({"__construct"}),
    binds={
        "assignment_expression": _assign,
        "reference_assignment_expression": binding.assign(),
        "augmented_assignment_expression": binding.assign(),
        "const_element": binding.declare("#0", "#1"),
        "static_variable_declaration": binding.declare("name", "value"),
        "foreach_statement": _loop,
        "catch_clause": binding.hide("name"),
        "function_call_expression": _define,
        "update_expression": _counted,
    },
    lists=frozenset(
        {
            "case_statement",
            "colon_block",
            "compound_statement",
            "default_statement",
            "else_clause",
            "else_if_clause",
            "if_statement",
        }
    ),
    imports={"namespace_use_declaration": _use},
    types={
        "named_type": _type,
        "name": _type,
        "qualified_name": _type,
        "optional_type": inside(),
        "union_type": union_of(),
        "intersection_type": union_of(),
    },
    assignment_declares=True,
    assignment_hides=True,
)

_SPACE = re.compile(rb"(?m)(?:^|<\?php|[;}])[ \t]*namespace\s+([\w\\]+)\s*[;{]")

_IMPORT = re.compile(rb"(?m)^[ \t]*use[ \t]+(?:function[ \t]+|const[ \t]+)?([\w\\]+)")

_NAME = re.compile(
    rb"\b(?:class|interface|trait|enum|function)[ \t]+&?(\w+)"
    rb"|\bconst[ \t]+(?:\w+[ \t]+)?(\w+)[ \t]*=|\bdefine\([ \t]*['\"](\w+)"
)


def _decoded(name: bytes) -> str:
    return _dotted(name.decode("utf-8", "replace"))


def _specifiers(source: bytes) -> Iterator[str]:
    return (_decoded(match[1]) for match in _IMPORT.finditer(source))


def _declares(source: bytes) -> Iterator[str]:
    return (_decoded(match[match.lastindex or 1]) for match in _NAME.finditer(source))


def _spaces(source: bytes) -> tuple[str, ...]:
    return tuple(_decoded(match[1]) for match in _SPACE.finditer(source)) or ("",)


def _sees(source: bytes) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_spaces(source), "")))


def _no_files(_: Files) -> "Callable[[str, str], str | None]":
    """Names are found by their namespaces."""
    return lambda _importer, _specifier: None


PHP = reader_by(
    GRAMMAR,
    SURFACE,
    specifiers=_specifiers,
    resolver=_no_files,
    shared=Shared(lambda _: "", _declares, _spaces, _sees),
    library={
        "sprintf": "percent",
        "implode": "join",
        "join": "join",
        "array_merge": "merge",
        "strval": "same",
        "trim": "same",
        "collect": "same",
    },
)
