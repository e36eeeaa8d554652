"""Names that an error's text shares with a change: symbols, routes, columns, keys."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_ROUTE = re.compile(r"(?<![\w/])/(?:[\w.:\[\]{}-]+/)*[\w.:\[\]{}-]+")
_QUOTED = re.compile(
    r"[`'\"\u2018\u201c]([^`'\"\u2018\u2019\u201c\u201d\n]{3,80})[`'\"\u2019\u201d]"
)
_COMPOSED = re.compile(r"[a-z\d][A-Z]|_|\$")

_SHORTEST = 4
"""Letters of a name that is told from chance."""

_COMMON = frozenset({
    "undefined", "null", "none", "nil", "object", "function", "string", "number", "property",
    "properties", "reading", "error", "errors", "type", "typeerror", "value", "values", "true",
    "false", "this", "self", "name", "data", "index", "length", "message", "exception", "class",
    "method", "attribute", "argument", "arguments", "module", "module_not_found", "nonetype",
    "nilclass", "return", "const", "import", "from", "async", "await", "invalid", "cannot",
    "setting", "default", "result", "response", "request", "status", "code", "field", "column",
    "table", "list", "array", "dict", "item", "items", "args", "params", "props", "state", "user",
    "test", "main", "init", "__init__", "toString", "tostring", "java", "lang", "runtime",
})  # fmt: skip
"""Words of the runtimes themselves and of every program: sharing one says nothing."""


def in_error(text: str) -> frozenset[str]:
    """Return what an error's text names: quoted words, composed identifiers, routes."""
    found = set(_ROUTE.findall(text))
    for quoted in _QUOTED.findall(text):
        found.update(_WORD.findall(quoted))
    found.update(word for word in _WORD.findall(text) if _COMPOSED.search(word))
    return _telling(found)


def in_lines(lines: Iterable[str]) -> frozenset[str]:
    """Return the names and routes of changed lines."""
    found: set[str] = set()
    for line in lines:
        found.update(_WORD.findall(line))
        found.update(_ROUTE.findall(line))
    return _telling(found)


def _telling(words: Iterable[str]) -> frozenset[str]:
    return frozenset(
        word for word in words if len(word) >= _SHORTEST and word.lower() not in _COMMON
    )
