"""Ruby: its SDK, its grammar, what a file says about the classes it opens."""

from collections.abc import Callable, Iterator

from codebase.languages.reader import Files, Shared
from codebase.languages.ruby.calls import (
    ARGUMENTS,
    bare_super,
    call_form,
    listed_form,
    super_calls,
    table_of,
)
from codebase.languages.ruby.declarations import (
    aliased_method,
    bases_of,
    bind_assignment,
    bind_merged,
    constants_of,
    in_singleton,
    members_by_call,
    names_in,
    owner_of,
    qualified,
)
from codebase.languages.ruby.names import identifier_form, runs_method, scoped_form, symbol_form
from codebase.languages.ruby.statements import assigned_form, case_form, statements_form
from codebase.languages.ruby.texts import STRING, binary_form, literal_form
from codebase.languages.tables import binding, forms, members
from codebase.languages.tables.grammar import (
    Callee,
    ClassRule,
    FunctionRule,
    Grammar,
    ParameterRule,
)
from codebase.languages.tables.reader import reader_by
from codebase.languages.tables.selecting import children_of
from codebase.surface import Method, Surface
from codebase.syntax import Concat

_READ = Method("flag", gives="flag")


SURFACE = Surface(
    packages=frozenset({"posthog", "posthog-ruby", "posthog-rails"}),
    classes=frozenset({"PostHog"}),
    constructors=frozenset({"Client"}),
    parts=frozenset({"tap", "freeze", "itself", "client"}),
    static=True,
    construction=Method("init", keyword="api_key", field="api_key"),
    methods={
        "init": Method("init", keyword="api_key", field="api_key"),
        "capture": Method("event", keyword="event", field="event"),
        "is_feature_enabled": _READ,
        "get_feature_flag": _READ,
        "get_feature_flag_payload": _READ,
        "get_feature_flag_result": _READ,
        "get_remote_config_payload": Method("flag", gives="flag"),
        "get_all_flags": Method(gives="flags"),
        "get_all_flags_and_payloads": Method(gives="bundle"),
        "evaluate_flags": Method(gives="snapshot", requested=("flag_keys",)),
    },
    snapshot={
        "enabled?": _READ,
        "get_flag": _READ,
        "get_flag_payload": _READ,
        "only": Method(gives="snapshot", requested=("*",)),
        "only_accessed": Method(gives="snapshot"),
    },
    ambient={"PostHog": "posthog"},
    properties=("properties",),
    sends=("properties",),
)


_METHOD = FunctionRule(parameters="parameters", body="body")


_BLOCK = FunctionRule(name="", parameters="parameters", body="body")


GRAMMAR = Grammar(
    names=frozenset({"constant", "instance_variable", "class_variable", "global_variable"}),
    forms={
        "identifier": identifier_form,
        "hash_key_symbol": forms.name(),
        "scope_resolution": scoped_form,
        "call": call_form,
        "super": bare_super,
        "element_reference": forms.index("object", "#1"),
        "argument_list": listed_form,
        "pair": lambda node, _: table_of([node]),
        "hash": lambda node, _: table_of(children_of(node)),
        "array": forms.sequence(".", ARGUMENTS),
        "string_array": forms.sequence(),
        "symbol_array": forms.sequence(),
        "string": STRING,
        "bare_string": STRING,
        "bare_symbol": STRING,
        "chained_string": lambda node, _: Concat(tuple(children_of(node))),
        "simple_symbol": symbol_form,
        "delimited_symbol": lambda node, _: literal_form(node),
        "character": forms.constant("?"),
        "integer": forms.number(),
        "binary": binary_form,
        "unary": forms.unary("operand", truth_of=("!", "not", "defined?")),
        "conditional": forms.either("consequence", "alternative"),
        "if": forms.either("consequence", "alternative"),
        "unless": forms.either("consequence", "alternative"),
        "elsif": forms.either("consequence", "alternative"),
        "if_modifier": forms.through("body"),
        "unless_modifier": forms.through("body"),
        "rescue_modifier": forms.either("body", "handler"),
        "case": case_form,
        "case_match": case_form,
        "assignment": assigned_form,
        "operator_assignment": assigned_form,
        "self": forms.this(),
        "def": forms.this(super_class=True),
        "splat_argument": forms.name(),
        "hash_splat_argument": forms.name(),
        "forward_argument": forms.name(),
        **dict.fromkeys(
            (
                "parenthesized_statements",
                "body_statement",
                "block_body",
                "begin",
                "then",
                "else",
                "do",
            ),
            statements_form,
        ),
        **dict.fromkeys(
            ("nil", "true", "false", "float", "regex", "range", "rational", "complex"),
            forms.opaque(known=True),
        ),
    },
    callees={"call": Callee("receiver", "method")},
    calls=frozenset({"call", "identifier", "super"}),
    reads=frozenset({"element_reference"}),
    functions={
        "method": _METHOD,
        "singleton_method": FunctionRule(body="body", owner=owner_of),
        "block": _BLOCK,
        "do_block": _BLOCK,
        "lambda": FunctionRule(name="", body="body>body"),
    },
    parameters={
        "identifier": ParameterRule("."),
        "optional_parameter": ParameterRule(default="value"),
        "keyword_parameter": ParameterRule(default="value", keyword_only=True),
        "splat_parameter": ParameterRule("name, .", rest="*"),
        "hash_splat_parameter": ParameterRule("name, .", rest="**"),
        "forward_parameter": ParameterRule(".", rest="*"),
        "destructured_parameter": ParameterRule("."),
    },
    classes={
        "class": ClassRule(name="name>name, name", bases=bases_of),
        "module": ClassRule(name="name>name, name", bases=bases_of),
    },
    members={
        "method": members.method(static=in_singleton),
        "singleton_method": members.method(static=True),
        "assignment": constants_of,
        "class": members.nested("name>name, name"),
        "module": members.nested("name>name, name"),
        "call": members_by_call,
        "alias": aliased_method,
    },
    inside=frozenset(
        {"call", "argument_list", "do_block", "block", "block_body", "body_statement"}
        | {"singleton_class", "if", "then", "unless"}
    ),
    constructors=frozenset({"initialize"}),
    binds={
        "assignment": bind_assignment,
        "operator_assignment": bind_assignment,
        "call": bind_merged,
        "for": binding.loop("pattern", "value>#0"),
        "block_parameter": binding.hide("name"),
        "exception_variable": binding.hide("#0"),
        "as_pattern": binding.hide("name"),
    },
    targets=frozenset({"left_assignment_list", "right_assignment_list"}),
    lists=frozenset(
        {"body_statement", "block_body", "then", "else", "begin", "do", "ensure", "rescue"}
        | {"if_modifier", "unless_modifier", "rescue_modifier", "parenthesized_statements"}
    ),
    returns=frozenset({"return"}),
    own=frozenset({"instance_variable", "class_variable"}),
    sides=True,
    assignment_declares=True,
)


def _specifiers(_: bytes) -> Iterator[str]:
    return iter(())


def _nowhere(_importer: str, _specifier: str) -> str | None:
    """Return no file: what is required is visible anyway."""
    return None


def _resolver(_: Files) -> Callable[[str, str], str | None]:
    return _nowhere


RUBY = reader_by(
    GRAMMAR,
    SURFACE,
    specifiers=_specifiers,
    resolver=_resolver,
    shared=Shared(lambda _: "", names_in),
    converters=frozenset({"String"}),
    library={"format": "percent", "sprintf": "percent"},
    implicit_this=True,
    runs=runs_method,
    beside=super_calls,
    opens=qualified,
)
