"""Attributes of classes and of their objects, of clients, and what they inherit."""

from dataclasses import replace

from codebase.meaning.engine import Engine
from codebase.meaning.enumerations import ALL, own_text
from codebase.meaning.neighbours import attached, extensions
from codebase.meaning.openings import added, inborn, parts, set_outside
from codebase.meaning.overriding import descendants, overridden
from codebase.meaning.parents import handed_up
from codebase.meaning.receivers import enumerated
from codebase.meaning.supplies import supplied
from codebase.meaning.values import (
    OTHER,
    UNKNOWN,
    Actuals,
    Class,
    Client,
    ClientClass,
    Definition,
    Frame,
    Function,
    FunctionKey,
    Instance,
    Items,
    Known,
    Open,
    SdkCall,
    Text,
    Value,
    alternatives,
    blank,
    callers_of,
    union,
    unresolved,
)
from codebase.outline import Source
from codebase.syntax import ClassMember, ClassShape, Name

SCHEDULERS = frozenset(
    {"delay", "apply_async", "s", "si", "send", "send_with_options", "bind", "call", "apply"}
)
"""Methods of a function that call it, now or later, or hand it on."""

_DISPATCHES = frozenset({"dispatch", "dispatchSync", "dispatchNow", "dispatchAfterResponse"})
"""Methods a job's class has without saying so: they make a job of what they are given."""

_DOUBLES = frozenset({"Mock", "Fake", "SmartFake"})
"""Classes whose heirs stand in for what they implement."""


def of_client(value: Client, name: str) -> Value:
    """Return a method of the SDK's client."""
    surface = value.surface
    parts = {"snapshot": surface.snapshot, "properties": surface.setters}
    methods = parts.get(value.part, surface.methods)
    if name in methods:
        return SdkCall(name, methods[name], value.likely)
    return value if name in value.surface.parts else OTHER


def defined(value: Value, definition: Definition | None) -> Value:
    """Note the constant that a string came through."""
    if definition is None or not isinstance(value, Text):
        return value
    return Text(value.text, (*value.definitions, definition))


def of_class(engine: Engine, value: Class, name: str) -> Value:
    """Return a static member, an enum's member, a nested class."""
    shape = value.module.class_(value.node)
    found = shape.members.get(f"self.{name}") or shape.members.get(name)
    outside = attached(engine, value, name, value) if found is None else None
    if outside is not None:
        return outside
    if found is None:
        if name in ALL and shape.enumeration:
            return Items(tuple(enumerated(engine, value)))
        assigned = _assigned(engine, value, name, None) or added(engine, value, name, value)
        return assigned if assigned is not None else _inherited_static(engine, value, name)
    if found.kind == "class":
        return Class(value.module, found.node, value.frame)
    alias = _alias(value, shape, found)
    if alias:
        return engine.member(value, alias)
    if found.kind == "field":
        own = _field(engine, value, found, None)
        if own is None or unresolved(own):
            own = set_outside(engine, value, name) or own
        assigned = _assigned(engine, value, name, None)
        return _useful([item for item in (own, assigned) if item is not None])
    function = Function(value.module, found.node, value.frame, value)
    if found.kind == "getter":
        return engine.call(function, Actuals(), value.module, found.node)
    return function


def _alias(value: Class, shape: ClassShape, found: ClassMember) -> str:
    """Return the other member of an enumeration that one is declared as, or nothing."""
    if not shape.enumeration or found.value is None:
        return ""
    form = value.module.reader.form(found.value)
    other = form.text if isinstance(form, Name) else ""
    return other if other in shape.members and other != found.name else ""


def _likely(value: Value) -> Value:
    return replace(value, likely=True) if isinstance(value, Function) else value


def of_instance(engine: Engine, value: Instance, name: str) -> Value:
    """Return a method, a getter's value or a field of an object."""
    own = own_text(engine, value, name)
    if own is not None:
        return own
    if value.cls.module.reader.opens is not None and name[:1].isupper():
        own = of_class(engine, value.cls, name)
        heirs = descendants(engine, value.cls) if unresolved(own) else []
        return union([of_class(engine, heir, name) for heir in heirs]) if heirs else own
    found = _declared(engine, value, name, frozenset())
    if not unresolved(found):
        if value.actuals is not None:
            return found
        declared = _promised_text(value, name, found)
        return declared or overridden(engine, value, name, found)
    implementing = [
        _declared(engine, Instance(cls), name, frozenset({value.cls.key}))
        for cls in descendants(engine, value.cls)
    ]
    known = [option for option in implementing if not unresolved(option)]
    if known:
        return union([_likely(option) for option in known])
    return (
        _promised(value.cls, name)
        or _decided(engine, value, name)
        or _constructing(engine, value, found)
        or supplied(engine, value, name)
        or _scheduled(engine, value, name)
        or set_outside(engine, value.cls, name)
        or inborn(engine, value, name)
        or found
    )


def _scheduled(engine: Engine, value: Instance, name: str) -> Value | None:
    """Return what schedules an object of a task's class: its `run`."""
    if name not in SCHEDULERS or not value.cls.module.reader.first_is_self:
        return None
    run = engine.member(value, "run")
    return Known(name, run) if isinstance(run, Function) else None


def _promised_text(value: Instance, name: str, found: Value) -> Value | None:
    """Return a field whose type lists its texts: whoever hands the object over knows which."""
    member_ = value.cls.module.class_(value.cls.node).members.get(name)
    open_ = member_ is not None and member_.kind == "field" and member_.value is None
    texts = any(isinstance(option, Text) for option in alternatives(found))
    return Open(value.given, found) if value.given and open_ and texts else None


def _constructing(engine: Engine, value: Instance, found: Value) -> Value | None:
    """Return a field that those decide who make the object."""
    constructor = engine.constructor(value.cls) if callers_of(found) else None
    decided = constructor is not None and constructor.key in callers_of(found)
    return found if decided else None


def _decided(engine: Engine, value: Instance, name: str) -> Value | None:
    """Return a field that those decide who hand the object over."""
    member_ = value.cls.module.class_(value.cls.node).members.get(name)
    field_ = member_ is not None and member_.kind == "field" and not member_.static
    if not value.given or not field_:
        return None
    return Open(value.given, supplied(engine, value, name) or UNKNOWN)


def _promised(cls: Class, name: str) -> Value | None:
    """Return a method of an interface that nobody but the SDK can mean."""
    surface = cls.module.reader.surface
    shared = cls.module.reader.shared is not None
    promised = shared and name in cls.module.class_(cls.node).demands and name in surface.methods
    return SdkCall(name, surface.methods[name], likely=True) if promised else None


def _declared(engine: Engine, value: Instance, name: str, seen: frozenset[FunctionKey]) -> Value:
    """Return what a class or its bases declare under a name."""
    cls = value.cls
    found = cls.module.class_(cls.node).members.get(name)
    if found is not None and found.kind in ("method", "getter"):
        static = found.static and cls.module.reader.first_is_self
        function = Function(cls.module, found.node, cls.frame, None if static else value)
        if found.kind == "getter":
            return engine.call(function, Actuals(), cls.module, found.node)
        return function
    outside = attached(engine, cls, name, value) if found is None else None
    if outside is not None:
        return outside
    given = _given_field(engine, value, name) if found is not None else None
    if given is not None:
        return engine.force(given)
    assigned_here = bool(cls.module.outline.assigned(cls.node, name))
    if found is not None or assigned_here:
        return _kept(engine, value, name, found)
    elsewhere = added(engine, cls, name, value)
    if elsewhere is not None:
        return elsewhere
    return _inherited(engine, value, name, seen | {cls.key})


def _kept(engine: Engine, value: Instance, name: str, found: ClassMember | None) -> Value:
    """Join what a field is declared as and what methods assign to it."""
    frame = _construction(engine, value)
    fielded = _field(engine, value.cls, found, frame) if found is not None else None
    assigned = _assigned(engine, value.cls, name, frame)
    if assigned is not None and isinstance(fielded, Text) and _constructed(engine, value, name):
        return assigned
    return _useful([item for item in (fielded, assigned) if item is not None])


def _useful(known: list[Value]) -> Value:
    """Join what several places give a field; one that nobody knows matters for a text only."""
    given = [item for item in known if item != OTHER]
    if not any(isinstance(o, Text) for item in given for o in alternatives(item)):
        given = [item for item in given if not unresolved(item)]
    return union(given or known) if known else UNKNOWN


def _constructed(engine: Engine, value: Instance, name: str) -> bool:
    """Say whether a constructor sets a field, whatever the class says about it."""
    constructor = engine.constructor(value.cls)
    start = constructor.node.start_byte if constructor is not None else -1
    sources = value.cls.module.outline.assigned(value.cls.node, name)
    return any(source.function == start for source in sources)


def _given_field(engine: Engine, value: Instance, name: str) -> Value | None:
    """Return what a class without a constructor was given for a field (a dataclass)."""
    if value.actuals is None or engine.constructor(value.cls) is not None:
        return None
    given = next((item for key, item in value.actuals.keywords if key == name), None)
    if given is not None or not value.actuals.positional:
        return given
    names = _annotated(engine, value.cls)
    at = names.index(name) if name in names else len(value.actuals.positional)
    return value.actuals.positional[at] if at < len(value.actuals.positional) else None


def _annotated(engine: Engine, cls: Class, deepest: int = 8) -> list[str]:
    """Return the annotated fields of a class, in the order a dataclass takes them."""
    parents = bases(engine, cls) if deepest else []
    found = [name for parent in parents for name in _annotated(engine, parent, deepest - 1)]
    for name, member_ in cls.module.class_(cls.node).members.items():
        if member_.kind == "field" and member_.type is not None and name not in found:
            found.append(name)
    return found


def _construction(engine: Engine, value: Instance) -> Frame | None:
    constructor = engine.constructor(value.cls)
    if constructor is None or value.actuals is None:
        return value.cls.frame
    bound_to = Function(constructor.module, constructor.node, constructor.frame, value)
    return engine.enter(bound_to, value.actuals)


def _field(engine: Engine, cls: Class, found: ClassMember, frame: Frame | None) -> Value | None:
    typed = engine.typed(cls.module, found.type) if found.type is not None else None
    if found.value is None:
        return typed
    value = (
        engine.evaluate(cls.module, found.value, frame or cls.frame)
        if found.text is None
        else Text(found.text)
    )
    if typed is not None and blank(value):
        # `client: PostHog | null = null` is a client by the time it is used.
        return typed
    node = found.node
    return defined(value, Definition(cls.module.path, found.name, node.start_byte, node.end_byte))


def _assigned(engine: Engine, cls: Class, name: str, frame: Frame | None) -> Value | None:
    """Join what the methods of a class assign to one attribute."""
    sources = cls.module.outline.assigned(cls.node, name)
    return (
        union([_assignment(engine, cls, source, frame) for source in sources]) if sources else None
    )


def _assignment(engine: Engine, cls: Class, source: Source, frame: Frame | None) -> Value:
    own = frame if frame is not None and frame.function[1] == source.function else cls.frame
    value = engine.evaluate(cls.module, source.node, own)
    if unresolved(value) and source.type is not None:
        return engine.typed(cls.module, source.type) or value
    return value


def _inherited(engine: Engine, value: Instance, name: str, seen: frozenset[FunctionKey]) -> Value:
    parents = bases(engine, value.cls)
    # What stands beside a base is looked at here, and not once more through it.
    known = seen.union(base.key for base in parents)
    for base in parents:
        if base.key not in seen:
            given = handed_up(engine, value.cls, base, _construction(engine, value))
            found = _declared(engine, Instance(base, given or value.actuals), name, known)
            if not unresolved(found) and found != OTHER:
                return _rebound(found, value)
    return _of_sdk_base(engine, value.cls, name)


def _of_sdk_base(engine: Engine, cls: Class, name: str) -> Value:
    """Return a method of the SDK's client that a class takes over, unless it stands in for it."""
    listed = cls.module.class_(cls.node).bases
    if any(cls.module.text(base) in _DOUBLES for base in listed):
        return UNKNOWN
    for base in listed:
        value = engine.evaluate(cls.module, base, cls.frame)
        if isinstance(value, Client | ClientClass) and name in value.surface.methods:
            return of_client(Client(value.surface, value.likely), name)
    return UNKNOWN


def _inherited_static(engine: Engine, value: Class, name: str) -> Value:
    for base in _static_bases(engine, value, name):
        given = handed_up(engine, value, base, value.frame)
        found = engine.member(base if given is None else Instance(base, given), name)
        if not unresolved(found) and found != OTHER:
            return _rebound(found, value)
    made = value if name in _DISPATCHES and value.module.reader.tabular else UNKNOWN
    return inborn(engine, value, name) or made


def _static_bases(engine: Engine, cls: Class, name: str) -> list[Class]:
    """Return the bases to ask for a member of a class.

    Where classes are added to elsewhere, these and the class are bases of each other: all that are
    above are collected first, and only who declares the name is asked.
    """
    if not cls.module.reader.extends:
        return bases(engine, cls)
    found: dict[FunctionKey, Class] = {}
    queue = [cls]
    while queue:
        for base in bases(engine, queue.pop(0)):
            if base.key not in found and base.key != cls.key:
                found[base.key] = base
                queue.append(base)
    return [base for base in found.values() if name in base.module.class_(base.node).members]


def _rebound(value: Value, target: Instance | Class) -> Value:
    """Bind an inherited method to the object it was reached through."""
    if isinstance(value, Function) and isinstance(value.this, Instance | Class):
        return Function(value.module, value.node, value.frame, target, value.given)
    return value


def bases(engine: Engine, cls: Class) -> list[Class]:
    """Return the classes of the tree that a class extends."""
    shape = cls.module.class_(cls.node)
    found = [engine.evaluate(cls.module, base, cls.frame) for base in shape.bases]
    added_to = extensions(engine, cls.module, shape.name)
    one_of_them = any(each.key == cls.key for each in added_to)
    if not one_of_them or not any(isinstance(base, Class) for base in found):
        found.extend(added_to)
    if cls.module.reader.opens is not None:
        for part in parts(engine, cls, ""):
            listed = part.module.class_(part.node).bases
            found.extend(engine.evaluate(part.module, base, None) for base in listed)
    found = [base.cls if isinstance(base, Instance) else base for base in found]
    return [base for base in found if isinstance(base, Class) and base.key != cls.key]
