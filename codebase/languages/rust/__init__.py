"""Rust: its SDK and its grammar."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from codebase.languages.reader import Shared
from codebase.languages.rust import macros, paths
from codebase.languages.rust.holders import HOLDERS, put, taken
from codebase.languages.rust.patterns import bounds, labels, lazy, let, only_name, pushed, type_
from codebase.languages.rust.variants import variant_text
from codebase.languages.tables import binding, forms, members, types
from codebase.languages.tables.forms import Arguments, Read
from codebase.languages.tables.grammar import ClassRule, FunctionRule, Grammar, ParameterRule
from codebase.languages.tables.reader import reader_by
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.surface import Method, Surface
from codebase.syntax import (
    Argument,
    Call,
    Choice,
    ClassMember,
    Form,
    Opaque,
    Option,
    Sequence,
    Through,
    Truth,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_FLAG = Method("flag", gives="flag")

_EVENT = Method("event")

_EVENTS = Method("event", many=True)

SURFACE = Surface(
    packages=frozenset({"posthog_rs"}),
    classes=frozenset({"Client", "client"}),
    parts=frozenset({"get_or_init", "get_or_try_init", "deref", "into"}),
    snapshots=frozenset({"FeatureFlagEvaluations"}),
    methods={
        "capture": _EVENT,
        "capture_immediate": _EVENT,
        "capture_batch": _EVENTS,
        "capture_batch_immediate": _EVENTS,
        "is_feature_enabled": _FLAG,
        "get_feature_flag": _FLAG,
        "get_feature_flag_payload": _FLAG,
        "evaluate_feature_flag_locally": _FLAG,
        "get_feature_flags": Method(gives="bundle"),
        "evaluate_flags": Method(gives="snapshot", requested=("flag_keys",)),
    },
    snapshot={
        "is_enabled": _FLAG,
        "get_flag": _FLAG,
        "get_flag_payload": _FLAG,
        "only": Method(gives="snapshot", requested=("*",)),
        "only_accessed": Method(gives="snapshot"),
    },
    functions={"init_global": Method("init"), "init_global_client": Method("init")},
    configs={"Event": Method(gives="config"), "ClientOptions": Method(gives="config")},
    setters={"insert_prop": Method(sets=True)},
    records=frozenset({"EvaluateFlagsOptions"}),
)

_FUNCTIONS = ("closure_expression", "function_item", "async_block")

_FIELDS = Arguments(named={"field_initializer": ("field", "value")})

_CALL = forms.call("function", "arguments")


def _call(node: "Node", read: Read) -> Form:
    """A call; what only puts a value into something, or takes it out, is the value."""
    form = _CALL(node, read)
    if not isinstance(form, Call):
        return form
    callee, given = form.callee, [argument.value for argument in form.arguments]
    if callee.type == "field_expression":
        target, label = pick(callee, "value"), pick(callee, "field")
        if target is None or label is None:
            return form
        if text_of(label) == "as_ref":
            return Through(target) if _unpacked(node) else form
        return taken(target, text_of(label), given) or form
    if text_of(callee) in ("Vec::new", "Vec::with_capacity"):
        return Sequence(())
    return put(re.sub(r"(::)?<.*?>", "", text_of(callee)), given) or form


def _unpacked(node: "Node") -> bool:
    """Say whether `as_ref()` is that of an option, which is opened at once."""
    around = node.parent
    return around is not None and around.type in (
        ("field_expression", "let_condition", "match_expression", "try_expression")
    )


def _field(node: "Node", read: Read) -> Form:
    return forms.member("value", "field")(node, read)


def _statement(node: "Node", _: Read) -> Form:
    """An expression with a semicolon is worth nothing; one without may end a block."""
    inner = pick(node, "#0")
    return Opaque(known=True) if inner is None or text_of(node).endswith(";") else Through(inner)


def _returned(node: "Node", _: Read) -> Form:
    inner = pick(node, "#0")
    return Through(inner) if inner is not None else Opaque(known=True)


def _cast(node: "Node", _: Read) -> Form:
    inner = pick(node, "value")
    return Through(inner, pick(node, "type")) if inner is not None else Opaque()


def _struct(node: "Node", _: Read) -> Form:
    """`T { field: value, short }`."""
    kind, body = pick(node, "name"), pick(node, "body")
    if kind is None or body is None:
        return Opaque()
    given = [_FIELDS.one(child) for child in pick_all(body, ":field_initializer")]
    short = [pick(child, "#0") for child in pick_all(body, ":shorthand_field_initializer")]
    given.extend(Argument(name, text_of(name)) for name in short if name is not None)
    return Call(kind, tuple(given), new=True)


_LEAVES = frozenset({"return_expression", "break_expression", "continue_expression"})

_FAILS = re.compile(r"(?:panic|unreachable|todo|unimplemented|bail)!")


def _leaves(node: "Node") -> bool:
    """Say whether a branch has no value, for it goes elsewhere."""
    while node.type in ("block", "expression_statement") and children_of(node):
        node = children_of(node)[-1]
    return node.type in _LEAVES or _FAILS.match(text_of(node)) is not None


def _match(node: "Node", _: Read) -> Form:
    subject, listed = pick(node, "value"), list[Option]()
    for arm in pick_all(node, "body>:match_arm"):
        pattern, value = pick(arm, "pattern"), pick(arm, "value")
        if pattern is not None and value is not None and not _leaves(value):
            listed.append(Option(tuple(labels(pattern)), value))
    if subject is None:
        return Opaque()
    answers = all(option.value.type == "boolean_literal" for option in listed)
    return Truth((subject,)) if listed and answers else Choice(subject, tuple(listed))


def _branches(node: "Node", _: Read) -> Form:
    given = [pick(node, "consequence"), pick(node, "alternative>#0")]
    found = [branch for branch in given if branch is not None and not _leaves(branch)]
    return Choice(None, tuple(Option((), branch) for branch in found)) if found else Opaque()


_TEXTS = frozenset({"String", "str", "Cow"})


def _converted(node: "Node") -> "Node | None":
    """Return T of `impl From<T> for String`."""
    trait, kind = pick(node, "trait"), pick(node, "type")
    texts = kind is not None and set(re.findall(r"\w+", text_of(kind))) & _TEXTS
    if trait is None or not texts or pick(trait, "type") is None:
        return None
    converts = text_of(pick(trait, "type") or trait) == "From"
    return pick(trait, "type_arguments>:type_identifier") if converts else None


def _source(node: "Node") -> "Node | None":
    """Return the parameter of `from`, if that is the object that becomes a text."""
    owner = node.parent.parent if node.parent is not None else None
    own = owner is not None and owner.type == "impl_item" and _converted(owner) is not None
    return pick(node, "parameters>:parameter>pattern") if own else None


def _parameter(node: "Node") -> "Node | None":
    holder = node.parent.parent if node.parent is not None else None
    return None if holder is not None and _source(holder) is not None else only_name(node)


def _implemented(node: "Node") -> str:
    """Return the type that an `impl` adds to; `From<T> for String` says what T is as a text."""
    kind = _converted(node) or pick(node, "type")
    while kind is not None and kind.type in ("generic_type", "reference_type"):
        kind = pick(kind, "type")
    return text_of(kind).rpartition("::")[2] if kind is not None else ""


def _bases(node: "Node") -> "list[Node]":
    found = [pick(node, "type"), pick(node, "trait")]
    return [kind for kind in found if kind is not None]


def _hands_out(node: "Node", label: str) -> bool:
    """Say whether a method is called like a field that it can only hand out."""
    owner = node.parent.parent if node.parent is not None else None
    given = pick(node, "parameters")
    if owner is None or owner.parent is None or given is None or len(children_of(given)) != 1:
        return False
    name = _implemented(owner)
    return pick(given, ":self_parameter") is not None and any(
        text_of(pick(field, "name") or field) == label
        for item in pick_all(owner.parent, ":struct_item")
        if text_of(pick(item, "name") or item) == name
        for field in pick_all(item, "body>:field_declaration")
    )


def _methods(node: "Node") -> Iterable[ClassMember]:
    """A function of a type. `Display` says what its objects are as a text."""
    label = pick(node, "name")
    if label is None or pick(node, "body") is None or _hands_out(node, text_of(label)):
        return
    yield ClassMember(text_of(label), node, "method")
    if _source(node) is not None:
        yield ClassMember("into", node, "method")
    if text_of(label) == "fmt":
        yield ClassMember("to_string", node, "method")


def _variant(node: "Node") -> Iterable[ClassMember]:
    """A variant; attributes may say what it is as a text."""
    label = pick(node, "name")
    if label is not None:
        yield ClassMember(text_of(label), node, "field", label, text=variant_text(node, label))


def _unnamed(node: "Node") -> Iterable[ClassMember]:
    """The fields of `struct T(A, B)`."""
    for at, kind in enumerate(node.children_by_field_name("type")):
        yield ClassMember(str(at), node, "field", None, kind)


def _tuple_struct(node: "Node") -> "Node | None":
    body = pick(node, "body")
    return body if body is not None and body.type == "ordered_field_declaration_list" else None


def _held(node: "Node") -> "Node | None":
    """Return the type in brackets of what holds one thing, or the type before them."""
    kind = pick(node, "type")
    holds = kind is not None and text_of(kind).rpartition("::")[2] in HOLDERS
    inside = [c for c in children_of(pick(node, "type_arguments") or node) if c.type != "lifetime"]
    return inside[0] if holds and inside else kind


GRAMMAR = Grammar(
    names=frozenset({"type_identifier", "shorthand_field_identifier"}),
    forms={
        "identifier": paths.name,
        "type_identifier": paths.name,
        "scoped_identifier": paths.scoped,
        "scoped_type_identifier": paths.scoped,
        "mod_item": paths.module_file,
        **dict.fromkeys(("self", "super", "crate"), paths.upwards),
        "field_expression": _field,
        "index_expression": forms.index("#0", "#1"),
        "call_expression": _call,
        "parameters": forms.this(),
        "generic_function": forms.through("function"),
        "macro_invocation": macros.macro,
        "token_tree": macros.tree,
        "struct_expression": _struct,
        "array_expression": forms.sequence(),
        "tuple_expression": forms.sequence(),
        **dict.fromkeys(
            ("parenthesized_expression", "try_expression", "await_expression", "async_block"),
            forms.through("#-1"),
        ),
        "unsafe_block": forms.through("#-1"),
        "reference_expression": forms.through("value"),
        "unary_expression": forms.unary(),
        "type_cast_expression": _cast,
        "binary_expression": forms.binary("left", "right", either=(), guards=("&&", "||")),
        "if_expression": _branches,
        "match_expression": _match,
        "expression_statement": _statement,
        "return_expression": _returned,
        "block": forms.tail(("return_expression",), _FUNCTIONS),
        "generic_type": forms.through("type"),
        "reference_type": forms.through("type"),
        "string_literal": forms.string(macros.STRING),
        "raw_string_literal": forms.string(macros.STRING),
        "integer_literal": forms.number(),
        **dict.fromkeys(
            ("float_literal", "boolean_literal", "char_literal", "unit_expression"),
            forms.opaque(known=True),
        ),
    },
    calls=frozenset({"call_expression", "token_tree"}),
    reads=frozenset({"index_expression"}),
    functions={
        "function_item": FunctionRule(
            body="body", returns="return_type", receiver=(_source, "parameters")
        ),
        "closure_expression": FunctionRule(name="", body="body", returns="return_type"),
    },
    parameters={
        "parameter": ParameterRule(names=_parameter),
        "identifier": ParameterRule(names=".", type=""),
        **dict.fromkeys(
            ("tuple_struct_pattern", "tuple_pattern", "reference_pattern"),
            ParameterRule(names=only_name, type=""),
        ),
    },
    classes={
        "struct_item": ClassRule(heads=_tuple_struct),
        "enum_item": ClassRule(enumeration=True),
        "trait_item": ClassRule(bases="bounds>:type_identifier"),
        "impl_item": ClassRule(name="type", bases=_bases, extends=_implemented),
        "mod_item": ClassRule(when=lambda node: pick(node, "body") is not None, visible=True),
    },
    members={
        "field_declaration": members.fields("name", typed="type"),
        "ordered_field_declaration_list": _unnamed,
        "enum_variant": _variant,
        "const_item": members.fields("name", "value", "type", static=True),
        "static_item": members.fields("name", "value", "type", static=True),
        "function_item": _methods,
        **dict.fromkeys(("struct_item", "enum_item", "trait_item", "mod_item"), members.nested()),
    },
    binds={
        "const_item": binding.declare("name", "value", "type"),
        "static_item": binding.declare("name", "value", "type"),
        "call_expression": pushed,
        "let_declaration": let,
        "let_condition": let,
        "match_arm": let,
        "for_expression": binding.loop("pattern", "value"),
        "assignment_expression": binding.assign(),
        "type_item": type_,
        "type_parameter": bounds,
        "where_predicate": bounds,
        "macro_invocation": lazy,
        "use_declaration": paths.use,
        "mod_item": paths.module,
    },
    targets=frozenset({"tuple_pattern"}),
    blocks=frozenset({"block", "match_arm", "for_expression", "if_expression", "while_expression"}),
    lists=frozenset({"block"}),
    returns=frozenset(),
    imports={"use_wildcard": paths.star},
    stars=re.compile(rb"(?s)\buse\s[^;{}]*\*(?=\s*[;,}])|::\*"),
    types={
        "type_identifier": types.named(),
        "scoped_type_identifier": types.named(),
        "generic_type": types.inside(_held),
        "reference_type": types.inside("type"),
        "pointer_type": types.inside("type"),
        "dynamic_type": types.inside("trait"),
        "abstract_type": types.inside("trait"),
        "bounded_type": types.inside("#0"),
    },
)

_DECLARED = re.compile(
    rb"(?m)^[ \t]*(?:pub(?:\([^)]*\))?[ \t]+)?(?:(?:async|unsafe|const|static|extern)[ \t]+)*"
    rb"(?:ref[ \t]+|mut[ \t]+)?(?:fn|struct|enum|trait|type|mod|const|static|union|ref)[ \t]+(\w+)"
)

_CONSTANT = re.compile(rb"\b(?:const|static)[ \t]+(?:ref[ \t]+|mut[ \t]+)?(\w+)[ \t]*:")

_IMPL = re.compile(
    rb"\bimpl\b(?:<[^{;]*?>)?[ \t]+(?:[^{;]*?\bfor[ \t]+)?&?(?:'\w+[ \t]+)?(?:\w+::)*(\w+)"
)

_USED = re.compile(rb"\buse[ \t]+(?:::)?(\w+)")


def _specifiers(source: bytes) -> Iterator[str]:
    return (match[1].decode("utf-8", "replace") for match in _USED.finditer(source))


def _declares(source: bytes) -> Iterator[str]:
    for pattern in (_DECLARED, _CONSTANT):
        for match in pattern.finditer(source):
            yield match[1].decode("utf-8", "replace")
    for match in _IMPL.finditer(source):
        yield f"+{match[1].decode('utf-8', 'replace')}"


RUST = reader_by(
    GRAMMAR,
    SURFACE,
    specifiers=_specifiers,
    resolver=paths.Resolver,
    shared=Shared(paths.crate_of, _declares),
    beside=macros.beside,
    roots=True,
)
