"""What one test is in each language: the statement that could be deleted and nothing else changes.

Sources: the documentation of Jest, Vitest, pytest, unittest, Go's testing, RSpec and minitest.
Tests that are focused or skipped, tables of tests and nested runs are no whole tests here.
"""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from codebase.parsing import Language
from codebase.removal.nodes import walk

if TYPE_CHECKING:
    from tree_sitter import Node

_CALLED = frozenset({b"it", b"test"})
_BLOCKS = frozenset({b"it", b"specify", b"example", b"test"})
_PYTHON = re.compile(rb"test\w*")
_GO = re.compile(rb"Test([^a-z]\w*)?")


def _javascript(root: "Node") -> "Iterator[Node]":
    for node in walk(root):
        call = node.named_children[0] if node.named_child_count == 1 else node
        if node.type != "expression_statement" or call.type != "call_expression":
            continue
        arguments = call.child_by_field_name("arguments")
        function = call.child_by_field_name("function")
        given = arguments.named_children if arguments is not None else []
        kinds = [each.type for each in given]
        if function is None or function.text not in _CALLED or len(kinds) != 2:
            continue
        if kinds[0] == "string" and "function" in kinds[1]:
            yield node


def _python(root: "Node") -> "Iterator[Node]":
    for node in walk(root):
        name = node.child_by_field_name("name")
        if node.type != "function_definition" or name is None:
            continue
        if _PYTHON.fullmatch(name.text or b"") and node.parent is not None:
            whole = node.parent if node.parent.type == "decorated_definition" else node
            outer = whole.parent.parent if whole.parent is not None else None
            if outer is None or outer.type == "class_definition":
                yield whole


def _go(root: "Node") -> "Iterator[Node]":
    for node in root.named_children:
        name = node.child_by_field_name("name")
        if node.type == "function_declaration" and _GO.fullmatch(name.text or b"" if name else b""):
            yield node


def _ruby(root: "Node") -> "Iterator[Node]":
    for node in walk(root):
        name = node.child_by_field_name("name" if node.type == "method" else "method")
        if name is None or node.parent is None or "body" not in node.parent.type:
            continue
        if node.type == "method" and (name.text or b"").startswith(b"test_"):
            yield node
        block = node.child_by_field_name("block")
        if node.type == "call" and name.text in _BLOCKS and block is not None:
            yield node


SUITES: dict[Language, Callable[["Node"], "Iterator[Node]"]] = {
    "javascript": _javascript,
    "typescript": _javascript,
    "tsx": _javascript,
    "python": _python,
    "go": _go,
    "ruby": _ruby,
}
