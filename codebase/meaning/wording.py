"""What functions of many languages do to texts, known by a word for what they do."""

import re
from collections.abc import Callable, Mapping

from codebase.meaning.engine import Engine
from codebase.meaning.members import index
from codebase.meaning.texts import concat
from codebase.meaning.values import UNKNOWN, Actuals, Fields, Items, Text, Value

_PERCENT = re.compile(r"%(?:\d+\$)?[sdv@]|%%")

_BRACES = re.compile(r"\{\d*\}")


def worded(engine: Engine, word: str, actuals: Actuals) -> Value:
    """Return what a function returns that does what `word` says: a key of `WORDS`."""
    return WORDS[word](engine, actuals)


def looked_up(engine: Engine, target: Fields | Items, name: str, actuals: Actuals) -> Value:
    """Return an item of a table or list, which a method is asked for."""
    value: Value = target
    for key in actuals.positional if name == "dig" else actuals.positional[:1]:
        value = index(engine, value, engine.force(key))
    return value


def _first(engine: Engine, actuals: Actuals) -> Value:
    return engine.force(actuals.positional[0]) if actuals.positional else UNKNOWN


def _percent(engine: Engine, actuals: Actuals) -> Value:
    """`Sprintf("a_%s", x)`: holes without width or precision; others are unknown."""
    return _filled(engine, actuals, _PERCENT)


def _braced(engine: Engine, actuals: Actuals) -> Value:
    """`Format("a_{0}", x)`, `format!("a_{}", x)`."""
    return _filled(engine, actuals, _BRACES)


def _filled(engine: Engine, actuals: Actuals, holes: re.Pattern[str]) -> Value:
    pattern = _first(engine, actuals)
    if not isinstance(pattern, Text) or actuals.rest is not None:
        return UNKNOWN
    parts: list[Value] = [Text("", pattern.definitions)]
    at, used = 0, 1
    for match in holes.finditer(pattern.text):
        parts.append(Text(pattern.text[at : match.start()]))
        at = match.end()
        if match[0] == "%%":
            parts.append(Text("%"))
            continue
        place = _place(match[0], used)
        used += 1
        known = place < len(actuals.positional)
        parts.append(engine.force(actuals.positional[place]) if known else UNKNOWN)
    rest = pattern.text[at:]
    unread = holes is _PERCENT and "%" in holes.sub("", pattern.text)
    return concat([*parts, UNKNOWN if unread else Text(rest)])


def _place(hole: str, used: int) -> int:
    digits = re.search(r"\d+", hole)
    if digits is None:
        return used
    return int(digits[0]) if "$" in hole else int(digits[0]) + 1


def _joined(engine: Engine, actuals: Actuals) -> Value:
    """`Join(items, between)`, or the other way round."""
    given = [engine.force(value) for value in actuals.positional[:2]]
    items = next((value for value in given if isinstance(value, Items)), None)
    between = next((value for value in given if value is not items), Text(""))
    if items is None and len(actuals.positional) > 2:
        items = Items(actuals.positional[1:])
        between = given[0]
    if items is None or items.rest is not None or not items.items:
        return UNKNOWN
    parts = [engine.force(items.items[0])]
    for item in items.items[1:]:
        parts.extend((between, engine.force(item)))
    return concat(parts)


def _all(engine: Engine, actuals: Actuals) -> Value:
    return concat([engine.force(value) for value in actuals.positional])


def _merged(_: Engine, actuals: Actuals) -> Value:
    return Fields(tuple((None, value, None) for value in actuals.positional))


WORDS: Mapping[str, Callable[[Engine, Actuals], Value]] = {
    "same": _first,
    "percent": _percent,
    "braces": _braced,
    "join": _joined,
    "concat": _all,
    "merge": _merged,
}
"""What a function may do: give its argument back, fill holes (`%s`, `{0}`), join a list with a
separator, put its arguments together, or put tables over each other."""
