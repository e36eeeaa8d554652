"""Go: its SDK, its grammar, how its packages find each other."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from codebase.languages.reader import Files, Shared
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
from codebase.surface import Method, Surface
from codebase.syntax import Argument, Call, ClassMember, Form, Opaque, Sequence, Through

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.tables.visitor import Visitor

_FLAG = Method("flag", field="Key", records=frozenset({"FeatureFlagPayload"}), gives="flag")

_READ = Method("flag", gives="flag")

SURFACE = Surface(
    packages=frozenset({"github.com/posthog/posthog-go"}),
    classes=frozenset({"Client", "New", "NewWithConfig"}),
    methods={
        "Enqueue": Method("event", field="Event", records=frozenset({"Capture"})),
        "IsFeatureEnabled": _FLAG,
        "GetFeatureFlag": _FLAG,
        "GetFeatureFlagPayload": _FLAG,
        "GetFeatureFlagResult": _FLAG,
        "GetRemoteConfigPayload": _READ,
        "GetAllFlags": Method(gives="flags"),
        "EvaluateFlags": Method(gives="snapshot", requested=("FlagKeys",)),
    },
    snapshot={
        "IsEnabled": _READ,
        "GetFlag": _READ,
        "GetFlagPayload": _READ,
        "Only": Method(gives="snapshot", requested=("*",)),
    },
    functions={"NewProperties": Method(gives="properties")},
    setters={"Set": Method(gives="properties", sets=True)},
    records=frozenset(
        {
            "Alias",
            "Capture",
            "EvaluateFlagsPayload",
            "Exception",
            "FeatureFlagPayload",
            "FeatureFlagPayloadNoKey",
            "GroupIdentify",
            "Identify",
            "Page",
            "Screen",
        }
    ),
    properties=("Properties",),
    sends=("Properties",),
)

_ARGUMENTS = Arguments(
    spread={"variadic_argument": "*"},
    through=("literal_element",),
    named={"keyed_element": ("key", "value")},
)

_CALL = forms.call("function", "arguments", _ARGUMENTS)

_TABLE = forms.record({"keyed_element": ("key", "value")}, holder="body, :literal_value, .")

_STRUCT = forms.record(
    {"keyed_element": ("key>#0", "value")}, holder="body, .", bare=("identifier",)
)


def _call(node: "Node", read: Read) -> Form:
    """A call; `new(T)` is an empty `T`."""
    form = _CALL(node, read)
    if isinstance(form, Call) and text_of(form.callee) == "new" and len(form.arguments) == 1:
        return Call(form.arguments[0].value, (), new=True)
    return form


def _conversion(node: "Node", _: Read) -> Form:
    """`T[X](value)`: the grammar cannot tell a generic call from a conversion."""
    target, value = pick(node, "type"), pick(node, "operand")
    return (
        Call(target, (Argument(value),)) if target is not None and value is not None else Opaque()
    )


def _assertion(node: "Node", _: Read) -> Form:
    operand = pick(node, "operand")
    return Through(operand, pick(node, "type")) if operand is not None else Opaque()


def _literal(node: "Node", read: Read) -> Form:
    """`T{…}`: a table, a list, or an object that is constructed from fields."""
    kind, body = pick(node, "type"), pick(node, "body")
    if kind is None or body is None:
        return Opaque()
    if kind.type in ("slice_type", "array_type", "implicit_length_array_type"):
        return Sequence(_ARGUMENTS.of(body))
    if kind.type == "struct_type":
        return _STRUCT(node, read)
    if kind.type == "map_type" or not _has_fields(body):
        return _TABLE(node, read)
    return Call(kind, _ARGUMENTS.of(body), new=True)


def _elided(node: "Node", read: Read) -> Form:
    """`{…}` inside a list or table: its type is said outside."""
    if children_of(node) and not any(c.type == "keyed_element" for c in children_of(node)):
        return Sequence(_ARGUMENTS.of(node))
    return _STRUCT(node, read) if _has_fields(node) else _TABLE(node, read)


def _has_fields(body: "Node") -> bool:
    keys = [pick(child, "key>#0") for child in pick_all(body, ":keyed_element")]
    return all(key is not None and key.type == "identifier" for key in keys)


def _is_struct(node: "Node") -> bool:
    kind = pick(node, "type")
    return kind is not None and kind.type in ("struct_type", "interface_type")


def _is_value(node: "Node") -> bool:
    """Say whether a type is a struct: who embeds one is not taken for it."""
    kind = pick(node, "type")
    return kind is not None and kind.type == "struct_type"


def _embedded(node: "Node") -> "list[Node]":
    """Return the types that a struct or an interface takes over."""
    body = pick(node, "type>:field_declaration_list, type")
    found = [_embeds(child) for child in children_of(body)] if body is not None else []
    return [kind for kind in found if kind is not None]


def _embeds(node: "Node") -> "Node | None":
    if node.type == "type_elem":
        return pick(node, "#0")
    plain = node.type == "field_declaration" and pick(node, "name") is None
    return pick(node, "type") if plain else None


def _demands(node: "Node") -> tuple[str, ...]:
    methods = pick_all(node, "type>:method_elem")
    return tuple(text_of(name) for m in methods if (name := pick(m, "name")) is not None)


_FIELDS = members.fields("name", typed="type")


def _field(node: "Node") -> Iterable[ClassMember]:
    yield from _FIELDS(node)
    kind = _embeds(node)
    if kind is not None:
        yield ClassMember(text_of(kind).rpartition(".")[2], node, "field", None, kind)


def _receiver(node: "Node") -> str:
    """Return the type whose method a function is."""
    kind = pick(node, "receiver>:parameter_declaration>type")
    while kind is not None and kind.type in ("pointer_type", "parenthesized_type", "generic_type"):
        kind = pick(kind, "#0")
    return text_of(kind) if kind is not None else ""


def _type(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`type T U`, `type T = U`: T is what U is, also where it is called or constructed."""
    name, kind = pick(node, "name"), pick(node, "type")
    if name is not None and kind is not None and not _is_struct(node):
        visitor.add(text_of(name), "value", kind, node, place)


def _import(node: "Node") -> Iterator[Import | Star]:
    name, path = pick(node, "name"), pick(node, "path")
    specifier = text_of(path).strip('"`') if path is not None else ""
    if name is None:
        yield Import(_package(specifier), specifier)
    elif name.type == "dot":
        yield Star(specifier)
    elif name.type == "package_identifier":
        yield Import(text_of(name), specifier)


_VERSION = re.compile(r"v\d+")


def _package(specifier: str) -> str:
    """Return the name that a package most likely has."""
    parts = [part for part in specifier.split("/") if not _VERSION.fullmatch(part)]
    last = parts[-1] if parts else specifier
    return last.partition(".")[0].removeprefix("go-").removesuffix("-go")


_STRING = text.pieces_of(
    content=("interpreted_string_literal_content", "raw_string_literal_content"),
    holes=(),
    raw=("raw_string_literal",),
)

GRAMMAR = Grammar(
    names=frozenset({"identifier", "type_identifier", "package_identifier"}),
    forms={
        "selector_expression": forms.member("operand", "field"),
        "qualified_type": forms.member("package", "name"),
        "index_expression": forms.index("operand", "index"),
        "call_expression": _call,
        "type_conversion_expression": _conversion,
        "type_assertion_expression": _assertion,
        "composite_literal": _literal,
        "literal_value": _elided,
        "literal_element": forms.through(),
        "parenthesized_expression": forms.through(),
        "expression_list": forms.through(),
        "pointer_type": forms.through(),
        "generic_type": forms.through("type"),
        "unary_expression": forms.unary("operand", truth_of=("!",)),
        "binary_expression": forms.binary(either=()),
        "interpreted_string_literal": forms.string(_STRING),
        "raw_string_literal": forms.string(_STRING),
        "int_literal": forms.number(),
        "parameter_list": forms.this(),
        **dict.fromkeys(
            ("float_literal", "rune_literal", "nil", "true", "false", "iota"),
            forms.opaque(known=True),
        ),
    },
    calls=frozenset({"call_expression", "type_conversion_expression"}),
    reads=frozenset({"index_expression"}),
    functions={
        "function_declaration": FunctionRule(returns="result"),
        "method_declaration": FunctionRule(
            returns="result",
            owner=_receiver,
            receiver=("receiver>:parameter_declaration>name", "receiver"),
        ),
        "func_literal": FunctionRule(name="", returns="result"),
    },
    parameters={
        "parameter_declaration": ParameterRule(),
        "variadic_parameter_declaration": ParameterRule(rest="*"),
    },
    classes={
        "type_spec": ClassRule(
            body="type>:field_declaration_list",
            bases=_embedded,
            demands=_demands,
            exact=_is_value,
            when=_is_struct,
        ),
    },
    members={"field_declaration": _field},
    binds={
        "const_spec": binding.declare("name", "value", "type"),
        "var_spec": binding.declare("name", "value", "type"),
        "short_var_declaration": binding.declare("left", "right"),
        "assignment_statement": binding.assign(),
        "range_clause": binding.loop("left", "right", last=True),
        "type_switch_statement": binding.hide("alias"),
        "receive_statement": binding.hide("left"),
        "type_spec": _type,
        "type_alias": _type,
    },
    targets=frozenset({"expression_list"}),
    blocks=frozenset(
        {
            "block",
            "communication_case",
            "default_case",
            "expression_case",
            "expression_switch_statement",
            "for_statement",
            "if_statement",
            "type_case",
            "type_switch_statement",
        }
    ),
    lists=frozenset(
        {"block", "communication_case", "default_case", "expression_case", "type_case"}
    ),
    imports={"import_spec": _import},
    stars=re.compile(rb'(?m)^[ \t]*(?:import[ \t]+)?\.[ \t]+"'),
    types={
        "type_identifier": types.named(),
        "qualified_type": types.named(),
        "pointer_type": types.inside(),
        "parenthesized_type": types.inside(),
        "generic_type": types.inside("type"),
        "parameter_list": types.inside("#0>type"),
        "struct_type": types.fields_of("field_declaration", "name", "type"),
    },
)

_SPECIFIER = re.compile(rb'(?m)^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"([^"\s]+)"')

_METHOD = re.compile(rb"(?m)^func[ \t]*\([ \t]*(?:\w+[ \t]+)?\*?[ \t]*(\w+)[^)]*\)[ \t]*(\w+)")

_NAME = re.compile(rb"(?m)^(?:(?:func|type|var|const)[ \t]+|\t| +)(\w+)((?:[ \t]*,[ \t]*\w+)*)")
"""Top-level names, and those of bracketed groups: one step to the right."""


def _specifiers(source: bytes) -> Iterator[str]:
    return (match[1].decode("utf-8", "replace") for match in _SPECIFIER.finditer(source))


def _declares(source: bytes) -> Iterator[str]:
    for match in _METHOD.finditer(source):
        yield f"{match[1].decode('utf-8', 'replace')}.{match[2].decode('utf-8', 'replace')}"
    for match in _NAME.finditer(source):
        listed = match[1] + match[2]
        yield from (name.strip() for name in listed.decode("utf-8", "replace").split(","))


def _folder(path: str) -> str:
    return posixpath.dirname(path) or "."


_MODULE = re.compile(r"(?m)^[ \t]*module[ \t]+\"?([^\s\"]+)")


class _Resolver:
    """Finds the folder of the tree that an import path means: the modules say where they begin."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def __call__(self, _: str, specifier: str) -> str | None:
        """Return the package's folder; None if it lies outside the tree."""
        for name, home in self._modules:
            if specifier == name or specifier.startswith(f"{name}/"):
                folder = posixpath.join(home, specifier[len(name) + 1 :]).rstrip("/") or "."
                return folder if folder == "." or self._files.has_folder(folder) else None
        return None if self._modules else self._by_its_end(specifier)

    def _by_its_end(self, specifier: str) -> str | None:
        """Return the folder an import path ends with, where no module says where it begins."""
        parts = specifier.split("/")
        # Only what is fetched begins with a host: `net/http` is no folder `http` of the tree.
        starts = range(1, len(parts)) if "." in parts[0] else range(1)
        ends = ("/".join(parts[start:]) for start in starts)
        return next((end for end in ends if self._files.has_folder(end)), None)

    @cached_property
    def _modules(self) -> list[tuple[str, str]]:
        """The modules of the tree and their folders, the longest name first."""
        found: list[tuple[str, str]] = []
        for path in self._files.named("go.mod"):
            match = _MODULE.search(self._files.text(path))
            found.extend([(match[1], posixpath.dirname(path))] if match else [])
        return sorted(found, key=lambda item: -len(item[0]))


GO = reader_by(
    GRAMMAR,
    SURFACE,
    specifiers=_specifiers,
    resolver=_Resolver,
    shared=Shared(_folder, _declares),
    converters=frozenset({"string"}),
    library={"Sprintf": "percent", "Sprint": "concat", "Join": "join", "TrimSpace": "same"},
    capitals_construct=False,
)
