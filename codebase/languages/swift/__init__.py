"""Swift: its SDK, its grammar, how the files of a module see each other."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codebase.languages.reader import Files, Shared
from codebase.languages.swift.declarations import (
    alias,
    bases,
    body,
    case_members,
    conditions,
    declaration,
    default,
    extended,
    first_anonymous,
    is_enum,
    label,
    properties,
    property_members,
    property_of,
    result,
)
from codebase.languages.swift.expressions import (
    STRING,
    TYPES,
    block_text,
    branches,
    call,
    casted,
    dictionary,
    implies,
    in_brackets,
    name,
    prefix,
    qualified,
    raw_text,
    statements,
    suffix,
    switched,
)
from codebase.languages.tables import binding, forms, members, types
from codebase.languages.tables.grammar import (
    ClassRule,
    FunctionRule,
    Grammar,
    ParameterRule,
    Star,
)
from codebase.languages.tables.reader import reader_by
from codebase.languages.tables.selecting import pick, text_of
from codebase.surface import Method, Surface

if TYPE_CHECKING:
    from tree_sitter import Node


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
    sends=("properties",),
)


def _begins(node: "Node") -> "Node":
    if node.type == "navigation_suffix" and node.parent is not None:
        return node.parent
    callee = pick(node, "#0") if node.type == "call_expression" else None
    negated = callee is not None and callee.type == "prefix_expression" and not implies(callee)
    return pick(callee, "target") or node if callee is not None and negated else node


def _expected(node: "Node") -> "Node | None":
    """Return the type that is written for a value: that of a variable, a parameter, a result."""
    holder = node.parent
    if holder is None:
        return None
    if holder.type == "property_declaration":
        return next((kind for _, kind, value, _ in properties(holder) if value == node), None)
    before = node.prev_sibling.prev_sibling if node.prev_sibling is not None else None
    if before is not None and before.type == "parameter":
        return pick(before, TYPES)
    return None


def _import(node: "Node") -> Iterator[Star]:
    name = pick(node, ":identifier>#0")
    if name is not None:
        yield Star(text_of(name))


GRAMMAR = Grammar(
    names=frozenset({"type_identifier"}),
    forms={
        "simple_identifier": name,
        "navigation_expression": forms.member("target", "suffix>suffix", "`"),
        "navigation_suffix": suffix,
        "call_expression": call,
        "constructor_expression": call,
        "user_type": qualified,
        "prefix_expression": prefix,
        "postfix_expression": forms.through("target"),
        "as_expression": casted,
        "await_expression": forms.through("expr"),
        "try_expression": forms.through("expr"),
        "directly_assignable_expression": forms.through(),
        "control_transfer_statement": forms.through("result"),
        "tuple_expression": in_brackets,
        "array_literal": forms.sequence(),
        "dictionary_literal": dictionary,
        "ternary_expression": forms.either("if_true", "if_false"),
        "nil_coalescing_expression": forms.either("value", "if_nil"),
        "switch_statement": switched,
        "if_statement": branches,
        "statements": statements,
        **dict.fromkeys(
            ("additive_expression", "conjunction_expression", "disjunction_expression"),
            forms.binary("lhs", "rhs"),
        ),
        **dict.fromkeys(("equality_expression", "comparison_expression"), forms.truth()),
        "line_string_literal": forms.string(STRING),
        "multi_line_string_literal": forms.string(block_text),
        "raw_string_literal": forms.string(raw_text),
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
            name=":simple_identifier", parameters=".", body=result, returns=TYPES
        ),
        "init_declaration": FunctionRule(name="name", parameters=".", binds=False),
        "lambda_literal": FunctionRule(
            name="", parameters="type>:lambda_function_type_parameters, .", body=body
        ),
        "computed_property": FunctionRule(name=property_of, parameters="", body=body, binds=False),
    },
    parameters={
        "parameter": ParameterRule(
            names=lambda node: pick(node, "name"),
            type=TYPES,
            default=default,
            label=label,
            keyword_only=lambda node: text_of(label(node) or node) != "_",
        ),
        "lambda_parameter": ParameterRule(names=lambda node: pick(node, "name"), type=TYPES),
        "statements": ParameterRule(names=first_anonymous, type=""),
    },
    classes={
        "class_declaration": ClassRule(bases=bases, enumeration=is_enum, extends=extended),
        "protocol_declaration": ClassRule(bases=bases),
    },
    members={
        "property_declaration": property_members,
        "protocol_property_declaration": property_members,
        "function_declaration": members.method(":simple_identifier"),
        "enum_entry": case_members,
        "class_declaration": members.nested(),
    },
    constructors=frozenset({"init_declaration"}),
    binds={
        "property_declaration": declaration,
        "assignment": binding.assign("target", "result"),
        "for_statement": binding.loop("item>bound_identifier, item>:pattern", "collection"),
        "if_statement": conditions,
        "guard_statement": conditions,
        "while_statement": conditions,
        "typealias_declaration": alias,
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
