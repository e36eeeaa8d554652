"""PHP: its grammar."""

from codebase.languages.php.declarations import assign, bases, counted, define, fields, loop, method
from codebase.languages.php.expressions import (
    array,
    attribute,
    binary,
    called,
    chosen,
    class_constant,
    construction,
    each_of,
    qualified,
    scope,
    variable,
)
from codebase.languages.php.sdk import SURFACE
from codebase.languages.php.spaces import (
    declares,
    imported,
    no_files,
    sees,
    spaces,
    specifiers,
    type_named,
)
from codebase.languages.php.texts import heredoc, pieces
from codebase.languages.reader import Shared
from codebase.languages.tables import binding, forms, members
from codebase.languages.tables.grammar import (
    Callee,
    ClassRule,
    FunctionRule,
    Grammar,
    ParameterRule,
)
from codebase.languages.tables.reader import reader_by
from codebase.languages.tables.selecting import children_of, text_of
from codebase.languages.tables.types import inside, union_of
from codebase.syntax import (
    Name,
)

_BODY = ClassRule(bases=bases)


GRAMMAR = Grammar(
    names=frozenset({"name"}),
    forms={
        "variable_name": variable,
        "dynamic_variable_name": lambda node, _: Name(f"${text_of(children_of(node)[-1])}"),
        "relative_scope": scope,
        "qualified_name": qualified,
        "relative_name": lambda node, _: Name(text_of(children_of(node)[-1])),
        "namespace_name": lambda node, _: Name(text_of(node)),
        "member_access_expression": attribute,
        "nullsafe_member_access_expression": attribute,
        "scoped_property_access_expression": forms.member("scope", "name"),
        "class_constant_access_expression": class_constant,
        "subscript_expression": forms.index("#0", "#1"),
        "function_call_expression": called("function"),
        "member_call_expression": called("name"),
        "nullsafe_member_call_expression": called("name"),
        "scoped_call_expression": called("name"),
        "object_creation_expression": construction,
        "array_creation_expression": array,
        "encapsed_string": forms.string(pieces),
        "string": forms.string(pieces),
        "heredoc": heredoc,
        "nowdoc": heredoc,
        "integer": forms.number(),
        "binary_expression": binary,
        "unary_op_expression": forms.unary("argument"),
        "conditional_expression": forms.either("body, condition", "alternative"),
        "match_expression": chosen,
        "foreach_statement": each_of,
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
        "anonymous_class": ClassRule(name="", bases=bases),
        "enum_declaration": ClassRule(bases=bases, enumeration=True),
    },
    members={
        "method_declaration": method,
        "property_declaration": fields,
        "const_declaration": members.fields("#0", "#1", each=":const_element", static=True),
        "enum_case": members.fields("name", "value"),
    },
    constructors=frozenset({"__construct"}),
    binds={
        "assignment_expression": assign,
        "reference_assignment_expression": binding.assign(),
        "augmented_assignment_expression": binding.assign(),
        "const_element": binding.declare("#0", "#1"),
        "static_variable_declaration": binding.declare("name", "value"),
        "foreach_statement": loop,
        "catch_clause": binding.hide("name"),
        "function_call_expression": define,
        "update_expression": counted,
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
    imports={"namespace_use_declaration": imported},
    types={
        "named_type": type_named,
        "name": type_named,
        "qualified_name": type_named,
        "optional_type": inside(),
        "union_type": union_of(),
        "intersection_type": union_of(),
    },
    assignment_declares=True,
    assignment_hides=True,
)


PHP = reader_by(
    GRAMMAR,
    SURFACE,
    specifiers=specifiers,
    resolver=no_files,
    shared=Shared(lambda _: "", declares, spaces, sees),
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
