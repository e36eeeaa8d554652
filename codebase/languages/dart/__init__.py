"""Dart: its SDK, its grammar, how its libraries find each other."""

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from codebase.languages.dart.declarations import (
    MAKERS,
    alias,
    arrow,
    bases,
    constant_members,
    constructs,
    default,
    extended,
    field_members,
    function_by_signature,
    getter_by_signature,
    imported,
    initializer,
    is_named,
    maker_name,
    method_members,
    named_type,
    of_signature,
    own_parameter,
    parameter_name,
    stands_alone,
    top_level,
)
from codebase.languages.dart.expressions import (
    ARGUMENTS,
    CHAIN,
    HOLDERS,
    assignable,
    call,
    casted,
    class_name,
    compared,
    constant,
    construction,
    fallback,
    field_of,
    guarded,
    last,
    listed,
    mapping,
    operands,
    preceding,
    selector,
    strings,
    switched,
    truth,
    unary,
)
from codebase.languages.reader import Files, Shared
from codebase.languages.tables import binding, forms, types
from codebase.languages.tables.grammar import (
    ClassRule,
    FunctionRule,
    Grammar,
    ParameterRule,
)
from codebase.languages.tables.reader import reader_by
from codebase.languages.tables.selecting import pick_all
from codebase.surface import Method, Surface
from codebase.syntax import (
    Sequence,
)

if TYPE_CHECKING:
    from tree_sitter import Node


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
    sends=("properties",),
)


def _behind(node: "Node") -> Iterator["Node"]:
    """Yield the calls that go on with an expression a node begins, the nearest first."""
    follower = node.next_named_sibling
    while follower is not None and follower.type in (*CHAIN, "cascade_section", "argument_part"):
        if follower.type == "argument_part":
            yield follower
        else:
            yield from pick_all(follower, ":argument_part")
        follower = follower.next_named_sibling


def _begins(node: "Node") -> "Node":
    before = preceding(node) if node.type in _PARTS else None
    while before is not None:
        node = before
        before = preceding(node) if node.type in _PARTS else None
    return node


_PARTS = HOLDERS | {"argument_part"}

_BOUND = "static_final_declaration", "initialized_identifier"

GRAMMAR = Grammar(
    names=frozenset({"identifier", "identifier_dollar_escaped"}),
    forms={
        "type_identifier": class_name,
        "selector": selector,
        "unconditional_assignable_selector": assignable,
        "conditional_assignable_selector": assignable,
        "cascade_selector": assignable,
        "argument_part": call,
        "assignable_expression": forms.through(last),
        "new_expression": construction,
        "const_object_expression": construction,
        "enum_constant": constant,
        "parenthesized_expression": forms.through(last),
        "await_expression": forms.through(last),
        "unary_expression": unary,
        "postfix_expression": forms.through(last),
        "type_cast_expression": casted,
        "conditional_expression": forms.either(field_of("consequence"), field_of("alternative")),
        "switch_expression": switched,
        "if_null_expression": fallback,
        "logical_or_expression": fallback,
        "logical_and_expression": guarded,
        "equality_expression": truth,
        "relational_expression": compared,
        "additive_expression": operands,
        "string_literal": strings,
        "set_or_map_literal": mapping,
        "list_literal": listed,
        "record_literal": lambda node, _: Sequence(ARGUMENTS.of(node)),
        "assignment_expression": forms.through(field_of("right")),
        "decimal_integer_literal": forms.number(),
        "this": forms.this(),
        "super": forms.this(super_class=True),
        **dict.fromkeys(
            ("null_literal", "true", "false", "decimal_floating_point_literal"),
            forms.opaque(known=True),
        ),
    },
    calls=frozenset(
        {"argument_part", "new_expression", "const_object_expression", "relational_expression"}
    ),
    functions={
        "function_body": FunctionRule(
            name=of_signature("name"),
            parameters=of_signature(":formal_parameter_list"),
            body=arrow,
            returns=of_signature(":type_identifier"),
            binds=False,
            when=stands_alone,
        ),
        "lambda_expression": FunctionRule(
            name="parameters>name",
            parameters="parameters>:formal_parameter_list",
            body=arrow,
            returns="parameters>:type_identifier",
        ),
        "function_expression": FunctionRule(name="", parameters="parameters", body=arrow),
        **dict.fromkeys(
            ("declaration", "method_signature"),
            FunctionRule(
                name=maker_name,
                parameters=f"{MAKERS}>:formal_parameter_list",
                binds=False,
                when=constructs,
            ),
        ),
    },
    parameters={
        "formal_parameter": ParameterRule(
            names=parameter_name,
            type=":type_identifier",
            default=default,
            keyword_only=is_named,
        ),
    },
    inside=frozenset({"optional_formal_parameters"}),
    classes={
        "class_definition": ClassRule(bases=bases),
        "mixin_declaration": ClassRule(name=":identifier", body=":class_body", bases=bases),
        "enum_declaration": ClassRule(bases=bases, enumeration=True),
        "extension_declaration": ClassRule(
            bases=lambda node: pick_all(node, ":type_identifier")[-1:], extends=extended
        ),
    },
    members={
        "method_signature": method_members,
        "declaration": field_members,
        "enum_constant": constant_members,
    },
    constructors=frozenset({"declaration", "method_signature"}),
    binds={
        "function_signature": function_by_signature,
        "getter_signature": getter_by_signature,
        "initialized_variable_definition": binding.declare(
            "name", field_of("value"), ":type_identifier"
        ),
        **dict.fromkeys(_BOUND, top_level),
        "assignment_expression": binding.assign("left", field_of("right")),
        "for_loop_parts": binding.loop("name", field_of("value")),
        "catch_parameters": binding.hide("#*"),
        "constructor_param": own_parameter,
        "field_initializer": initializer,
        "type_alias": alias,
    },
    blocks=frozenset({"block", "for_statement", "catch_clause"}),
    lists=frozenset({"block"}),
    imports=dict.fromkeys(
        ("library_import", "library_export", "part_directive", "part_of_directive"), imported
    ),
    stars=re.compile(rb"(?m)^[ \t]*(?:import|export|part)\b[^;'\"]*['\"]"),
    types={
        "type_identifier": named_type,
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
