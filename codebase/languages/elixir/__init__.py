"""Elixir: its SDK and its grammar, in which everything is a call."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from codebase.languages.elixir import control
from codebase.languages.elixir.control import keyword, piped, word
from codebase.languages.elixir.patterns import (
    DEFS,
    aliased,
    attribute,
    clause,
    default,
    match,
    name_of,
    operator,
    parameter,
    parameters_of,
    taken,
)
from codebase.languages.reader import Files, Shared
from codebase.languages.tables import forms, text
from codebase.languages.tables.forms import Read
from codebase.languages.tables.grammar import (
    ClassRule,
    FunctionRule,
    Grammar,
    ParameterRule,
    Star,
)
from codebase.languages.tables.reader import reader_by
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.surface import Method, Surface
from codebase.syntax import (
    Argument,
    Call,
    ClassExpression,
    ClassMember,
    Concat,
    Either,
    Entry,
    Form,
    FunctionExpression,
    Guarded,
    Index,
    Member,
    Name,
    Opaque,
    Record,
    Sequence,
    This,
    Through,
    Truth,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_CHECK = Method("flag", optional=2, gives="flag")

_RESULT = Method("flag", optional=3, gives="flag")

_READ = Method("flag", position=1, gives="flag")

_OLD = Method("flag", gives="flag")

SURFACE = Surface(
    packages=frozenset({"PostHog", "Posthog"}),
    clients=frozenset({"PostHog", "Posthog"}),
    parts=frozenset({"FeatureFlags", "Evaluations"}),
    methods={
        "capture": Method("event", optional=2),
        "bare_capture": Method("event", optional=3),
        "check": _CHECK,
        "check!": _CHECK,
        "get_feature_flag_result": _RESULT,
        "get_feature_flag_result!": _RESULT,
        "evaluate_flags": Method(requested=("flag_keys",)),
        "flags_for": Method(),
        "enabled?": _READ,
        "get_flag": _READ,
        "get_flag_payload": _READ,
        "only": Method(requested=("*",)),
        "set_context": Method(context=True),
        "feature_flag_enabled?": _OLD,
        "feature_flag": _OLD,
        "get_feature_flag": _OLD,
    },
    ambient={"PostHog": "PostHog", "Posthog": "Posthog"},
    properties=("1", "2", "3", "properties"),
)


_DEFINES = DEFS | {"defdelegate", "defguard", "defguardp"}

_DOUBLES = frozenset(
    {"assert_called", "called", "expect", "patch", "refute_called", "reject", "stub", "with_mock"}
)
"""Calls that only speak of the calls written in them."""

_SILENT = frozenset({"alias", "import", "require", "use", "quote", "for", "raise", "throw"})

_CONTROL = {
    "if": control.branches,
    "unless": control.branches,
    "case": control.case,
    "cond": control.cond,
    "with": control.with_,
}

_STRING = text.pieces_of(content=("quoted_content",))


def _pieces(node: "Node") -> "list[str | Node] | None":
    opened = pick(node, "quoted_start")
    if opened is not None and text_of(opened) == '"""':
        return None
    if opened is not None and node.end_byte - node.start_byte <= 2:
        return [""]
    return _STRING(node)


def _sigil(node: "Node", _: Read) -> Form:
    """`~s(text)`, `~S(text)`, `~w(words)`."""
    name = text_of(pick(node, ":sigil_name") or node)
    parts = _STRING(node) or []
    plain = "".join(part for part in parts if isinstance(part, str))
    if name in ("w", "W"):
        return Sequence(tuple(Argument(node, text=item) for item in plain.split()))
    return Concat(tuple(parts)) if name in ("s", "S") else Opaque(known=True)


def _call(node: "Node", read: Read) -> Form:
    name = word(node)
    if name in DEFS:
        return FunctionExpression(node)
    if name in ("defmodule", "defimpl", "defprotocol"):
        return ClassExpression(node)
    if name == "defdelegate":
        return _delegated(node)
    if name in _CONTROL:
        return _CONTROL[name](node, read)
    if name in _SILENT or _spoken_of(node):
        return Opaque(known=True)
    target = pick(node, "target")
    if target is None:
        return Opaque()
    given = [child for child in _given(node) if child.type != "do_block"]
    known = _library(target, given, read)
    if known is not None:
        return known
    return _plain(node, target, given)


def _plain(node: "Node", target: "Node", given: "list[Node]") -> Form:
    arguments = tuple(Argument(child) for child in given)
    if target.type != "dot":
        return Call(target, arguments)
    left, right = pick(target, "left"), pick(target, "right")
    if left is None or right is None:
        return Call(left, arguments) if left is not None else Opaque()
    named = pick(node, ":arguments") is not None or piped(node) is not None
    if not named and (left.type not in ("alias", "identifier") or not _is_module(left)):
        return Member(left, text_of(right))
    counted = node.parent if node.parent is not None else node
    if not named and operator(counted) == "/":
        return Member(left, text_of(right))
    return Call(target, arguments)


def _is_module(node: "Node") -> bool:
    return node.type == "alias" or text_of(node) == "__MODULE__"


def _given(node: "Node") -> "list[Node]":
    """Return a call's arguments, what is piped into it first."""
    listed = pick(node, ":arguments")
    before = piped(node)
    return [*([before] if before else []), *(children_of(listed) if listed is not None else [])]


def _spoken_of(node: "Node") -> bool:
    """Say whether a call is no call: an attribute, a definition's head, a type, an expectation."""
    around = node.parent
    if around is not None and operator(around) == "when":
        node, around = around, around.parent
    if around is not None and operator(around) in ("@", "::"):
        return True
    holder = around.parent if around is not None and around.type == "arguments" else None
    if holder is not None and holder.type == "unary_operator":
        holder = holder.parent
    return holder is not None and word(holder) in _DOUBLES | _DEFINES


def _library(target: "Node", given: "list[Node]", read: Read) -> Form | None:
    """Read what functions of the language do to tables, lists and texts."""
    name = text_of(target)
    module, _, last = name.rpartition(".")
    if module in ("Map", "Keyword", "Access"):
        if last in ("get", "fetch!", "fetch", "pop") and len(given) >= 2:
            return Index(given[0], given[1])
        if last == "merge" and len(given) == 2:
            return Record(tuple(Entry(None, each, each) for each in given))
        if last in ("put", "put_new") and len(given) == 3:
            entry = Entry(forms.label(given[1], (), read), given[2], given[1])
            return Record((Entry(None, given[0], given[0]), entry))
    if name in _SAME and given:
        return Through(given[0])
    if name == "match?" and len(given) == 2:
        return Truth((given[1],))
    return Either((given[0],)) if name in ("is_nil", "is_binary") and given else None


_SAME = frozenset({"to_string", "String.to_atom", "Atom.to_string", "Task.await"})


def _delegated(node: "Node") -> Form:
    """`defdelegate f(x), to: M, as: :g`: another module's function."""
    holder, other, own = keyword(node, "to"), keyword(node, "as"), name_of(node)
    label = text_of(other).strip(":") if other is not None else text_of(own) if own else ""
    return Member(holder, label) if holder is not None and label else Opaque()


def _identifier(node: "Node", _: Read) -> Form:
    return This() if text_of(node) == "__MODULE__" else Name(text_of(node))


def _alias(node: "Node", _: Read) -> Form:
    """A module's name; in `alias A.{B, C}` it goes on from A."""
    holder = node.parent
    dot = holder.parent if holder is not None and holder.type == "tuple" else None
    left = pick(dot, "left") if dot is not None and dot.type == "dot" else None
    prefix = f"{text_of(left)}." if left is not None else ""
    return This() if _means_own(node) else Name(prefix + text_of(node))


def _means_own(node: "Node") -> bool:
    """Say whether a name is the last part of the module around, after `alias __MODULE__`."""
    owner = node.parent
    while owner is not None and word(owner) != "defmodule":
        owner = owner.parent
    name = pick(owner, ":arguments>#0") if owner is not None else None
    if owner is None or name is None or name == node:
        return False
    if text_of(name).rpartition(".")[2] != text_of(node):
        return False
    block = pick(owner, ":do_block")
    listed = pick_all(block, ":call") if block is not None else []
    return any(
        word(each) == "alias" and text_of(pick(each, ":arguments") or each) == "__MODULE__"
        for each in listed
    )


def _unary(node: "Node", _: Read) -> Form:
    """`@x`, `&f/1`, `&f(&1)`, `!x`."""
    sign, operand = operator(node), pick(node, "operand")
    if operand is None:
        return Opaque()
    if sign == "@":
        return Name(f"@{text_of(operand)}") if operand.type == "identifier" else Opaque(known=True)
    if sign == "&":
        if operand.type == "integer":
            return Name(text_of(node))
        if operator(operand) == "/":
            return Through(pick(operand, "left") or operand)
        return FunctionExpression(node)
    return Truth((operand,)) if sign in ("!", "not") else Through(operand)


def _is_function(node: "Node") -> bool:
    if node.type == "call":
        return word(node) in DEFS
    operand = pick(node, "operand")
    plain = operand is None or operand.type == "integer" or operator(operand) == "/"
    return operator(node) == "&" and not plain


def _binary(node: "Node", _: Read) -> Form:
    sign, left, right = operator(node), pick(node, "left"), pick(node, "right")
    if left is None or right is None:
        return Opaque()
    if sign in ("|>", "=", "<-"):
        return Through(right)
    if sign == "<>":
        return Concat((left, right))
    if sign == "++":
        return Sequence((Argument(left, spread="*"), Argument(right, spread="*")))
    if sign in ("||", "or"):
        return Either((left, right))
    return Guarded(left, right) if sign in ("&&", "and") else Truth((left, right))


def _table(node: "Node", read: Read) -> Form:
    """`%{a: x, "b" => y}`, `%{base | a: x}`, `[a: x]`."""
    listed: list[Entry] = []
    stack = children_of(node)
    while stack:
        child = stack.pop(0)
        sign, left, right = operator(child), pick(child, "left"), pick(child, "right")
        if child.type in ("map_content", "keywords"):
            stack = [*children_of(child), *stack]
        elif sign == "=>" and left is not None and right is not None:
            listed.append(Entry(forms.label(left, (), read), right, child))
        elif sign == "|" and left is not None and right is not None:
            listed.append(Entry(None, left, left))
            stack.insert(0, right)
        elif child.type == "pair":
            listed.extend(_pair(child))
    return Record(tuple(listed))


def _pair(node: "Node") -> Iterator[Entry]:
    key, value = pick(node, "key"), pick(node, "value")
    if key is not None and value is not None:
        quoted = _STRING(key) if key.type == "quoted_keyword" else None
        label = "".join(map(str, quoted)) if quoted else text_of(key).strip().removesuffix(":")
        yield Entry(label, value, node)


def _list(node: "Node", read: Read) -> Form:
    if pick(node, ":keywords") is not None:
        return _table(node, read)
    return Sequence(tuple(Argument(child) for child in children_of(node)))


def _tuple(node: "Node", _: Read) -> Form:
    """`{:ok, x}` is x for those who ask; any other is a list."""
    items = children_of(node)
    if len(items) == 2 and text_of(items[0]) in (":ok", ":some"):
        return Through(items[1])
    return Sequence(tuple(Argument(child) for child in items))


def _members(node: "Node") -> Iterable[ClassMember]:
    name = name_of(node)
    if word(node) in DEFS and name is not None and control.body(node) is not None:
        yield ClassMember(text_of(name), node, "method")
    elif word(node) == "defdelegate" and name is not None:
        yield ClassMember(text_of(name), node, "field", node)
    elif word(node) == "defmodule" and pick(node, ":arguments>#0") is not None:
        yield ClassMember(text_of(pick(node, ":arguments>#0") or node), node, "class", static=True)


def _imports(node: "Node") -> Iterator[Star]:
    name = pick(node, ":arguments>:alias") if word(node) in ("import", "use") else None
    if name is not None:
        yield Star(text_of(name))


def _used(node: "Node") -> "list[Node]":
    """Return the modules whose functions a module has by `use` and `import`."""
    block = pick(node, ":do_block")
    calls = pick_all(block, ":call") if block is not None else []
    found = [pick(each, ":arguments>:alias") for each in calls if word(each) in ("use", "import")]
    return [each for each in found if each is not None]


_PATTERNS = ("map", "tuple", "list", "string", "atom", "alias", "integer", "boolean", "nil", "call")

GRAMMAR = Grammar(
    names=frozenset(),
    forms={
        "call": _call,
        "dot": forms.member("left", "right"),
        "identifier": _identifier,
        "alias": _alias,
        "unary_operator": _unary,
        "binary_operator": _binary,
        "access_call": forms.index("target", "key"),
        "map": _table,
        "keywords": _table,
        "list": _list,
        "tuple": _tuple,
        "string": forms.string(_pieces),
        "quoted_atom": forms.string(_STRING),
        "sigil": _sigil,
        "atom": forms.constant(":"),
        "integer": forms.number(),
        **dict.fromkeys(("do_block", "else_block", "body", "block"), control.tail),
        **dict.fromkeys(("boolean", "nil", "float", "char"), forms.opaque(known=True)),
    },
    calls=frozenset({"call"}),
    functions={
        "call": FunctionRule(
            name=name_of,
            parameters=parameters_of,
            body=control.body,
            binds=False,
            when=_is_function,
        ),
        "anonymous_function": FunctionRule(
            name="", parameters=":stab_clause>left", body=":stab_clause>right"
        ),
        "unary_operator": FunctionRule(
            name="", parameters=":none", body="operand", unwritten="&1", when=_is_function
        ),
    },
    parameters={
        "identifier": ParameterRule(names=".", type=""),
        "binary_operator": ParameterRule(names=parameter, type="", default=default),
        **dict.fromkeys(_PATTERNS, ParameterRule(names=".", type="")),
    },
    classes={
        "call": ClassRule(
            name=":arguments>#0",
            body=":do_block",
            bases=_used,
            when=lambda node: word(node) == "defmodule",
            visible=True,
        ),
    },
    members={"call": _members},
    binds={
        "binary_operator": match,
        "stab_clause": clause,
        "unary_operator": attribute,
        "map": taken,
        "list": taken,
        "call": aliased,
    },
    blocks=frozenset({"do_block", "stab_clause", "else_block"}),
    lists=frozenset({"do_block", "body", "else_block"}),
    returns=frozenset(),
    words=(),
    imports={"call": _imports},
    stars=re.compile(rb"(?m)^[ \t]*(?:import|use)[ \t]+[A-Z]"),
)

_MODULE = re.compile(rb"(?m)^[ \t]*defmodule[ \t]+([\w.]+)")

_NAMED = re.compile(rb"(?m)^[ \t]*(?:alias|import|use|require)[ \t]+([A-Z][\w.]*)")


def _specifiers(source: bytes) -> Iterator[str]:
    return (match[1].decode("utf-8", "replace") for match in _NAMED.finditer(source))


def _declares(source: bytes) -> Iterator[str]:
    return (match[1].decode("utf-8", "replace") for match in _MODULE.finditer(source))


def _outside(_: Files) -> "_Outside":
    return _Outside()


class _Outside:
    """Modules are no files: what a repository declares is seen without an import."""

    def __call__(self, _: str, __: str) -> None:
        """Return nothing."""


ELIXIR = reader_by(
    GRAMMAR,
    SURFACE,
    specifiers=_specifiers,
    resolver=_outside,
    shared=Shared(lambda _: "", _declares),
    implicit_this=True,
    roots=True,
)
