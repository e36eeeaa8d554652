"""What a hook watches only because its callback asked for the flag: `[posthog, topic]`."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codebase.parsing import parse
from codebase.removal.draft import Draft
from codebase.removal.languages.javascript.imports import CLIENT_HOOKS, holds_client
from codebase.removal.languages.javascript.kinds import FUNCTIONS
from codebase.removal.languages.javascript.reading import is_dependency_list
from codebase.removal.nodes import closest
from codebase.removal.spelling import whole_word

if TYPE_CHECKING:
    from tree_sitter import Node

_HOOK = re.compile(rb"\b(?:" + b"|".join(map(re.escape, sorted(CLIENT_HOOKS))) + rb")\b")


def idle(draft: Draft, _constants: frozenset[tuple[int, int]]) -> "Node | None":
    """Return a client in a dependency list whose callback does not use it any more.

    A client is one object for as long as the page lives: watching it never started anything.
    """
    listed = [each for name in _clients(draft) for each in _listed(draft, name)]
    stale = [name for name, callback in listed if not _mentions(callback, name.text)]
    if not stale:
        return None
    original = parse(draft.language, draft.original).root_node
    for name, callback in listed:
        start = draft.origin(callback.start_byte)
        if name not in stale or start is None:
            continue
        was = closest(original.descendant_for_byte_range(start, start + 1), FUNCTIONS)
        if was is not None and was.start_byte == start and _mentions(was, name.text):
            return name
    return None


def _clients(draft: Draft) -> set[bytes]:
    names: set[bytes] = set()
    for hit in _HOOK.finditer(draft.source):
        node = closest(draft.node_at(*hit.span()), ("variable_declarator", "statement_block"))
        name = node.child_by_field_name("name") if node is not None else None
        if node is not None and name is not None and holds_client(node):
            names |= {name.text or b""} if name.type == "identifier" else set()
    return names


def _listed(draft: Draft, client: bytes) -> "Iterator[tuple[Node, Node]]":
    """Yield every place where a client is watched, with the callback that it is watched for."""
    for hit in whole_word(client).finditer(draft.source):
        name = draft.node_at(*hit.span())
        array = name.parent
        if name.type != "identifier" or array is None or array.type != "array":
            continue
        callback = array.parent.named_child(0) if array.parent is not None else None
        if callback is not None and callback.type in FUNCTIONS and is_dependency_list(array):
            yield name, callback


def _mentions(callback: "Node", name: bytes | None) -> bool:
    return whole_word(name or b"").search(callback.text or b"") is not None
