"""Strings put together."""

from codebase.meaning.values import (
    UNKNOWN,
    Digit,
    Items,
    Open,
    Text,
    Unknown,
    Value,
    alternatives,
    callers_of,
    settled,
    union,
)

_MOST = 64
"""More combinations than this are no closed set that a person would recognise."""


def concat(parts: list[Value]) -> Value:
    """Join values in every combination; whatever is unknown leaves the text before it."""
    lists = [part for part in parts if isinstance(part, Items)]
    if len(lists) == len(parts):
        rest = next((part.rest for part in lists if part.rest is not None), None)
        return Items(tuple(item for part in lists for item in part.items), rest)
    functions = frozenset(key for part in parts for key in callers_of(part))
    joined: list[Value] = [Text("")]
    for part in parts:
        options = alternatives(settled(part))
        joined = [_plus(left, right) for left in joined for right in options]
        if len(joined) > _MOST:
            return UNKNOWN
    value = union(joined)
    return Open(functions, value) if functions else value


def _plus(left: Value, right: Value) -> Value:
    if not isinstance(left, Text):
        return left
    if isinstance(right, Text):
        return Text(left.text + right.text, (*left.definitions, *right.definitions))
    if isinstance(right, Digit):
        return Text(f"{left.text}{right.value}", left.definitions)
    return Unknown(left.text + (right.prefix if isinstance(right, Unknown) else ""))
