"""Functions that pass one of their parameters on to the SDK, or return a flag's value."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from codebase.finding.handing import handed
from codebase.meaning.arguments import spread
from codebase.meaning.calls import actuals_of
from codebase.meaning.engine import Engine
from codebase.meaning.names import owner_of
from codebase.meaning.overloads import meant
from codebase.meaning.properties import Sent, sent_with
from codebase.meaning.sites import key_of
from codebase.meaning.values import (
    OTHER,
    Actuals,
    Class,
    Doubt,
    Fields,
    FlagRead,
    Frame,
    Function,
    FunctionKey,
    Instance,
    Known,
    SdkCall,
    SdkComponent,
    Text,
    Value,
    alternatives,
    settled,
    union,
    unresolved,
)
from codebase.modules import Module, Spot, span
from codebase.syntax import Call, Member
from scans.model import UsageKind

if TYPE_CHECKING:
    from tree_sitter import Node

LONGEST = 8
"""Wrappers around wrappers that are followed."""


@dataclass(frozen=True)
class Passage:
    """One way from a function's parameters to a key of the SDK.

    `call` stands in the function's body: the SDK call itself, or the call of the next wrapper.
    """

    function: FunctionKey
    name: str
    call: Spot
    kind: UsageKind
    method: str
    inner: "Passage | None" = None
    known: frozenset[str] = frozenset()
    """Keys that are reported at `call` already, whoever calls."""
    likely: Doubt = False
    """What the call is doubted for, whoever makes it."""
    fixed: bool = False
    """The function returns the value of a flag whose key callers do not decide."""

    def via(self) -> tuple[str, ...]:
        """Return the wrappers from here inwards."""
        return (self.name, *(self.inner.via() if self.inner else ()))

    def passes(self, function: FunctionKey) -> bool:
        """Say whether the way leads through a function: recursion ends there."""
        return self.function == function or (self.inner is not None and self.inner.passes(function))


def key_through(engine: Engine, passage: Passage, frame: Frame | None) -> Value | None:
    """Return the key a passage leads to when its function runs in `frame`."""
    ends = _ends(engine, passage, frame)
    keys = [sdk_key(engine, end.value, end.actuals, passage.method) for end in ends]
    found = [key for key in keys if key is not None]
    return union(found) if found else None


def sent_through(engine: Engine, passage: Passage, frame: Frame | None) -> Sent:
    """Return what goes with the event that a passage leads to when its function runs in `frame`."""
    found = Sent()
    for end in _ends(engine, passage, frame):
        found |= sent_by(engine, end.module, end.value, end.actuals)
    return found


def sent_by(engine: Engine, module: Module, value: Value, actuals: Actuals) -> Sent:
    """Return what a direct use of the SDK sends with its event."""
    direct = sdk_call(engine, value, actuals)
    if direct is None:
        return Sent()
    call, given = direct
    return sent_with(engine, module.reader.surface, call, _with_given(call, given))


class _End(NamedTuple):
    """Something that may be the SDK, with the arguments it is called with."""

    module: Module
    value: Value
    actuals: Actuals


def _ends(engine: Engine, passage: Passage, frame: Frame | None) -> Iterator[_End]:
    """Yield what stands at the end of a passage."""
    place = engine.project.at(passage.call)
    form = place[0].reader.form(place[1]) if place is not None else None
    if place is None or not isinstance(form, Call):
        return
    module, inner = place[0], passage.inner
    ways = [(callee_value(engine, module, form, frame), actuals_of(engine, module, form, frame))]
    scheduled = handed(engine, module, form, frame)
    ways.extend([scheduled] if scheduled is not None else [])
    for value, actuals in [(o, given) for way, given in ways for o in alternatives(settled(way))]:
        if inner is None:
            yield _End(module, value, actuals)
            continue
        called = callable_of(engine, value, actuals)
        if called is not None and called[0].key == inner.function:
            yield from _ends(engine, inner, engine.enter(*called))


def callee_value(engine: Engine, module: Module, form: Call, frame: Frame | None) -> Value:
    """Return what a call calls."""
    if module.reader.runs(form.callee):
        return engine.named(module, form.callee, module.text(form.callee))
    found = engine.force(engine.evaluate(module, form.callee, frame))
    return _posted(engine, module, form, frame) or meant(engine, found, module, form, frame)


def _posted(engine: Engine, module: Module, form: Call, frame: Frame | None) -> SdkCall | None:
    """`queue.Enqueue(posthog.Capture{…})`: a message of the SDK says whose queue it is.

    So does none of an object that is known to be something else.
    """
    callee = module.reader.form(form.callee)
    name = callee.name if isinstance(callee, Member) else ""
    method = module.reader.surface.methods.get(name)
    if not isinstance(callee, Member) or method is None or not form.arguments:
        return None
    if method.kind != "event" or not method.records:
        return None
    holders = alternatives(settled(engine.object_of(module, callee.object, frame)))
    if any(not _is_interface(o) if isinstance(o, Instance) else not unresolved(o) for o in holders):
        return None
    sent = alternatives(settled(engine.evaluate(module, form.arguments[0].value, frame)))
    told = any(isinstance(o, Fields) and o.type in method.records for o in sent)
    return SdkCall(name, method, likely=True) if told else None


def _is_interface(value: Instance) -> bool:
    return bool(value.cls.module.class_(value.cls.node).demands)


def leaves_out(engine: Engine, form: Call | None, actuals: Actuals) -> bool:
    """Say whether what is no key in a call is one that was not given.

    An attribute is absent, or an object is another message, which has no such field.
    """
    if form is None:
        return False
    absent = form.attributes is not None or not form.arguments
    return absent or any(isinstance(engine.force(each), Fields) for each in actuals.positional)


def sdk_call(engine: Engine, value: Value, actuals: Actuals) -> tuple[SdkCall, Actuals] | None:
    """Return the method of the SDK that a call runs, also by its `call` or `apply`."""
    if isinstance(value, SdkCall):
        return value, actuals
    if isinstance(value, Known) and isinstance(value.target, SdkCall) and value.name != "bind":
        return value.target, _scheduled(engine, value.name, actuals)
    return None


def sdk_key(engine: Engine, value: Value, actuals: Actuals, method: str) -> Value | None:
    """Return the key of a direct use of the SDK."""
    direct = sdk_call(engine, value, actuals)
    if direct is not None:
        value, actuals = direct
    if isinstance(value, SdkCall) and value.name == method:
        return key_of(engine, value, _with_given(value, actuals))
    if isinstance(value, SdkComponent) and actuals.positional:
        key = engine.member(actuals.positional[0], value.component.attribute)
        return None if key == OTHER else key
    return None


def _with_given(call: SdkCall, actuals: Actuals) -> Actuals:
    """Return the arguments of a call, those that were fixed beforehand in front."""
    given = call.given
    if given is None:
        return actuals
    return Actuals(
        (*given.positional, *actuals.positional),
        (*given.keywords, *actuals.keywords),
        actuals.rest,
        actuals.fields,
    )


def callable_of(engine: Engine, value: Value, actuals: Actuals) -> tuple[Function, Actuals] | None:
    """Return the function of the tree that a call runs, and with which arguments."""
    if isinstance(value, Function):
        return value, actuals
    if isinstance(value, Class):
        constructor = engine.constructor(value)
        if constructor is None:
            return None
        this = Instance(value, actuals)
        return Function(constructor.module, constructor.node, constructor.frame, this), actuals
    if isinstance(value, Instance) and value.cls.module.reader.first_is_self:
        called = engine.member(value, "__call__")
        return (called, actuals) if isinstance(called, Function) else None
    if isinstance(value, Known) and isinstance(value.target, Function):
        if value.name == "bind":
            return None
        if value.name == "call" and value.target.module.reader.tabular:
            return value.target, actuals
        python = value.target.module.reader.first_is_self
        return value.target, _scheduled(engine, value.name, actuals, python=python)
    return None


def _scheduled(engine: Engine, name: str, actuals: Actuals, *, python: bool = False) -> Actuals:
    """Return the arguments a scheduled call will run with."""
    if name in ("call", "perform_in", "perform_at"):
        return Actuals(actuals.positional[1:], actuals.keywords, actuals.rest, actuals.fields)
    if name == "apply" and not python:
        return spread(engine, actuals.positional[1] if len(actuals.positional) > 1 else None, None)
    if name not in ("apply", "apply_async", "send_with_options"):
        return actuals
    keywords = dict(actuals.keywords)
    given = keywords.get("args", actuals.positional[0] if actuals.positional else None)
    named = keywords.get("kwargs", actuals.positional[1] if len(actuals.positional) > 1 else None)
    return spread(engine, given, named)


def around(engine: Engine, module: Module, node: "Node") -> "dict[FunctionKey, tuple[str, Node]]":
    """Return the functions whose parameters a piece of code may use, by identity.

    Beside those around it, the constructor of a class: it decides what the object's methods see.
    """
    found: dict[FunctionKey, tuple[str, Node]] = {}
    for function in module.outline.enclosing(node, module.outline.functions):
        found[module.path, function.start_byte] = (name_of(module, function), function)
    for owner in module.outline.enclosing(node, module.outline.classes):
        constructor = engine.constructor(Class(module, owner))
        if constructor is not None:
            name = module.class_(owner).name
            found.setdefault(constructor.key, (name, constructor.node))
    return found


def name_of(module: Module, function: "Node") -> str:
    """Return the name a function is called by: its own, or that of what holds it."""
    own = module.function(function).name
    if own == "constructor" or own == "__init__":
        owner = owner_of(module, function)
        return module.class_(owner).name if owner is not None else own
    holder = function.parent
    while not own and holder is not None:
        if holder.start_byte in module.outline.functions and holder.type != "arguments":
            shape = module.outline.functions[holder.start_byte]
            if shape == holder:
                return name_of(module, holder)
        for field in ("name", "key", "left"):
            label = holder.child_by_field_name(field)
            if label is not None and holder.type not in ("required_parameter",):
                return module.text(label).rpartition(".")[2].strip("'\"")
        holder = holder.parent
    return own


def returns_value_of(engine: Engine, module: Module, function: "Node", call: "Node") -> bool:
    """Say whether a function returns the flag value that one of its calls asks for."""
    shape = module.function(function)
    nodes = [shape.body] if shape.body else module.outline.returned(function)
    for node in nodes:
        for option in alternatives(settled(engine.evaluate(module, node, None))):
            if isinstance(option, FlagRead) and _same(option, module, call):
                return True
    return False


def _same(read: FlagRead, module: Module, call: "Node") -> bool:
    return read.module.path == module.path and span(read.call) == span(call)


def texts(value: Value) -> list[Text]:
    """Return the strings among the alternatives, sorted, each once."""
    found = {option.text: option for option in alternatives(value) if isinstance(option, Text)}
    return [found[text] for text in sorted(found)]
