"""Text to syntax tree, with PostHog's own grammar."""

import importlib
import json
import sys
import types
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from demo.posthog.hogql.refusals import NotCovered, QueryRefused
from demo.posthog.shapes import Json, a_list, an_object

Node = Json

_PACKAGES = ("posthog", "posthog.hogql", "posthog.hogql.errors")
_ERRORS = (
    "BaseHogQLError",
    "ExposedHogQLError",
    "InternalHogQLError",
    "SyntaxError",
    "QueryError",
    "NotImplementedError",
    "ParsingError",
    "ResolutionError",
    "ImpossibleASTError",
)


def _load_grammar() -> Callable[[str], str]:
    """Import `hogql_parser`, which expects modules of PostHog's own repository to exist.

    The SDK owns the package name `posthog`, so the stand-ins are there only during the import and
    whatever was imported before is put back.
    """
    kept = {name: sys.modules.pop(name) for name in _PACKAGES if name in sys.modules}
    stand_ins = {name: types.ModuleType(name) for name in _PACKAGES}
    for name in _PACKAGES[:2]:
        stand_ins[name].__path__ = []
    for name in _ERRORS:
        setattr(stand_ins[_PACKAGES[2]], name, type(name, (Exception,), {}))
    sys.modules.update(stand_ins)
    try:
        return importlib.import_module("hogql_parser").parse_select_json
    finally:
        for name in _PACKAGES:
            del sys.modules[name]
        sys.modules.update(kept)


# The grammar takes a tenth of a second for a text, and a client sends the same few again and again.
_parse_select_json = lru_cache(maxsize=64)(_load_grammar())


def parse_select(text: str) -> Node:
    """The syntax tree of one `SELECT`; raises `QueryRefused` for a syntax error.

    The grammar checks syntax only: unknown names parse, and the translator refuses them.
    """
    tree: Node = json.loads(_parse_select_json(text))
    if not tree.get("error"):
        return tree
    if tree["type"] == "NotImplementedError":
        raise NotCovered(str(tree["message"]))
    raise QueryRefused(str(tree["message"]))


def bind(tree: Any, values: dict[str, Any]) -> Any:
    """The tree with every `{name}` replaced by a constant from `values`.

    A value becomes one constant node, never text, so nothing in it can be read as syntax.
    """
    items = a_list(tree)
    if items is not None:
        return [bind(item, values) for item in items]
    node = an_object(tree)
    if node is None:
        return tree
    if node.get("node") == "Placeholder":
        return _constant(_placeholder_name(node), values)
    return {key: bind(value, values) for key, value in node.items()}


def _placeholder_name(node: Node) -> str:
    expr = node["expr"]
    if expr.get("node") != "Field" or len(expr["chain"]) != 1:
        raise NotCovered("only placeholders of the form {name} are covered")
    return str(expr["chain"][0])


def _constant(name: str, values: dict[str, Any]) -> Node:
    if name == "filters" and name not in values:
        # The project has no test-account filters, so `{filters}` keeps every row.
        return {"node": "Constant", "value": True}
    if name not in values:
        raise QueryRefused(f"Unresolved placeholder: {{{name}}}")
    value = values[name]
    items = a_list(value)
    if items is not None:
        return {"node": "Tuple", "exprs": [_scalar(name, item) for item in items]}
    return _scalar(name, value)


def _scalar(name: str, value: Any) -> Node:
    if value is None or isinstance(value, str | int | float):
        return {"node": "Constant", "value": value}
    raise QueryRefused(
        f"The value of {{{name}}} must be a string, number, boolean, null or a list of those"
    )
