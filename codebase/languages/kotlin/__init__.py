"""Kotlin: its grammar; SDKs and packages are those of `jvm`."""

import re
from typing import TYPE_CHECKING

from codebase.languages import jvm
from codebase.languages.kotlin import declarations, expressions
from codebase.languages.kotlin.nodes import TYPES, after, extended, is_enum
from codebase.languages.tables import binding, forms, members, text, types
from codebase.languages.tables.forms import Read
from codebase.languages.tables.grammar import ClassRule, FunctionRule, Grammar, ParameterRule
from codebase.languages.tables.reader import reader_by
from codebase.languages.tables.selecting import pick, pick_all, text_of
from codebase.syntax import Form, FunctionExpression, TypeNames, TypeShape

if TYPE_CHECKING:
    from tree_sitter import Node


def _named_type(node: "Node", read: types.ReadType) -> TypeShape:
    """`a.b.T<U>` is a T, but what holds a U is read as the U."""
    name = ".".join(text_of(part) for part in pick_all(node, ":identifier"))
    inner = pick(node, ":type_arguments>#-1>#-1")
    if name in jvm.HOLDERS and inner is not None:
        return read(inner)
    return TypeNames((jvm.written_type(name),))


def _default_of(node: "Node") -> "Node | None":
    return after(node, "=")


def _extension(node: "Node") -> str:
    return "this" if extended(node) is not None else ""


def _getter(node: "Node", _: Read) -> Form:
    return FunctionExpression(node, getter=True)


GRAMMAR = Grammar(
    names=frozenset({"identifier"}),
    forms={
        "identifier": expressions.identifier,
        "navigation_expression": expressions.navigation,
        "call_expression": expressions.call,
        "index_expression": forms.index("#0", "#1"),
        "callable_reference": forms.through("#-1"),
        "annotated_lambda": forms.through("#-1"),
        "value_argument": forms.through("#-1"),
        "parenthesized_expression": forms.through(),
        "labeled_expression": forms.through("#-1"),
        "user_type": expressions.user_type,
        "nullable_type": forms.through(),
        "as_expression": expressions.cast,
        "unary_expression": forms.unary("#0", truth_of=("!",)),
        "binary_expression": expressions.binary,
        "infix_expression": expressions.infix,
        "in_expression": forms.truth(),
        "is_expression": forms.truth(),
        "if_expression": expressions.branches,
        "when_expression": expressions.branches,
        "try_expression": expressions.branches,
        "block": forms.tail(),
        "enum_entry": expressions.constant,
        "getter": _getter,
        "constructor_invocation": expressions.invocation,
        "string_literal": forms.string(expressions.pieces),
        "multiline_string_literal": forms.string(expressions.pieces),
        "character_literal": forms.string(text.flat),
        "string_content": expressions.hole,
        "number_literal": forms.number(),
        "this_expression": expressions.this,
        "super_expression": forms.this(super_class=True),
        **dict.fromkeys(
            (*expressions.LEAVES, "float_literal", "long_literal"),
            forms.opaque(known=True),
        ),
    },
    calls=frozenset({"call_expression", "constructor_invocation"}),
    reads=frozenset({"index_expression"}),
    functions={
        "function_declaration": FunctionRule(
            parameters=":function_value_parameters",
            body=declarations.body,
            returns=declarations.returns,
            owner=_extension,
            extends=extended,
        ),
        "primary_constructor": FunctionRule(name="", parameters=":class_parameters"),
        "secondary_constructor": FunctionRule(name="", parameters=":function_value_parameters"),
        "anonymous_function": FunctionRule(
            name="",
            parameters=":function_value_parameters",
            body=declarations.body,
            returns=declarations.returns,
        ),
        "lambda_literal": FunctionRule(
            name="", parameters=":lambda_parameters", body=declarations.last, unwritten="it"
        ),
        "getter": FunctionRule(
            name=declarations.getter_name, parameters="", body=declarations.body, binds=False
        ),
    },
    parameters={
        "parameter": ParameterRule(
            ":identifier", TYPES, declarations.default_of, declarations.rest_of
        ),
        "class_parameter": ParameterRule(":identifier", TYPES, _default_of),
        "variable_declaration": ParameterRule(":identifier", TYPES),
    },
    classes={
        "class_declaration": ClassRule(
            body=":class_body|enum_class_body",
            bases=declarations.bases,
            heads=":primary_constructor",
            enumeration=is_enum,
        ),
        "object_declaration": ClassRule(
            body=":class_body", bases=declarations.bases, heads=declarations.keyword
        ),
        "companion_object": ClassRule(
            name=":identifier", body=":class_body", bases=declarations.bases
        ),
        "object_literal": ClassRule(name="", body=":class_body", bases=declarations.bases),
    },
    members={
        "property_declaration": declarations.property_of,
        "class_parameter": members.fields(":identifier", ":identifier", TYPES, static=False),
        "function_declaration": members.method(body=":function_body"),
        "enum_entry": declarations.enum_entry,
        "class_declaration": members.nested(),
        "object_declaration": members.nested(),
        "companion_object": declarations.companion,
        "object": declarations.itself,
    },
    inside=frozenset({"primary_constructor", "class_parameters", "companion_object", "class_body"}),
    constructors=frozenset({"primary_constructor"}),
    binds={
        "property_declaration": declarations.declared,
        "assignment": binding.assign("#0", "#1"),
        "for_statement": declarations.loop,
        "catch_block": binding.hide("#0"),
        "when_subject": declarations.declared,
        "type_alias": binding.alias("type", "#-1"),
    },
    blocks=frozenset({"block", "catch_block", "for_statement", "when_entry", "when_expression"}),
    lists=frozenset({"block", "if_expression", "when_entry", "while_statement"}),
    returns=frozenset({"return_expression"}),
    imports={"import": declarations.imported},
    stars=re.compile(rb"(?m)^[ \t]*import[ \t]+[\w.]+\.\*"),
    types={
        "user_type": _named_type,
        "identifier": types.named(),
        "nullable_type": types.inside(),
        "parenthesized_type": types.inside(),
        "non_nullable_type": types.inside(),
    },
)


KOTLIN = reader_by(
    GRAMMAR,
    jvm.SERVER,
    surfaces=jvm.SURFACES,
    specifiers=jvm.specifiers,
    resolver=jvm.resolver,
    shared=jvm.SHARED,
    library=jvm.LIBRARY,
    implicit_this=True,
    receives=True,
    accessors=jvm.accessors,
)
