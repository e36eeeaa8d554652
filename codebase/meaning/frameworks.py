"""What functions of React, Vue and their usual companions return, as far as values are known."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.generics import meant_by
from codebase.meaning.library import Asked
from codebase.meaning.values import (
    OTHER,
    UNKNOWN,
    Actuals,
    Client,
    Context,
    Digit,
    Fields,
    Function,
    Instance,
    Items,
    Namespace,
    Text,
    Value,
    alternatives,
    union,
    unresolved,
)
from codebase.modules import Module, span
from codebase.syntax import Call, Member

if TYPE_CHECKING:
    from tree_sitter import Node

_MOST_FILES = 50
"""A context's name that stands in more files is no name of its own."""

_HANDS_ON = frozenset(
    {
        "useCallback",
        "useEvent",
        "useEffectEvent",
        "useEventCallback",
        "useMemoizedFn",
        "useStableCallback",
        "useDebouncedCallback",
        "useThrottledCallback",
        "useDebounceCallback",
        "useDebounceFn",
        "useThrottleFn",
        "debounce",
        "throttle",
        "once",
        "memo",
        "memoize",
        "cache",
        "forwardRef",
        "observer",
        "markRaw",
        "readonly",
        "reactive",
        "toRaw",
        "unref",
    }
)
"""Functions that return what they are given, or a function that calls it."""


def known(
    engine: Engine, name: str, actuals: Actuals, module: Module, node: "Node"
) -> Value | None:
    """Return what a function known by its name returns; None if it is none of these."""
    asked = Asked(engine, actuals, module, node)
    first = asked.at(0)
    if name == "createContext":
        return Context(module, node, first or OTHER)
    if first is None:
        return None
    if name in _HANDS_ON:
        return first
    reader = _FUNCTIONS.get(name)
    return reader(asked, first) if reader is not None else None


def _result(asked: Asked, function: Value) -> Value:
    return asked.engine.call(function, Actuals(), asked.module, asked.node)


def _state(asked: Asked, first: Value) -> Value:
    """`useState(value)`, `useState(() => value)`: the value and what sets it."""
    made = _result(asked, first) if isinstance(first, Function) else first
    declared = asked.node.parent.child_by_field_name("name") if asked.node.parent else None
    is_set = declared is None or declared.named_child_count != 1
    return Items((_afterwards(asked, made) if is_set else made, UNKNOWN))


def _afterwards(asked: Asked, first: Value) -> Value:
    """Return what is left of a first value that somebody may replace: objects, and no texts."""
    if isinstance(first, Fields):
        inner = [asked.engine.force(value) for _, value, _ in first.entries]
        return first if any(_afterwards(asked, value) is value for value in inner) else UNKNOWN
    return UNKNOWN if isinstance(first, Text | Digit | Items) else first


def _kept(asked: Asked, first: Value) -> Value:
    """`useRef(x)` keeps it under `current`, Vue's `ref(x)` under `value`."""
    held = _afterwards(asked, first)
    return Fields((("current", held, None), ("value", held, None)))


def _computed(asked: Asked, first: Value) -> Value:
    return Fields((("value", _result(asked, first), None),))


def _loaded(asked: Asked, first: Value) -> Value:
    """`lazy(() => import('./x'))`: the default export of a file."""
    found = _result(asked, first)
    return asked.engine.member(found, "default") if isinstance(found, Namespace) else found


def _injected(asked: Asked, first: Value) -> Value:
    """Return the object that a container is asked for by its class, or by a token."""
    own = first if isinstance(first, Client | Instance) else UNKNOWN
    return meant_by(asked.engine, first) or own


def _used(asked: Asked, first: Value) -> Value:
    return union([provided(asked.engine, option) for option in alternatives(first)])


_FUNCTIONS: dict[str, Callable[[Asked, Value], Value]] = {
    "useMemo": _result,
    "useState": _state,
    "useRef": _kept,
    "ref": _kept,
    "shallowRef": _kept,
    "computed": _computed,
    "lazy": _loaded,
    "dynamic": _loaded,
    "defineAsyncComponent": _loaded,
    "inject": _injected,
    "useContext": _used,
    "use": _used,
}


def provided(engine: Engine, value: Value) -> Value:
    """Return what a context holds: its default, and whatever any file provides."""
    if not isinstance(value, Context):
        return UNKNOWN
    found = [value.default, *_given(engine, value, value.module)]
    name = _name_of(value)
    useful = [option for option in found if option != OTHER and not unresolved(option)]
    if not useful and name:
        for module in _others(engine, value, name):
            found.extend(_given(engine, value, module))
        useful = [option for option in found if option != OTHER and not unresolved(option)]
    return union(useful or found)


def provides(engine: Engine, module: Module) -> Iterator[Context]:
    """Yield the contexts that one file gives a value: whoever can use them has it."""
    if b".Provider" in module.source:
        for tag in module.calls_of("Provider"):
            form = module.reader.form(tag)
            found = _context(engine, module, form) if isinstance(form, Call) else None
            if found is not None:
                yield found


def _context(engine: Engine, module: Module, form: Call) -> Context | None:
    """Return the context that a tag gives a value: `<Ctx.Provider>` or `<Ctx>`."""
    callee = module.reader.form(form.callee)
    named = isinstance(callee, Member) and callee.name == "Provider"
    holder = callee.object if isinstance(callee, Member) and named else form.callee
    target = engine.evaluate(module, holder, None) if form.attributes is not None else None
    return target if isinstance(target, Context) else None


def _name_of(value: Context) -> str:
    """Return the name of the constant that a context is kept in, or nothing."""
    node = value.node.parent
    while node is not None and node.type.endswith("_expression"):
        node = node.parent
    name = node.child_by_field_name("name") if node is not None else None
    return value.module.text(name) if name is not None else ""


def _others(engine: Engine, value: Context, name: str) -> Iterator[Module]:
    """Yield the other files that write a context's name."""
    paths = [p for p in engine.project.survey.containing({name}) if p != value.module.path]
    for path in paths if len(paths) <= _MOST_FILES else ():
        module = engine.project.module(path)
        if module is not None:
            yield module


def _given(engine: Engine, value: Context, module: Module) -> Iterator[Value]:
    """Yield the values that one file's `<Ctx.Provider value>` and `<Ctx value>` hand down."""
    words = {"Provider", _name_of(value)} - {""}
    tags = {span(tag): tag for word in sorted(words) for tag in module.calls_of(word)}
    for tag in tags.values():
        form = module.reader.form(tag)
        if not isinstance(form, Call) or form.attributes is None:
            continue
        target = _context(engine, module, form)
        same = target is not None and target.node.start_byte == value.node.start_byte
        if target is not None and same and target.module.path == value.module.path:
            given = [entry.value for entry in form.attributes if entry.key == "value"]
            yield from (engine.evaluate(module, node, None) for node in given)
