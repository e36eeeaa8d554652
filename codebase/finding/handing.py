"""Functions that are handed to something that calls them: queues, threads, background tasks."""

from codebase.meaning.arguments import spread
from codebase.meaning.calls import actuals_of
from codebase.meaning.engine import Engine
from codebase.meaning.iteration import elements
from codebase.meaning.values import UNKNOWN, Actuals, Frame, Function, SdkCall, Value
from codebase.modules import Module
from codebase.syntax import Call, Member, Name

_TAKES_FUNCTION = {
    "add_task": 0,
    "submit": 0,
    "to_thread": 0,
    "run_in_executor": 1,
    "enqueue": 0,
    "enqueue_in": 1,
    "enqueue_at": 1,
    "call_soon": 0,
    "call_soon_threadsafe": 0,
    "call_later": 1,
    "run_in_threadpool": 0,
    "run_sync": 0,
    "on_commit": 0,
    "BackgroundTask": 0,
}
"""Functions that call what they are given, with the arguments after it; by position."""

_TAKES_ARGUMENTS = {"Thread": "target", "Process": "target", "Timer": "function"}
"""Classes whose objects call the argument of this name, with `args` and `kwargs`."""


_EACH = frozenset({"each", "map", "flat_map", "any?", "all?", "filter", "async_stream"})
"""Functions of a module that call the second thing they are given with each item of the first."""


def handed(
    engine: Engine, module: Module, form: Call, frame: Frame | None
) -> tuple[Value, Actuals] | None:
    """Return what a call hands to something that will call it, and with which arguments."""
    callee = module.reader.form(form.callee)
    name = callee.name if isinstance(callee, Member) else ""
    name = callee.text if isinstance(callee, Name) else name
    if name in _EACH and isinstance(callee, Member) and module.reader.tabular:
        return _behind_list(engine, module, form, frame)
    named_ = name in _TAKES_FUNCTION or name in _TAKES_ARGUMENTS
    if not named_ and not (name == "map" and module.reader.first_is_self):
        return None
    actuals = actuals_of(engine, module, form, frame)
    if name in _TAKES_FUNCTION:
        target, given = _after(engine, actuals, name)
    elif name in _TAKES_ARGUMENTS:
        target, given = _beside(engine, actuals, name)
    else:
        target, given = _each(engine, actuals)
    return engine.force(target), given


def _after(engine: Engine, actuals: Actuals, name: str) -> tuple[Value, Actuals]:
    """`submit(f, 'key')`, and of a queue also `enqueue(f, args=('key',))`."""
    at = _TAKES_FUNCTION[name]
    target = actuals.positional[at] if at < len(actuals.positional) else UNKNOWN
    keywords = dict(actuals.keywords)
    if name.startswith("enqueue") and ("args" in keywords or "kwargs" in keywords):
        return target, spread(engine, keywords.get("args"), keywords.get("kwargs"))
    return target, Actuals(actuals.positional[at + 1 :], actuals.keywords, actuals.rest)


def _beside(engine: Engine, actuals: Actuals, name: str) -> tuple[Value, Actuals]:
    """`Thread(target=f, args=('key',))`, `Timer(3, f, ['key'])`."""
    keywords = dict(actuals.keywords)
    placed = dict(enumerate(actuals.positional))
    target = keywords.get(_TAKES_ARGUMENTS[name], placed.get(1, UNKNOWN))
    timer = name == "Timer"
    args = keywords.get("args", placed.get(2) if timer else None)
    named = keywords.get("kwargs", placed.get(3) if timer else None)
    return target, spread(engine, args, named)


def _behind_list(
    engine: Engine, module: Module, form: Call, frame: Frame | None
) -> tuple[Value, Actuals] | None:
    """`Enum.each(keys, f)`: every key in turn, for a function that is handed over by name."""
    given = actuals_of(engine, module, form, frame).positional
    target = engine.force(given[1]) if len(given) == 2 else UNKNOWN
    if not isinstance(target, Function | SdkCall):
        return None
    return target, Actuals((elements(engine, given[0]),))


def _each(engine: Engine, actuals: Actuals) -> tuple[Value, Actuals]:
    """`map(f, keys)`: every key in turn."""
    first, *rest = actuals.positional or (UNKNOWN,)
    return first, Actuals(tuple(elements(engine, value) for value in rest))
