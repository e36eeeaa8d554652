"""Kotlin: its grammar; SDKs and packages are those of `jvm`."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from codebase.languages import jvm
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
from codebase.syntax import (
    Argument,
    Call,
    ClassMember,
    Concat,
    Constant,
    Either,
    Entry,
    Form,
    FunctionExpression,
    Imported,
    Member,
    Name,
    Opaque,
    Record,
    Sequence,
    This,
    Through,
    Truth,
    TypeNames,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.tables.forms import Spread
    from codebase.languages.tables.visitor import Visitor

_LISTS = frozenset(
    {"listOf", "setOf", "arrayOf", "mutableListOf", "mutableSetOf", "sequenceOf", "arrayListOf"}
)

_TABLES = frozenset({"mapOf", "mutableMapOf", "hashMapOf", "linkedMapOf", "buildMap", "HashMap"})

_TYPES = ":user_type|nullable_type|function_type|parenthesized_type|non_nullable_type"

_LEAVES = frozenset({"return_expression", "throw_expression", "break_expression", "continue_expression"})

_LAMBDA = ":annotated_lambda>:lambda_literal, :lambda_literal"

_FUNCTIONS = frozenset({"function_declaration", "class_body", "source_file", "getter"})


def _after(node: "Node", sign: str) -> "Node | None":
    """Return the first expression behind a sign."""
    seen = False
    for child in node.children:
        if seen and child.is_named and "comment" not in child.type:
            return child
        seen = seen or child.type == sign
    return None


def _label(node: "Node") -> "Node | None":
    return node.named_children[0] if any(c.type == "=" for c in node.children) else None


_ARGUMENTS = Arguments(
    named={"value_argument": (_label, "#-1")}, spread={"spread_expression": "*"}
)


def _argument(node: "Node") -> Argument:
    inner = pick(node, "#-1")
    if inner is not None and inner.type == "spread_expression":
        return Argument(pick(inner, "#0") or inner, spread="*")
    return _ARGUMENTS.one(node)


def _arguments(node: "Node | None") -> tuple[Argument, ...]:
    return tuple(_argument(item) for item in children_of(node)) if node is not None else ()


def _operand(node: "Node | None") -> "Node | None":
    """Return what a call or a member belongs to: of `!a.b()` the tree makes `(!a).b()`."""
    while node is not None and node.type == "unary_expression" and not node.children[0].is_named:
        node = pick(node, "#0")
    return node


def _parts(node: "Node") -> "tuple[Node | None, tuple[Argument, ...]]":
    """Return what a call calls, and its arguments; a lambda behind it is the last of them."""
    callee, behind = _operand(pick(node, "#0")), pick(node, _LAMBDA)
    given = _arguments(pick(node, ":value_arguments"))
    inner = callee is not None and callee.type == "call_expression" and behind is not None
    if inner and callee is not None and pick(node, ":value_arguments") is None:
        given = _arguments(pick(callee, ":value_arguments"))
        callee = pick(callee, "#0")
    return callee, (*given, Argument(behind)) if behind is not None else given


def _name_of(call: "Node") -> str:
    """Return the name of what a node calls, or nothing."""
    callee = _parts(call)[0] if call.type == "call_expression" else None
    if callee is not None and callee.type == "navigation_expression":
        callee = pick(callee, "#-1")
    return text_of(callee) if callee is not None else ""


def _call(node: "Node", _: Read) -> Form:
    """A call; tables, lists and comparisons are functions, too."""
    callee, given = _parts(node)
    name = _name_of(node)
    if callee is None or jvm.is_expectation(node, name, _name_of, _FUNCTIONS):
        return Opaque(known=True)
    if callee.type == "navigation_expression":
        target = pick(callee, "#0")
        if name == "equals" and target is not None:
            return Truth((target, *(item.value for item in given)))
        return Call(callee, given)
    if name in jvm.DOUBLES:
        return Opaque(known=True)
    if name in _LISTS:
        return Sequence(given)
    if name in _TABLES:
        return Record(tuple(_entries(given)))
    return Call(callee, given)


def _entries(given: tuple[Argument, ...]) -> "Iterator[Entry]":
    """Yield the pairs `key to value`, and tables that are spread or copied."""
    for item in given:
        pair = children_of(item.value)
        if item.value.type == "infix_expression" and len(pair) == 3 and text_of(pair[1]) == "to":
            yield Entry(_key(pair[0]), pair[2], item.value)
        elif item.value.type == "call_expression" and _name_of(item.value) == "Pair":
            both = _parts(item.value)[1]
            if len(both) == 2:
                yield Entry(_key(both[0].value), both[1].value, item.value)
        elif not item.spread and item.value.type != "number_literal":
            yield Entry(None, item.value, item.value)


def _key(node: "Node") -> "str | Node":
    parts = _pieces(node) if "string_literal" in node.type else None
    if parts is None or not all(isinstance(part, str) for part in parts):
        return node
    return "".join(part for part in parts if isinstance(part, str))


def _identifier(node: "Node", _: Read) -> Form:
    name = text_of(node)
    return Opaque(known=True) if name in ("true", "false", "null") else Name(name.strip("`"))


def _navigation(node: "Node", _: Read) -> Form:
    """`a.b`, `a?.b`, `a::b`; what a package name of an SDK stands before is imported by that."""
    target, label = _operand(pick(node, "#0")), pick(node, "#-1")
    if target is None or label is None or target == label:
        return Opaque()
    if target.type == "navigation_expression" and jvm.dotted(target) in jvm.PACKAGES:
        return Imported(jvm.dotted(target), text_of(label))
    return Member(target, text_of(label).strip("`"))


def _binary(node: "Node", read: Read) -> Form:
    """Two operands; `f<T>(x)` in a row of statements is read as two comparisons."""
    left, right = pick(node, "left"), pick(node, "right")
    if left is None or right is None:
        return Opaque()
    generic = left.type == "binary_expression" and right.type == "parenthesized_expression"
    callee = pick(left, "left") if generic else None
    if callee is not None and _sign(left) == "<" and _sign(node) == ">":
        return Call(callee, tuple(Argument(item) for item in children_of(right)))
    return forms.binary(either=("?:",))(node, read)


def _sign(node: "Node") -> str:
    return next((c.type for c in node.children if not c.is_named), "")


def _infix(node: "Node", _: Read) -> Form:
    parts = children_of(node)
    return Truth((parts[0], parts[-1])) if parts else Opaque()


def _branches(node: "Node", _: Read) -> Form:
    """`if`, `when`, `try` as values: the branches that give one."""
    if node.type == "when_expression":
        found = [pick(entry, "#-1") for entry in pick_all(node, ":when_entry")]
    elif node.type == "if_expression":
        found = list(children_of(node)[1:])
    else:
        found = [pick(node, ":block"), *(pick(c, ":block") for c in pick_all(node, ":catch_block"))]
    options = tuple(option for option in found if option is not None and not _leaves(option))
    return Either(options) if options else Opaque(known=True)


def _leaves(node: "Node") -> bool:
    last = pick(node, "#-1") if node.type == "block" else node
    return last is not None and last.type in _LEAVES


def _enum_entry(node: "Node") -> Iterable[ClassMember]:
    label = pick(node, ":identifier")
    if label is not None:
        yield ClassMember(text_of(label), node, "field", label, text=text_of(label))


def _constant(node: "Node", _: Read) -> Form:
    owner = node.parent.parent if node.parent is not None else None
    given = _arguments(pick(node, ":value_arguments"))
    return Call(owner, given, new=True) if owner is not None else Opaque()


def _invocation(node: "Node", _: Read) -> Form:
    """`: Base(x)`."""
    kind, given = pick(node, ":user_type"), pick(node, ":value_arguments")
    return Call(kind, _arguments(given), new=True) if kind is not None else Opaque()


def _user_type(node: "Node", read: Read) -> Form:
    parts = pick_all(node, ":identifier")
    return read(parts[-1]) if parts else Opaque()


def _bases(node: "Node") -> "list[Node]":
    listed = pick_all(node, ":delegation_specifiers>:delegation_specifier")
    found = (pick(item, ":explicit_delegation>:user_type, #0") for item in listed)
    return [base for base in found if base is not None]


def _is_enum(node: "Node") -> bool:
    return pick(node, ":enum_class_body") is not None


def _value(node: "Node") -> "Node | None":
    """Return what a property is given: behind `=`, `by lazy`, or by its getter."""
    given = _after(node, "=")
    if given is not None:
        return given
    lazy = pick(node, f":property_delegate>:call_expression")
    if lazy is not None and _name_of(lazy) == "lazy":
        return pick(pick(lazy, _LAMBDA) or lazy, "#-1")
    return lazy


def _property(node: "Node") -> Iterable[ClassMember]:
    kind = pick(node, f":variable_declaration>{_TYPES}")
    label = pick(node, ":variable_declaration>:identifier")
    getter = pick(node, ":getter")
    if label is None:
        return
    if getter is not None and pick(getter, ":function_body") is not None:
        yield ClassMember(text_of(label), getter, "getter")
    else:
        yield ClassMember(text_of(label), node, "field", _value(node), kind)


def _declared(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`val x = …`; one with a getter is what that gives."""
    several = pick(node, ":multi_variable_declaration")
    label, given = pick(node, ":variable_declaration>:identifier"), _value(node)
    kind = pick(node, f":variable_declaration>{_TYPES}")
    getter = pick(node, ":getter>:function_body")
    if several is not None:
        for at, name in enumerate(pick_all(several, ":variable_declaration")):
            inner = pick(name, ":identifier")
            if inner is not None:
                visitor.add(text_of(inner), "value", given or inner, node, place, path=(at,))
    elif label is not None and getter is not None and given is None:
        given = _expression(getter)
        visitor.add(text_of(label), "value", given or getter, node, place, typed=kind)
    elif label is not None and given is not None:
        visitor.add(text_of(label), "value", given, node, place, typed=kind)
    elif label is not None:
        visitor.add(text_of(label), "opaque", label, node, place, typed=kind)


def _loop(visitor: "Visitor", node: "Node", place: Place) -> None:
    whole = _after(node, "in")
    names = pick_all(node, ":variable_declaration>:identifier") or [
        inner
        for item in pick_all(node, ":multi_variable_declaration>:variable_declaration")
        if (inner := pick(item, ":identifier")) is not None
    ]
    for at, name in enumerate(names):
        if whole is None:
            visitor.add(text_of(name), "opaque", name, node, place)
        else:
            path = (at,) if len(names) > 1 else ()
            visitor.add(text_of(name), "element", whole, node, place, path=path)


def _expression(body: "Node") -> "Node | None":
    """Return what a function's body gives if it is an expression."""
    inner = pick(body, "#0")
    return None if inner is None or inner.type == "block" else inner


def _body(node: "Node") -> "Node | None":
    body = pick(node, ":function_body")
    return _expression(body) if body is not None else None


def _last(node: "Node") -> "Node | None":
    last = pick(node, "#-1")
    return None if last is None or last.type == "lambda_parameters" else last


def _returns(node: "Node") -> "Node | None":
    listed = pick(node, ":function_value_parameters")
    behind = listed.next_named_sibling if listed is not None else None
    return behind if behind is not None and behind.type.endswith("_type") else None


def _extended(node: "Node") -> "Node | None":
    """Return the type that an extension is for."""
    kind, name = pick(node, _TYPES), pick(node, "name")
    before = kind is not None and name is not None and kind.start_byte < name.start_byte
    return kind if before else None


def _this(node: "Node", _: Read) -> Form:
    """`this`: of an extension it is a parameter."""
    holder = node.parent
    while holder is not None and holder.type not in GRAMMAR.classes:
        if holder.type == "function_declaration" and _extended(holder) is not None:
            return Name("this")
        holder = holder.parent
    return This()


def _default(node: "Node") -> "Node | None":
    sign = node.next_sibling
    return sign.next_named_sibling if sign is not None and sign.type == "=" else None


def _rest(node: "Node") -> "Spread":
    before = node.prev_named_sibling
    listed = before is not None and before.type == "parameter_modifiers" and before
    return "*" if listed and "vararg" in text_of(listed) else ""


def _getter_name(node: "Node") -> "Node | None":
    return pick(node.parent, ":variable_declaration>:identifier") if node.parent else None


def _import(node: "Node") -> Iterator[Import | Star]:
    path, local = pick(node, ":qualified_identifier|identifier"), pick(node, "#-1")
    if path is None:
        return
    if text_of(node).rstrip().endswith("*"):
        yield Star(jvm.dotted(path))
    else:
        renamed = local is not None and local != path
        yield jvm.imported(jvm.dotted(path), text_of(local) if renamed and local else "")


_NAME = re.compile(r"[^\W\d]\w*")


def _pieces(node: "Node") -> "list[str | Node] | None":
    """Split a string. `$name` stands in it as a sign and a run of text that begins with the name."""
    found: list[str | Node] = []
    sign = ""
    for child in node.named_children:
        if child.type == "interpolation":
            found.extend((sign, pick(child, "#0") or child))
            sign = ""
            continue
        content = text_of(child)
        if child.type == "escape_sequence":
            content, sign = sign + text.escape(content), ""
        elif content in ("$", "\\u"):
            found.append(sign)
            sign = content
            continue
        elif sign == "$":
            name = _NAME.match(content)
            found.append(child if name else sign)
            content, sign = content[name.end() :] if name else content, ""
        elif sign:
            content, sign = text.escape(sign + content[:4]) + content[4:], ""
        found.append(content)
    return [*found, sign]


def _hole(node: "Node", read: Read) -> Form:
    """A run of text behind `$`: the name it begins with."""
    name = _NAME.match(text_of(node))
    plain = name[0] if name else ""
    return _this(node, read) if plain == "this" else Name(plain) if plain else Opaque()


GRAMMAR = Grammar(
    names=frozenset({"identifier"}),
    forms={
        "identifier": _identifier,
        "navigation_expression": _navigation,
        "call_expression": _call,
        "index_expression": forms.index("#0", "#1"),
        "callable_reference": forms.through("#-1"),
        "annotated_lambda": forms.through("#-1"),
        "value_argument": forms.through("#-1"),
        "parenthesized_expression": forms.through(),
        "labeled_expression": forms.through("#-1"),
        "user_type": _user_type,
        "nullable_type": forms.through(),
        "as_expression": lambda node, _: _cast(node),
        "unary_expression": forms.unary("#0", truth_of=("!",)),
        "binary_expression": _binary,
        "infix_expression": _infix,
        "in_expression": forms.truth(),
        "is_expression": forms.truth(),
        "if_expression": _branches,
        "when_expression": _branches,
        "try_expression": _branches,
        "block": forms.tail(),
        "enum_entry": _constant,
        "getter": lambda node, _: FunctionExpression(node, getter=True),
        "constructor_invocation": _invocation,
        "string_literal": forms.string(_pieces),
        "multiline_string_literal": forms.string(_pieces),
        "character_literal": forms.string(text.flat),
        "string_content": _hole,
        "number_literal": forms.number(),
        "this_expression": _this,
        "super_expression": forms.this(super_class=True),
        **dict.fromkeys(
            (*_LEAVES, "float_literal", "long_literal"),
            forms.opaque(known=True),
        ),
    },
    calls=frozenset({"call_expression", "constructor_invocation"}),
    reads=frozenset({"index_expression"}),
    functions={
        "function_declaration": FunctionRule(
            parameters=":function_value_parameters",
            body=_body,
            returns=_returns,
            owner=lambda node: "this" if _extended(node) is not None else "",
            extends=lambda node: _extended(node),
        ),
        "primary_constructor": FunctionRule(name="", parameters=":class_parameters"),
        "secondary_constructor": FunctionRule(name="", parameters=":function_value_parameters"),
        "anonymous_function": FunctionRule(
            name="", parameters=":function_value_parameters", body=_body, returns=_returns
        ),
        "lambda_literal": FunctionRule(
            name="", parameters=":lambda_parameters", body=_last, unwritten="it"
        ),
        "getter": FunctionRule(name=_getter_name, parameters="", body=_body, binds=False),
    },
    parameters={
        "parameter": ParameterRule(":identifier", _TYPES, _default, _rest),
        "class_parameter": ParameterRule(":identifier", _TYPES, lambda node: _after(node, "=")),
        "variable_declaration": ParameterRule(":identifier", _TYPES),
    },
    classes={
        "class_declaration": ClassRule(
            body=":class_body|enum_class_body",
            bases=_bases,
            heads=":primary_constructor",
            enumeration=_is_enum,
        ),
        "object_declaration": ClassRule(
            body=":class_body", bases=_bases, heads=lambda node: _keyword(node)
        ),
        "companion_object": ClassRule(name=":identifier", body=":class_body", bases=_bases),
        "object_literal": ClassRule(name="", body=":class_body", bases=_bases),
    },
    members={
        "property_declaration": _property,
        "class_parameter": members.fields(":identifier", ":identifier", _TYPES, static=False),
        "function_declaration": members.method(body=":function_body"),
        "enum_entry": _enum_entry,
        "class_declaration": members.nested(),
        "object_declaration": members.nested(),
        "companion_object": lambda node: _companion(node),
        "object": lambda node: _itself(node),
    },
    inside=frozenset({"primary_constructor", "class_parameters", "companion_object", "class_body"}),
    constructors=frozenset({"primary_constructor"}),
    binds={
        "property_declaration": _declared,
        "assignment": binding.assign("#0", "#1"),
        "for_statement": _loop,
        "catch_block": binding.hide("#0"),
        "when_subject": _declared,
        "type_alias": binding.alias("type", "#-1"),
    },
    blocks=frozenset({"block", "catch_block", "for_statement", "when_entry", "when_expression"}),
    lists=frozenset({"block"}),
    returns=frozenset({"return_expression"}),
    imports={"import": _import},
    stars=re.compile(rb"(?m)^[ \t]*import[ \t]+[\w.]+\.\*"),
    types={
        "user_type": lambda node, _: TypeNames((_dotted_type(node),)),
        "identifier": types.named(),
        "nullable_type": types.inside(),
        "parenthesized_type": types.inside(),
        "non_nullable_type": types.inside(),
    },
)


def _dotted_type(node: "Node") -> str:
    return jvm.written_type(".".join(text_of(part) for part in pick_all(node, ":identifier")))


def _cast(node: "Node") -> Form:
    value = pick(node, "left")
    return Through(value, pick(node, "right")) if value is not None else Opaque()


def _keyword(node: "Node") -> "Node | None":
    return next((child for child in node.children if child.type == "object"), None)


def _itself(node: "Node") -> Iterable[ClassMember]:
    """What Java calls the object that a declaration makes."""
    if node.parent is not None:
        yield ClassMember("INSTANCE", node.parent, "class", static=True)


def _companion(node: "Node") -> Iterable[ClassMember]:
    label = pick(node, ":identifier")
    yield ClassMember(
        text_of(label) if label is not None else "Companion", node, "class", static=True
    )


KOTLIN = reader_by(
    GRAMMAR,
    jvm.SERVER,
    surfaces=(jvm.OLDER, jvm.ANDROID),
    specifiers=jvm.specifiers,
    resolver=jvm.resolver,
    shared=jvm.SHARED,
    library=jvm.LIBRARY,
    implicit_this=True,
    receives=True,
    accessors=jvm.accessors,
)
