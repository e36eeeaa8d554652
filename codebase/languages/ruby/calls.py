"""Calls: to what, with which arguments, in how many ways Ruby writes them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from codebase.languages.ruby.nodes import given_to, holder_of, method_name
from codebase.languages.ruby.texts import literal_form, named_holes
from codebase.languages.tables.forms import Arguments, Read
from codebase.languages.tables.selecting import children_of, pick, text_of
from codebase.outline import nodes_of
from codebase.syntax import Argument, Call, Constant, Entry, Form, Member, Opaque, Record, Through

if TYPE_CHECKING:
    from tree_sitter import Node

_SPREAD = {"splat_argument": "*", "hash_splat_argument": "**", "forward_argument": "*"}


_LABELS = ("hash_key_symbol", "simple_symbol", "string", "delimited_symbol")


SENDS = frozenset({"send", "public_send", "__send__", "try", "try!"})
"""Methods whose first argument names the method that is called."""


_MERGES = frozenset({"merge", "deep_merge", "merge!", "reverse_merge", "with_defaults"})


_BLOCK_MAKERS = frozenset({"lambda", "proc"})


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
        label = label_of(key)
        if label is None:
            return Argument(node, spread="**")
        return Argument(node.child_by_field_name("value") or key, label)

    def of(self, node: "Node | None") -> tuple[Argument, ...]:
        """Return the arguments of a list, without the block."""
        items = children_of(node) if node is not None else []
        return tuple(self.one(item) for item in items if item.type != "block_argument")


ARGUMENTS = _Arguments()


def label_of(key: "Node") -> str | None:
    """Return what a key says, None if it is computed."""
    if key.type == "hash_key_symbol":
        return text_of(key)
    form = literal_form(key) if key.type in _LABELS else None
    return form.text if isinstance(form, Constant) else None


def _entry(node: "Node") -> list[Entry]:
    if node.type == "hash_splat_argument":
        return [Entry(None, pick(node, "#0") or node, node)]
    key = node.child_by_field_name("key")
    if key is None:
        return []
    label = label_of(key)
    value = node.child_by_field_name("value") or key
    return [Entry(key if label is None else label, value, node)]


def table_of(nodes: "list[Node]") -> Record:
    """Return a table; what an object nobody knows brings along wins over nothing that is said."""
    listed = [entry for node in nodes for entry in _entry(node)]
    return Record(tuple(sorted(listed, key=lambda entry: not _vague(entry))))


def _vague(entry: Entry) -> bool:
    return entry.key is None and entry.value.type not in ("hash", "constant", "scope_resolution")


def call_form(node: "Node", _: Read) -> Form:
    """A call, with or without arguments: whether it reads or runs, the object decides."""
    method, receiver = node.child_by_field_name("method"), node.child_by_field_name("receiver")
    given = node.child_by_field_name("arguments")
    if method is None:
        return Call(given, ARGUMENTS.of(given)) if given is not None else Opaque()
    if receiver is not None and _is_target(node):
        return Member(receiver, text_of(method))
    special = _special(node, text_of(method), receiver, given_to(node))
    if special is not None:
        return special
    if method.type == "super":
        method = _overriding(node) or method
    return Call(method, ARGUMENTS.of(given))


def _special(node: "Node", name: str, receiver: "Node | None", items: "list[Node]") -> Form | None:
    """Read the calls that stand for something else."""
    block = node.child_by_field_name("block")
    if receiver is not None and name == "new" and text_of(receiver) != "Proc":
        given = node.child_by_field_name("arguments")
        return Call(receiver, ARGUMENTS.of(given), new=True)
    if block is not None and (name in _BLOCK_MAKERS or name == "new"):
        return Through(block)
    if name == "method" and len(items) == 1 and items[0].type == "simple_symbol":
        return Through(items[0])
    if name in SENDS and items and items[0].type == "simple_symbol":
        return Call(items[0], tuple(ARGUMENTS.one(item) for item in items[1:]))
    if name in _MERGES and receiver is not None and items:
        whole = [Entry(None, receiver, receiver)]
        plain = [Entry(None, i, i) for i in items if i.type != "pair" and i.type not in _SPREAD]
        pairs = table_of([item for item in items if item.type == "pair" or item.type in _SPREAD])
        return Record((*plain, *whole, *pairs.entries))
    if name in ("format", "sprintf") and len(items) > 1 and items[1].type == "pair":
        return named_holes(literal_form(items[0]), items[1:])
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


def _overriding(node: "Node") -> "Node | None":
    """Return the name of the method around: what `super` calls has the same."""
    method = holder_of(node, ("method", "singleton_method"))
    return method.child_by_field_name("name") if method is not None else None


def bare_super(node: "Node", _: Read) -> Form:
    """`super` without brackets hands on what the method was given."""
    name, method = _overriding(node), holder_of(node, ("method", "singleton_method"))
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


def super_calls(node: "Node") -> Iterator["Node"]:
    """Yield the calls of `super` in a method: they call what has its name elsewhere."""
    method = node.parent
    if method is None or method.type not in ("method", "singleton_method"):
        return
    if method.child_by_field_name("name") == node:
        for found in nodes_of(method, frozenset({"super"})):
            holder = found.parent
            called = holder is not None and holder.child_by_field_name("method") == found
            yield holder if called and holder is not None else found


def listed_form(node: "Node", _: Read) -> Form:
    """`return x`; `f.(x)`, whose callee has no node of its own."""
    holder = node.parent
    receiver = holder.child_by_field_name("receiver") if holder is not None else None
    if receiver is not None and not method_name(holder):
        return Member(receiver, "call")
    first = pick(node, "#0")
    return Through(first) if first is not None else Opaque(known=True)
