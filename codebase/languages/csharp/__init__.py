"""C#: its grammar."""

import re

from codebase.languages.csharp.calls import ARGUMENTS, anonymous, call, construction, filled
from codebase.languages.csharp.declarations import (
    CLASSES,
    bases,
    counted,
    declared,
    default,
    enum_member,
    expression,
    fields,
    generic,
    is_partial,
    is_primary,
    loop,
    owner,
    parameters,
    rest,
)
from codebase.languages.csharp.expressions import (
    attribute,
    cast,
    chosen,
    conditional_attribute,
    conditional_item,
    each_of,
    name,
)
from codebase.languages.csharp.sdk import FEATURE_MANAGEMENT, SURFACE
from codebase.languages.csharp.spaces import declares, imported, no_files, sees, spaces, specifiers
from codebase.languages.csharp.texts import interpolated, pieces
from codebase.languages.reader import Shared
from codebase.languages.tables import binding, forms, members, types
from codebase.languages.tables.grammar import (
    ClassRule,
    FunctionRule,
    Grammar,
    ParameterRule,
)
from codebase.languages.tables.reader import reader_by

_METHOD = FunctionRule(
    parameters=parameters,
    body=expression,
    returns="returns",
    owner=owner,
    binds=False,
)


_BODY = ClassRule(bases=bases, heads=":parameter_list", partial=is_partial)


GRAMMAR = Grammar(
    names=frozenset({"predefined_type"}),
    forms={
        "identifier": name,
        "generic_name": forms.through("#0"),
        "qualified_name": forms.member("qualifier", "name"),
        "alias_qualified_name": forms.through("name"),
        "member_access_expression": attribute,
        "member_binding_expression": conditional_attribute,
        "element_binding_expression": conditional_item,
        "conditional_access_expression": forms.through("#-1"),
        "element_access_expression": forms.index("expression", "subscript>#0"),
        "invocation_expression": call,
        "object_creation_expression": construction,
        "implicit_object_creation_expression": construction,
        "anonymous_object_creation_expression": anonymous,
        "initializer_expression": filled,
        "collection_expression": forms.sequence(arguments=ARGUMENTS),
        "tuple_expression": forms.sequence(arguments=ARGUMENTS),
        "attribute": forms.call("name", ":attribute_argument_list", ARGUMENTS),
        "string_literal": forms.string(pieces),
        "verbatim_string_literal": forms.string(pieces),
        "raw_string_literal": forms.string(pieces),
        "interpolated_string_expression": interpolated,
        "integer_literal": forms.number(),
        "binary_expression": forms.binary(either=("??",), guards=()),
        "prefix_unary_expression": forms.unary("#0"),
        "is_pattern_expression": forms.truth(),
        "conditional_expression": forms.either("consequence", "alternative"),
        "switch_expression": chosen,
        "foreach_statement": each_of,
        "cast_expression": cast("value", "type"),
        "as_expression": cast("left", "right"),
        "assignment_expression": forms.through("right"),
        "argument": forms.through("#-1"),
        "this": forms.this(),
        "base": forms.this(super_class=True),
        "nullable_type": forms.through("type"),
        **dict.fromkeys(
            (
                "array_creation_expression",
                "await_expression",
                "checked_expression",
                "implicit_array_creation_expression",
                "parenthesized_expression",
                "postfix_unary_expression",
                "primary_constructor_base_type",
                "ref_expression",
            ),
            forms.through(":initializer_expression, #0"),
        ),
        **dict.fromkeys(
            (
                "boolean_literal",
                "character_literal",
                "default_expression",
                "null_literal",
                "real_literal",
                "typeof_expression",
            ),
            forms.opaque(known=True),
        ),
    },
    calls=frozenset(
        {
            "attribute",
            "implicit_object_creation_expression",
            "invocation_expression",
            "object_creation_expression",
        }
    ),
    reads=frozenset({"element_access_expression"}),
    functions={
        "method_declaration": _METHOD,
        "property_declaration": FunctionRule(
            parameters="", body=expression, returns="type", binds=False
        ),
        "constructor_declaration": FunctionRule(binds=False),
        "parameter_list": FunctionRule(name="", parameters=".", when=is_primary),
        "local_function_statement": FunctionRule(
            parameters=parameters, body=expression, returns="type"
        ),
        "lambda_expression": FunctionRule(name="", parameters=parameters, body=expression),
        "anonymous_method_expression": FunctionRule(name=""),
    },
    parameters={
        "parameter": ParameterRule(default=default),
        "implicit_parameter": ParameterRule(names=".", type=""),
        "array_type": ParameterRule(names=rest, type="", rest="*"),
    },
    classes={
        **dict.fromkeys(CLASSES, _BODY),
        "interface_declaration": _BODY,
        "enum_declaration": ClassRule(enumeration=True),
    },
    members={
        "method_declaration": members.method(body="body"),
        "property_declaration": fields,
        "field_declaration": members.fields(
            "#0",
            "#1",
            ":variable_declaration>type",
            each=":variable_declaration>:variable_declarator",
        ),
        "parameter_list": members.fields("name", "name", each=":parameter", static=False),
        "enum_member_declaration": enum_member,
        **dict.fromkeys((*CLASSES, "interface_declaration", "enum_declaration"), members.nested()),
    },
    constructors=frozenset({"constructor_declaration", "parameter_list"}),
    binds={
        "variable_declaration": declared,
        "assignment_expression": binding.assign(),
        "foreach_statement": loop,
        "declaration_expression": binding.hide("name"),
        "declaration_pattern": binding.declare("name", "", "type"),
        "catch_declaration": binding.hide("name"),
        "postfix_unary_expression": counted,
        "prefix_unary_expression": counted,
    },
    targets=frozenset({"tuple_pattern"}),
    blocks=frozenset(
        {
            "block",
            "catch_clause",
            "for_statement",
            "foreach_statement",
            "switch_expression_arm",
            "switch_section",
            "using_statement",
        }
    ),
    lists=frozenset({"block", "if_statement", "switch_section"}),
    imports={"using_directive": imported},
    stars=re.compile(rb"(?m)^[ \t]*(?:global[ \t]+)?using[ \t]+(?:static[ \t]+)?\w"),
    types={
        "identifier": types.named(),
        "qualified_name": types.named(),
        "generic_name": generic,
        "nullable_type": types.inside("type"),
        "ref_type": types.inside("type"),
    },
)


CSHARP = reader_by(
    GRAMMAR,
    SURFACE,
    specifiers=specifiers,
    resolver=no_files,
    shared=Shared(lambda _: "", declares, spaces, sees),
    surfaces=(FEATURE_MANAGEMENT,),
    library={
        "string": "same",
        "String": "same",
        "string.Concat": "concat",
        "string.Format": "braces",
        "string.Join": "join",
        "String.Concat": "concat",
        "String.Format": "braces",
        "String.Join": "join",
        "Options": "same",
        "Options.Create": "same",
    },
    capitals_construct=False,
    implicit_this=True,
    receives=True,
)
