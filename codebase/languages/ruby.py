"""Ruby: its SDK, its grammar, what a file says about the classes it opens."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from codebase.languages.reader import Files, Shared
from codebase.languages.tables import binding, forms, members
from codebase.languages.tables.forms import Arguments, Read
from codebase.languages.tables.grammar import (
    Callee,
    ClassRule,
    FunctionRule,
    Grammar,
    ParameterRule,
)
from codebase.languages.tables.reader import reader_by
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.languages.tables.text import pieces_of
from codebase.outline import Place, nodes_of
from codebase.surface import Method, Surface
from codebase.syntax import (
    Argument,
    Call,
    ClassMember,
    Concat,
    Constant,
    Either,
    Entry,
    Form,
    Member,
    Name,
    Opaque,
    Record,
    This,
    Through,
    Truth,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.tables.visitor import Visitor

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
)

_SPREAD = {"splat_argument": "*", "hash_splat_argument": "**", "forward_argument": "*"}

_LABELS = ("hash_key_symbol", "simple_symbol", "string", "delimited_symbol")

_SENDS = frozenset({"send", "public_send", "__send__", "try", "try!"})
"""Methods whose first argument names the method that is called."""

_MERGES = frozenset({"merge", "deep_merge", "merge!", "reverse_merge", "with_defaults"})

_BLOCK_MAKERS = frozenset({"lambda", "proc"})

_ATTRIBUTES = frozenset({"attr_reader", "attr_accessor", "attr_writer", "attr"})

_CLASS_ATTRIBUTES = frozenset(
    {"mattr_accessor", "mattr_reader", "cattr_accessor", "cattr_reader", "class_attribute"}
)

_MIXINS = frozenset({"include", "extend", "prepend"})


def _method(node: "Node | None") -> str:
    """Return the name of the method that a call names."""
    named = node.child_by_field_name("method") if node is not None else None
    return text_of(named) if named is not None else ""


def _items(node: "Node") -> "list[Node]":
    given = node.child_by_field_name("arguments")
    items = children_of(given) if given is not None else []
    return [item for item in items if item.type != "block_argument"]


class _Arguments(Arguments):
    """Arguments of a call: `event: x` and `:event => x` are named, with any other key a table."""

    def one(self, node: "Node") -> Argument:
        """Return one argument."""
        if node.type in _SPREAD:
            spread = "**" if node.type == "hash_splat_argument" else "*"
            return Argument(pick(node, "#0") or node, spread=spread)
        key = node.child_by_field_name("key") if node.type == "pair" else None
        if key is None:
            return Argument(node)
        label = _label(key)
        if label is None:
            return Argument(node, spread="**")
        return Argument(node.child_by_field_name("value") or key, label)

    def of(self, node: "Node | None") -> tuple[Argument, ...]:
        """Return the arguments of a list, without the block."""
        items = children_of(node) if node is not None else []
        return tuple(self.one(item) for item in items if item.type != "block_argument")


_ARGUMENTS = _Arguments()


def _label(key: "Node") -> str | None:
    """Return what a key says, None if it is computed."""
    if key.type == "hash_key_symbol":
        return text_of(key)
    form = _constant(key) if key.type in _LABELS else None
    return form.text if isinstance(form, Constant) else None


def _entry(node: "Node") -> list[Entry]:
    if node.type == "hash_splat_argument":
        return [Entry(None, pick(node, "#0") or node, node)]
    key = node.child_by_field_name("key")
    if key is None:
        return []
    label = _label(key)
    value = node.child_by_field_name("value") or key
    return [Entry(key if label is None else label, value, node)]


def _record(nodes: "list[Node]") -> Record:
    """Return a table; what an object nobody knows brings along wins over nothing that is said."""
    listed = [entry for node in nodes for entry in _entry(node)]
    return Record(tuple(sorted(listed, key=lambda entry: not _vague(entry))))


def _vague(entry: Entry) -> bool:
    return entry.key is None and entry.value.type not in ("hash", "constant", "scope_resolution")


def _call(node: "Node", read: Read) -> Form:
    """A call, with or without arguments: whether it reads or runs, the object decides."""
    method, receiver = node.child_by_field_name("method"), node.child_by_field_name("receiver")
    given = node.child_by_field_name("arguments")
    if method is None:
        return Call(given, _ARGUMENTS.of(given)) if given is not None else Opaque()
    if receiver is not None and _is_target(node):
        return Member(receiver, text_of(method))
    special = _special(node, text_of(method), receiver, _items(node))
    if special is not None:
        return special
    if method.type == "super":
        method = _overriding(node) or method
    return Call(method, _ARGUMENTS.of(given))


def _special(node: "Node", name: str, receiver: "Node | None", items: "list[Node]") -> Form | None:
    """Read the calls that stand for something else."""
    block = node.child_by_field_name("block")
    if receiver is not None and name == "new" and text_of(receiver) != "Proc":
        given = node.child_by_field_name("arguments")
        return Call(receiver, _ARGUMENTS.of(given), new=True)
    if block is not None and (name in _BLOCK_MAKERS or name == "new"):
        return Through(block)
    if name == "method" and len(items) == 1 and items[0].type == "simple_symbol":
        return Through(items[0])
    if name in _SENDS and items and items[0].type == "simple_symbol":
        return Call(items[0], tuple(_ARGUMENTS.one(item) for item in items[1:]))
    if name in _MERGES and receiver is not None and items:
        whole = [Entry(None, receiver, receiver)]
        plain = [Entry(None, i, i) for i in items if i.type != "pair" and i.type not in _SPREAD]
        pairs = _record([item for item in items if item.type == "pair" or item.type in _SPREAD])
        return Record((*plain, *whole, *pairs.entries))
    if receiver is not None and text_of(receiver) == "T" and name in ("let", "must", "cast"):
        return Through(items[0]) if items else None
    return None


def _is_target(node: "Node") -> bool:
    """Say whether something is assigned to what a node reads."""
    holder = node.parent
    if holder is not None and holder.type == "left_assignment_list":
        return True
    assigns = holder is not None and holder.type in ("assignment", "operator_assignment")
    return assigns and holder is not None and holder.child_by_field_name("left") == node


def _around(node: "Node", types: tuple[str, ...]) -> "Node | None":
    holder = node.parent
    while holder is not None and holder.type not in types:
        holder = holder.parent
    return holder


def _overriding(node: "Node") -> "Node | None":
    """Return the name of the method around: what `super` calls has the same."""
    method = _around(node, ("method", "singleton_method"))
    return method.child_by_field_name("name") if method is not None else None


def _super(node: "Node", _: Read) -> Form:
    """`super` without brackets hands on what the method was given."""
    name, method = _overriding(node), _around(node, ("method", "singleton_method"))
    if node.parent is not None and node.parent.child_by_field_name("method") == node:
        return Opaque()
    if name is None or method is None:
        return Opaque()
    given: list[Argument] = []
    for child in children_of(method.child_by_field_name("parameters") or name):
        label = child.child_by_field_name("name") or child
        if child.type == "keyword_parameter":
            given.append(Argument(label, text_of(label)))
        elif child.type in ("hash_splat_parameter", "splat_parameter"):
            given.append(Argument(label, spread="**" if child.type.startswith("hash") else "*"))
        elif child.type != "block_parameter":
            given.append(Argument(label))
    return Call(name, tuple(given))


def _identifier(node: "Node", _: Read) -> Form:
    """A name: of a variable, of a method that runs, or of the method a call names."""
    holder, text = node.parent, text_of(node)
    if holder is None:
        return Name(text)
    if holder.type in ("method", "singleton_method") and holder.child_by_field_name("name") == node:
        return Member(holder.children[0], text)
    target = holder.child_by_field_name("receiver") if holder.type == "call" else None
    if target is not None and holder.child_by_field_name("method") == node:
        return Member(target, text)
    return Name(text)


def _runs(node: "Node") -> bool:
    """Say whether a name runs the method it stands for: it does where it is no call's own."""
    holder = node.parent
    if node.type == "simple_symbol":
        return _delegated(node) == "to"
    if node.type not in ("identifier", "hash_key_symbol") or holder is None:
        return False
    if holder.type == "alias":
        return False
    if node.type == "hash_key_symbol":
        return holder.child_by_field_name("value") is None
    own = holder.child_by_field_name("method" if holder.type == "call" else "name")
    return own != node and "parameter" not in holder.type


def _symbol(node: "Node", _: Read) -> Form:
    """A symbol is its text, unless it names the method that somebody will call."""
    text = text_of(node).lstrip(":")
    holder = node.parent
    if holder is None:
        return Constant(text)
    role = _delegated(node)
    if role == "to":
        return This() if text == "class" else Name(text)
    call = holder.parent if holder.type == "argument_list" else None
    name = _method(call)
    if call is None or children_of(holder)[:1] != [node] and role is None:
        return _aliased(node, call, name) or Constant(text)
    if role == "name":
        target = next(v for i in _items(call) if (v := _value_of(i, "to")) is not None)
        return Member(target, text)
    if name in _SENDS or name == "method":
        receiver = call.child_by_field_name("receiver")
        return Member(receiver, text) if receiver is not None else Name(text)
    return _attribute(node, name, text) or Constant(text)


def _aliased(node: "Node", call: "Node | None", name: str) -> Form | None:
    if call is None:
        return None
    if name == "alias_method":
        return Name(text_of(node).lstrip(":"))
    return _attribute(node, name, text_of(node).lstrip(":"))


def _attribute(_: "Node", name: str, text: str) -> Form | None:
    if name in _ATTRIBUTES:
        return Name(f"@{text}")
    return Name(f"@@{text}") if name in _CLASS_ATTRIBUTES else None


def _delegated(node: "Node") -> str | None:
    """Say which part of `delegate :name, to: :object` a symbol is."""
    holder = node.parent
    if holder is not None and holder.type == "pair" and holder.parent is not None:
        key = holder.child_by_field_name("key")
        call = holder.parent.parent
        to = key is not None and text_of(key) == "to" and key != node
        return "to" if to and _method(call) == "delegate" else None
    call = holder.parent if holder is not None and holder.type == "argument_list" else None
    return "name" if _method(call) == "delegate" else None


def _value_of(node: "Node", name: str) -> "Node | None":
    key = node.child_by_field_name("key") if node.type == "pair" else None
    return node.child_by_field_name("value") if key is not None and text_of(key) == name else None


def _listed(node: "Node", _: Read) -> Form:
    """`return x`; `f.(x)`, whose callee has no node of its own."""
    holder = node.parent
    receiver = holder.child_by_field_name("receiver") if holder is not None else None
    if receiver is not None and not _method(holder):
        return Member(receiver, "call")
    first = pick(node, "#0")
    return Through(first) if first is not None else Opaque(known=True)


_PLAIN = pieces_of(content=("string_content",), holes=("interpolation",))

_QUOTED = re.compile(r"\\(['\\])")


def _pieces(node: "Node") -> "list[str | Node] | None":
    found = _PLAIN(node)
    if found is not None and text_of(node)[:1] == "'":
        return [_QUOTED.sub(r"\1", part) if isinstance(part, str) else part for part in found]
    return found


_STRING = forms.string(_pieces)


def _constant(node: "Node") -> Form:
    """A string or a symbol, wherever it stands."""
    if node.type == "simple_symbol":
        return Constant(text_of(node).lstrip(":"))
    if node.type == "delimited_symbol":
        parts = _PLAIN(node) if children_of(node) else []
        plain = [part for part in parts or () if isinstance(part, str)]
        whole = len(plain) == len(parts or ())
        return Constant("".join(plain)) if whole else Concat(tuple(parts or ()))
    return _STRING(node, lambda _: Opaque())


_BINARY = forms.binary(joins=("+", "<<"), either=("||", "or"), guards=("&&", "and"))


def _binary(node: "Node", read: Read) -> Form:
    """`"a_%s" % x` is put together like any other text; the rest as everywhere."""
    left, right = pick(node, "left"), pick(node, "right")
    sign = node.child_by_field_name("operator")
    if left is None or right is None or sign is None or text_of(sign) != "%":
        return _BINARY(node, read)
    pattern = read(left)
    given = children_of(right) if right.type == "array" else [right]
    if not isinstance(pattern, Constant) or right.type == "hash":
        return Opaque()
    chunks = pattern.text.split("%s")
    if len(chunks) != len(given) + 1 or any("%" in chunk for chunk in chunks):
        return Opaque()
    parts: list[str | Node] = [chunks[0]]
    for value, chunk in zip(given, chunks[1:], strict=True):
        parts.extend((value, chunk))
    return Concat(tuple(parts))


def _beside(node: "Node") -> Iterator["Node"]:
    """Yield the calls of `super` in a method: they call what has its name elsewhere."""
    method = node.parent
    if method is None or method.type not in ("method", "singleton_method"):
        return
    if method.child_by_field_name("name") == node:
        for found in nodes_of(method, frozenset({"super"})):
            holder = found.parent
            called = holder is not None and holder.child_by_field_name("method") == found
            yield holder if called and holder is not None else found


_EARLY = frozenset({"return", "next"})

_BESIDE = frozenset({"rescue", "ensure", "else"})


def _statements(node: "Node", _: Read) -> Form:
    """Statements: the last one's value, and what leaves them on the way."""
    listed = children_of(node)
    main = [child for child in listed if child.type not in _BESIDE]
    found = main[-1:]
    found.extend(b for c in listed if c.type == "rescue" and (b := pick(c, "body")) is not None)
    for early in nodes_of(node, _EARLY) if node.type == "body_statement" else ():
        inner = _around(early, ("method", "singleton_method", "lambda"))
        value = pick(early, "#-1")
        inside = inner is not None and inner.start_byte > node.start_byte
        if value is not None and early not in found and not inside:
            found.append(value)
    return Either(tuple(found)) if found else Opaque(known=True)


def _case(node: "Node", _: Read) -> Form:
    found = [body for c in children_of(node) if (body := _branch(c)) is not None]
    return Either(tuple(found)) if found else Opaque()


def _branch(node: "Node") -> "Node | None":
    return node if node.type == "else" else node.child_by_field_name("body")


def _scoped(node: "Node", _: Read) -> Form:
    """`A::B`; `::B` is looked for from the top."""
    scope, name = node.child_by_field_name("scope"), node.child_by_field_name("name")
    if name is None:
        return Opaque()
    if scope is not None and _method(scope) == "class":
        scope = scope.child_by_field_name("receiver") or scope
    return Member(scope, text_of(name)) if scope is not None else Name(f"::{text_of(name)}")


def _assigned(node: "Node", _: Read) -> Form:
    """An assignment's value; `x ||= v` may also be what was there before."""
    left, right = pick(node, "left"), pick(node, "right")
    if left is None or right is None:
        return Opaque()
    keeps = node.type == "operator_assignment"
    return Either((left, right)) if keeps and "||=" in _signs(node) else Through(right)


def _signs(node: "Node") -> list[str]:
    return [text_of(child) for child in node.children if not child.is_named]


_ASSIGN = binding.assign()


def _assignment(visitor: "Visitor", node: "Node", place: Place) -> None:
    """Bind what is assigned; `a, b = list` takes a list apart, `$x` is everybody's."""
    left, right = pick(node, "left"), pick(node, "right")
    if left is not None and left.type == "global_variable":
        top = Place(visitor.found.root, place.function, -1, (-1, -1))
        visitor.add(text_of(left), "value", right or node, node, top)
    elif left is None or left.type != "left_assignment_list" or right is None:
        _ASSIGN(visitor, node, place)
    elif right.type == "right_assignment_list":
        _ASSIGN(visitor, node, place)
    else:
        here = visitor.hoisted(place)
        for name, path in visitor.bound(left):
            visitor.add(text_of(name), "value", right, node, here, path=path)


def _bases(node: "Node") -> "list[Node]":
    """Return what a class takes over: mixed in, the last first, and inherited."""
    body, found = pick(node, "body"), list["Node"]()
    for child in nodes_of(body, frozenset({"call"})) if body is not None else ():
        if _method(child) in _MIXINS and _around(child, ("class", "module")) == node:
            found = [*_items(child), *found]
    above = pick(node, "superclass>#0")
    return [*found, above] if above is not None else found


def _declared(node: "Node") -> Iterable[ClassMember]:
    """Yield what a call in a class's body adds to it: attributes, delegated methods, aliases."""
    name, items = _method(node), _items(node)
    symbols = [item for item in items if item.type == "simple_symbol"]
    if name in _ATTRIBUTES or name in _CLASS_ATTRIBUTES or name == "delegate":
        default = next((v for item in items if (v := _value_of(item, "default")) is not None), None)
        given = default if default is not None and default.type != "nil" else None
        for item in symbols:
            label = text_of(item).lstrip(":")
            if _in_singleton(node):
                yield ClassMember(f"self.{label}", item, "field", given or item)
            elif not _defines(node, label):
                yield ClassMember(label, item, "field", given or item)
    elif name == "alias_method" and len(symbols) == 2:
        yield ClassMember(text_of(symbols[0]).lstrip(":"), node, "field", symbols[1])
    elif name == "define_method" and symbols:
        block = node.child_by_field_name("block")
        if block is not None:
            yield ClassMember(text_of(symbols[0]).lstrip(":"), block, "method")


def _in_singleton(node: "Node") -> bool:
    """Say whether a method stands in `class << self`."""
    holder = _around(node, ("singleton_class", "class", "module"))
    return holder is not None and holder.type == "singleton_class"


def _defines(node: "Node", name: str) -> bool:
    """Say whether the class around has a method of a name beside what a call adds."""
    holder = _around(node, ("class", "module"))
    body = pick(holder, "body") if holder is not None else None
    methods = [child for child in children_of(body) if child.type == "method"] if body else []
    return any(text_of(label) == name for m in methods if (label := pick(m, "name")) is not None)


def _alias(node: "Node") -> Iterable[ClassMember]:
    new, old = pick(node, "name"), pick(node, "alias")
    if new is not None and old is not None:
        yield ClassMember(text_of(new), node, "field", old)


def _constants(node: "Node") -> Iterable[ClassMember]:
    left, right = pick(node, "left"), pick(node, "right")
    if left is not None and left.type == "constant" and right is not None:
        yield ClassMember(text_of(left), node, "field", right, static=True)


def _owner(node: "Node") -> str:
    """Return the class of `def Class.method`, where that is not the one around."""
    holder = pick(node, "object")
    return text_of(holder) if holder is not None and holder.type == "constant" else ""


def qualified(node: "Node") -> str:
    """Return a class's name with those of the classes around it: `A::B::C`."""
    found: list[str] = []
    holder: Node | None = node
    while holder is not None:
        name = holder.child_by_field_name("name") if holder.type in ("class", "module") else None
        if name is not None:
            found.append(text_of(name).removeprefix("::"))
        holder = holder.parent
    return "::".join(reversed(found))


_METHOD = FunctionRule(parameters="parameters", body="body")

_BLOCK = FunctionRule(name="", parameters="parameters", body="body")

GRAMMAR = Grammar(
    names=frozenset({"constant", "instance_variable", "class_variable", "global_variable"}),
    forms={
        "identifier": _identifier,
        "hash_key_symbol": forms.name(),
        "scope_resolution": _scoped,
        "call": _call,
        "super": _super,
        "element_reference": forms.index("object", "#1"),
        "argument_list": _listed,
        "pair": lambda node, _: _record([node]),
        "hash": lambda node, _: _record(children_of(node)),
        "array": forms.sequence(".", _ARGUMENTS),
        "string_array": forms.sequence(),
        "symbol_array": forms.sequence(),
        "string": _STRING,
        "bare_string": _STRING,
        "bare_symbol": _STRING,
        "chained_string": lambda node, _: Concat(tuple(children_of(node))),
        "simple_symbol": _symbol,
        "delimited_symbol": lambda node, _: _constant(node),
        "character": forms.constant("?"),
        "integer": forms.number(),
        "binary": _binary,
        "unary": forms.unary("operand", truth_of=("!", "not", "defined?")),
        "conditional": forms.either("consequence", "alternative"),
        "if": forms.either("consequence", "alternative"),
        "unless": forms.either("consequence", "alternative"),
        "elsif": forms.either("consequence", "alternative"),
        "if_modifier": forms.through("body"),
        "unless_modifier": forms.through("body"),
        "rescue_modifier": forms.either("body", "handler"),
        "case": _case,
        "case_match": _case,
        "assignment": _assigned,
        "operator_assignment": _assigned,
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
            _statements,
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
        "singleton_method": FunctionRule(body="body", owner=_owner),
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
        "class": ClassRule(name="name>name, name", bases=_bases),
        "module": ClassRule(name="name>name, name", bases=_bases),
    },
    members={
        "method": members.method(static=_in_singleton),
        "singleton_method": members.method(static=True),
        "assignment": _constants,
        "class": members.nested("name>name, name"),
        "module": members.nested("name>name, name"),
        "call": _declared,
        "alias": _alias,
    },
    inside=frozenset(
        {"call", "argument_list", "do_block", "block", "block_body", "body_statement"}
        | {"singleton_class", "if", "then", "unless"}
    ),
    constructors=frozenset({"initialize"}),
    binds={
        "assignment": _assignment,
        "operator_assignment": _assignment,
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

_OPENING = re.compile(
    rb"(?m)^([ \t]*)(?:(class|module)[ \t]+((?:::)?[A-Z]\w*(?:::[A-Z]\w*)*)"
    rb"|def[ \t]+(?:[A-Za-z_]\w*\.)?(\w+[?!=]?)|(\$\w+|[A-Z]\w*)[ \t]*(?:\|\|)?=[^=~>]"
    rb"|((?:[A-Z]\w*::)*([A-Z]\w*)\.(\w+)[ \t]*(?:\|\|)?=[^=~>])"
    rb"|(attr_|[mc]attr_|include|extend|prepend|delegate|alias|class_attribute|class[ \t]*<<))"
)


def _declares(source: bytes) -> Iterator[str]:
    """Yield the names of a file by their whole paths, as its indentation says.

    `A::B` is opened here, `A::B.` has members here, `A::` holds something here; names without a
    class around stand for themselves.
    """
    around: list[tuple[int, str]] = []
    for match in _OPENING.finditer(source):
        column = len(match[1].expandtabs())
        while around and around[-1][0] >= column:
            around.pop()
        outer = around[-1][1] if around else ""
        if match[6] is not None:
            yield f"{match[7].decode()}.{match[8].decode()}="
        elif match[3] is not None:
            name = match[3].decode("utf-8", "replace").removeprefix("::")
            path = f"{outer}::{name}" if outer else name
            around.append((column, path))
            yield path
            while "::" in path:
                path = path.rpartition("::")[0]
                yield f"{path}::"
        elif outer:
            yield f"{outer}."
        elif match[4] is not None or match[5] is not None:
            yield (match[4] or match[5]).decode("utf-8", "replace")
        if match[5] is not None and match[5].startswith(b"$"):
            yield match[5].decode("utf-8", "replace")


def _specifiers(_: bytes) -> Iterator[str]:
    return iter(())


def _resolver(_: Files) -> "type[None] | object":
    return lambda _importer, _specifier: None


RUBY = reader_by(
    GRAMMAR,
    SURFACE,
    specifiers=_specifiers,
    resolver=_resolver,
    shared=Shared(lambda _: "", _declares),
    converters=frozenset({"String"}),
    library={"format": "percent", "sprintf": "percent"},
    implicit_this=True,
    runs=_runs,
    beside=_beside,
    opens=qualified,
)
