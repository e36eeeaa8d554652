"""Which function a line stands in, by its name and its lines."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.outline import nodes_of
from codebase.parsing import Entangled, Language, language_of, parse

if TYPE_CHECKING:
    from tree_sitter import Node

_ECMASCRIPT = frozenset({
    "function_declaration", "generator_function_declaration", "function_expression",
    "generator_function", "arrow_function", "method_definition",
})  # fmt: skip

_FUNCTIONS: dict[Language, frozenset[str]] = {
    **dict.fromkeys(("javascript", "typescript", "tsx", "vue", "svelte"), _ECMASCRIPT),
    "python": frozenset({"function_definition"}),
    "go": frozenset({"function_declaration", "method_declaration", "func_literal"}),
    "ruby": frozenset({"method", "singleton_method"}),
    "java": frozenset({"method_declaration", "constructor_declaration",
                       "compact_constructor_declaration"}),
    "kotlin": frozenset({"function_declaration", "secondary_constructor"}),
    "swift": frozenset({"function_declaration", "init_declaration"}),
    "php": frozenset({"function_definition", "method_declaration"}),
    "csharp": frozenset({"method_declaration", "constructor_declaration",
                         "local_function_statement"}),
    "rust": frozenset({"function_item"}),
}  # fmt: skip
"""The nodes of each grammar that are functions. Elixir's and Dart's are not told from other nodes
by their type alone, so nothing is said there."""

_NAMED_BY = frozenset({
    "variable_declarator", "pair", "public_field_definition", "assignment_expression",
    "field_definition", "keyed_element", "short_var_declaration",
})  # fmt: skip
"""What gives a function without a name of its own one, by holding it."""

_BETWEEN = frozenset({
    "call_expression", "arguments", "parenthesized_expression", "as_expression",
    "satisfies_expression", "literal_element", "expression_list",
})  # fmt: skip
"""What may stand between both: `const Page = memo(() => …)`."""


@dataclass(frozen=True)
class Function:
    """One function of a file."""

    name: str
    first: int
    """1-based, decorators and annotations included."""
    last: int
    """Included."""


@dataclass(frozen=True)
class Found:
    """The functions of one file that were asked for."""

    at: dict[int, Function]
    """By a line that stands in them."""
    named: dict[str, tuple[Function, ...]]
    """By their name."""


Asked = tuple[Collection[int], Collection[str]]
"""Lines, and names of functions, of one file."""


def functions_of(sources: Mapping[str, bytes], asked: Mapping[str, Asked]) -> dict[str, Found]:
    """Return the functions of files that are asked for, by the paths of both."""
    return {
        path: Found(
            functions_at(path, source, asked[path][0]),
            {name: functions_named(path, source, name) for name in asked[path][1]},
        )
        for path, source in sources.items()
    }


def functions_at(path: str, source: bytes, lines: Collection[int]) -> dict[int, Function]:
    """Return the innermost function with a name around each of these lines, where there is one.

    Nothing for a language that is not read here, and for a file that no parser gets through.
    """
    root = _root(path, source)
    language = language_of(path)
    if root is None or language is None:
        return {}
    found: dict[int, Function] = {}
    texts = source.split(b"\n")
    for line in lines:
        if 1 <= line <= len(texts):
            function = _around(root, line, texts[line - 1], _FUNCTIONS[language])
            if function is not None:
                found[line] = function
    return found


def functions_named(path: str, source: bytes, name: str) -> tuple[Function, ...]:
    """Return the functions of a file that are called so, in the order they stand."""
    root = _root(path, source)
    language = language_of(path)
    if root is None or language is None or not name:
        return ()
    every = (_function(node) for node in nodes_of(root, _FUNCTIONS[language]))
    return tuple(each for each in every if each is not None and each.name == name)


def _root(path: str, source: bytes) -> "Node | None":
    language = language_of(path)
    if language is None or language not in _FUNCTIONS:
        return None
    try:
        return parse(language, source).root_node
    except Entangled:
        return None


def _around(root: "Node", line: int, text: bytes, kinds: frozenset[str]) -> Function | None:
    # By its last character, so that a line which opens a function counts as one of it.
    end = len(text.rstrip())
    node = root.descendant_for_point_range((line - 1, max(0, end - 1)), (line - 1, end))
    for each in _upwards(node):
        if each.type in kinds and (function := _function(each)) is not None:
            return function
    return None


def _upwards(node: "Node | None") -> "Iterator[Node]":
    while node is not None:
        # A decorator is a line of the function that it decorates, and stands beside it.
        inner = node.child_by_field_name("definition") if _decorates(node) else None
        if inner is not None:
            yield inner
        yield node
        node = node.parent


def _decorates(node: "Node") -> bool:
    return node.type == "decorated_definition"


def _function(node: "Node") -> Function | None:
    """Return a function with its name; None for one that nothing names."""
    holder = node
    name = node.child_by_field_name("name")
    if name is None and node.type in {"init_declaration", "secondary_constructor"}:
        return _made("init", node)
    while name is None:
        if holder.parent is None:
            return None
        holder = holder.parent
        if holder.type in _NAMED_BY:
            name = _given(holder)
            break
        if holder.type not in _BETWEEN:
            return None
    return _made((name.text or b"").decode(errors="replace"), node) if name is not None else None


def _given(holder: "Node") -> "Node | None":
    for field in ("name", "key", "left"):
        if (found := holder.child_by_field_name(field)) is not None:
            return found
    return None


def _made(name: str, node: "Node") -> Function:
    around = node.parent if node.parent is not None and _decorates(node.parent) else node
    plain = name.rpartition(".")[2].strip("\"'#")
    return Function(plain, around.start_point.row + 1, around.end_point.row + 1)
