"""Which properties a capture sends with its event, as far as they are written down."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from codebase.meaning.engine import Engine
from codebase.meaning.values import (
    OTHER,
    Actuals,
    Fields,
    Lazy,
    Open,
    SdkCall,
    Text,
    Value,
    alternatives,
    settled,
)
from codebase.modules import Module
from codebase.surface import Method, Surface
from codebase.syntax import Name

_DEEPEST = 8
"""Objects spread in objects."""

_MOST = 200
"""More properties than this nobody has written down for one event."""


@dataclass(frozen=True)
class Sent:
    """What goes with an event."""

    names: frozenset[str] = field(default=frozenset())
    """Without PostHog's own, which begin with `$`."""
    more: bool = False
    """Whether something may be sent that is not among the names."""

    def __or__(self, other: "Sent") -> "Sent":
        """Return what two ways to send one event may send."""
        return Sent(self.names | other.names, self.more or other.more)


UNTOLD = Sent(more=True)
"""Nobody knows what goes with the event."""


def sent_with(engine: Engine, surface: Surface, call: SdkCall, actuals: Actuals) -> Sent:
    """Return what one call of the SDK sends."""
    if not surface.sends:
        return UNTOLD
    found = Sent(more=actuals.rest is not None or actuals.fields is not None)
    for value in _places(engine, surface, call.method, actuals):
        found |= _listed(engine, value, _DEEPEST)
    return found if len(found.names) <= _MOST else UNTOLD


def may_change(values: Iterable[Value]) -> bool:
    """Tell whether an object among some arguments gets entries after it was written down."""
    return any(isinstance(value, Lazy) and _is_changed(value) for value in values)


def _places(engine: Engine, surface: Surface, method: Method, actuals: Actuals) -> Iterator[Value]:
    """Yield the arguments and fields that carry properties."""
    names = [name for name in surface.sends if not name.isdigit()]
    at = method.position
    message = engine.force(actuals.positional[at]) if at < len(actuals.positional) else OTHER
    if method.field and isinstance(settled(message), Fields):
        for name in names:
            inner = engine.member(message, name)
            if inner != OTHER:
                yield inner
        return
    for name in surface.sends:
        if name.isdigit():
            yield from actuals.positional[int(name) :][:1]
        else:
            yield from (value for key, value in actuals.keywords if key == name)


def _listed(engine: Engine, value: Value, deepest: int) -> Sent:
    """Return the keys of an object, those of objects that are spread in it among them."""
    found = Sent(more=isinstance(value, Lazy) and _is_changed(value))
    for option in alternatives(engine.force(value)):
        if isinstance(option, Open):
            found |= _listed(engine, option.fallback, deepest - 1) | UNTOLD
        elif isinstance(option, Fields) and deepest:
            found |= _of_entries(engine, option, deepest)
        elif option != OTHER:  # an argument that is left out, `null`, `undefined`, `None`
            found |= UNTOLD
    return found


def _of_entries(engine: Engine, value: Fields, deepest: int) -> Sent:
    names, found = set[str](), Sent()
    for key, inner, _ in value.entries:
        if isinstance(key, str):
            names.add(key)
        elif key is None:
            found |= _listed(engine, inner, deepest - 1)
        else:
            known = settled(engine.force(key))
            if isinstance(known, Text):
                names.add(known.text)
            else:
                found |= UNTOLD
    return found | Sent(frozenset(name for name in names if not name.startswith("$")))


def _is_changed(value: Lazy) -> bool:
    """Tell whether a variable is given more entries anywhere in its file."""
    form = value.module.reader.form(value.node)
    return isinstance(form, Name) and _changes(value.module, form.text)


def _changes(module: Module, name: str) -> bool:
    word = rb"(?<![\w$.])" + re.escape(name.encode()) + rb"(?![\w$])"
    entry = rb"(?:\s*\??\.\s*[\w$]+|\[[^\]\n]*\])+\s*(?:\|\||&&|\?\?|[-+|])?=(?![=>~])"
    told = rb"\.(?:update|setdefault|merge!|store|put|putAll|addAll|pop|delete|Add)\s*\("
    handed = rb"\bObject\.assign\(\s*" + word
    pattern = word + rb"(?:" + entry + rb"|" + told + rb")|" + handed
    return re.search(pattern, module.source) is not None
