"""What a name stands for: scopes, assignments, parameters, imports, types."""

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from codebase.meaning.arguments import actual
from codebase.meaning.engine import Engine
from codebase.meaning.fixtures import fixture
from codebase.meaning.flow import live, overlaid
from codebase.meaning.importing import imported
from codebase.meaning.iteration import elements, entered, item
from codebase.meaning.neighbours import neighbouring
from codebase.meaning.openings import given_block, on_class
from codebase.meaning.receivers import (
    ambient,
    client_by_name,
    surface_by,
)
from codebase.meaning.scoping import GIVES_OBJECT, lent
from codebase.meaning.values import (
    OTHER,
    UNKNOWN,
    Class,
    Client,
    Definition,
    Fields,
    Flags,
    Foreign,
    Frame,
    Function,
    FunctionKey,
    Instance,
    Items,
    Known,
    Open,
    Package,
    SdkCall,
    Text,
    Typed,
    Value,
    alternatives,
    blank,
    callers_of,
    union,
    unresolved,
)
from codebase.meaning.visible import of_own_class, starred
from codebase.modules import Module
from codebase.outline import ImportRef, Scope, Source
from codebase.syntax import (
    Call,
    FunctionShape,
    Member,
    Name,
    Through,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_ITERATED = frozenset(
    {"forEach", "map", "filter", "some", "every", "find", "flatMap", "findIndex", "each"}
    | {"for_each", "foreach", "any", "all", "filter_map", "find_map", "flat_map"}
    | {"and_then", "map_or", "map_or_else", "inspect", "with"}
    | {"ForEach", "Select", "Where", "Any", "All"}
)


_GLOBALS = frozenset({"Object", "Array", "Promise", "Boolean", "String", "Map", "Set", "Proxy"})
"""Names that JavaScript has without an import, and whose results are known values."""

_MAPS = frozenset({"map", "filter", "array_map", "array_filter", "array_walk"})
"""Functions that call one of their arguments with the items of another."""

_HANDS_ON = frozenset({"then", "tap"})
"""Functions that call their second argument with the first."""

_BUILTINS = frozenset(
    {
        "bool",
        "str",
        "dict",
        "list",
        "tuple",
        "set",
        "frozenset",
        "sorted",
        "reversed",
        "iter",
        "enumerate",
        "zip",
        "getattr",
        "staticmethod",
        "classmethod",
    }
)
"""Names that Python has without an import, and whose results are known values."""


LISTENED: tuple[Literal["keys"], Literal["flags"]] = ("keys", "flags")
"""What a listener is given: the active keys, the values of all."""


_AROUND = 5
"""Nodes between an argument and its call, at most."""


def named(engine: Engine, module: Module, node: "Node", name: str, frame: Frame | None) -> Value:
    """Return what a name stands for at one place."""
    if name.startswith("::"):
        node, name = module.tree.root_node, name[2:]
    scope = module.outline.lookup(node, name)
    own = of_own_class(engine, module, node, name, scope, frame)
    if own is not None:
        return own
    if scope is not None:
        return bound(engine, module, scope, name, node, frame)
    around = lent(engine, module, node, name, frame) or _of_extended(
        engine, module, node, name, frame
    )
    if around is not None:
        return around
    for specifier in module.outline.stars() if module.outline.open else ():
        value = starred(engine, module, specifier, name)
        if value is not None:
            return value
    around = neighbouring(engine, module, name)
    if around is not None:
        return around
    if name in module.reader.converters:
        return Known("str")
    space = engine.neighbours.nearest_space(module.path, name)
    if space is not None:
        return Package(space, module.language)
    if name in module.reader.library:
        return Known(name)
    if name in module.reader.surface.global_objects:
        return Known("global")
    package = _package(engine, module, node, name) if module.reader.roots else None
    if package is not None:
        return package
    known = name in _BUILTINS if module.reader.first_is_self else name in _GLOBALS
    if name in module.reader.surface.ambient:
        return ambient(module.reader.surface, name)
    return Known(name) if known else UNKNOWN


def _of_extended(
    engine: Engine, module: Module, node: "Node", name: str, frame: Frame | None
) -> Value | None:
    """Return the member of an extension's object that a bare name means."""
    if not module.reader.receives or name == "this":
        return None
    scope = module.outline.lookup(node, "this")
    kinds = scope.names["this"] if scope is not None else []
    # The type itself is nothing that its objects have.
    if not kinds or any(
        each.node.start_byte <= node.start_byte < each.node.end_byte for each in kinds
    ):
        return None
    value = engine.member(named(engine, module, node, "this", frame), name)
    return None if unresolved(value) or value == OTHER else value


def _package(engine: Engine, module: Module, node: "Node", name: str) -> Value | None:
    """Return the package that a name is the name of: the SDK, or one of the tree.

    Of `A.B.C` it is the longest beginning that is known, and what is in that.
    """
    head, joint, last = name.rpartition(".")
    if joint:
        return engine.member(engine.named(module, node, head), last)
    if name in module.reader.surface.ambient:
        return None
    path = engine.project.resolve(module.path, module.language, name)
    sdk = surface_by(module.reader, name) is not None
    return imported(engine, module, ImportRef(name, "*")) if path is not None or sdk else None


def bound(
    engine: Engine, module: Module, scope: Scope, name: str, use: "Node", frame: Frame | None
) -> Value:
    """Join every value a name may have where it is used."""
    sources = live(module, module.outline.sources(scope, name), use)
    given = [source for source in sources if source.kind != "opaque" or source.type is None]
    value = _tried([source_value(engine, module, name, source, frame) for source in given], given)
    if len(given) < len(sources) and (unresolved(value) or value == OTHER):
        # `let x: T` says nothing more than its type, and that only where no value does.
        types = [source.type for source in sources if source not in given and source.type]
        typed = [engine.typed(module, node) for node in types]
        known = [found for found in typed if found is not None]
        value = union([value, *known]) if given or not known else union(known)
    later = module.outline.sources(scope, f"{name}.")
    return overlaid(engine, module, value, later, use, frame) if later else value


def _tried(values: list[Value], sources: list[Source]) -> Value:
    """Join alternatives; of imports that were tried one after another, those that are here."""
    tried = [v for v, s in zip(values, sources, strict=True) if s.kind == "import"]
    here = [value for value in tried if not isinstance(value, Foreign) and not unresolved(value)]
    absent = [value for value in tried if value not in here] if here else []
    return union([value for value in values if value not in absent])


def source_value(
    engine: Engine, module: Module, name: str, source: Source, frame: Frame | None
) -> Value:
    """Return the value one source gives its name."""
    node = source.node
    if source.kind in ("function", "class") and module.reader.opens is not None:
        # Neither sees the variables around it.
        frame = None
    if source.kind == "function":
        return Function(module, node, frame)
    if source.kind == "class":
        return Class(module, node, frame)
    if source.origin is not None:
        return walked(engine, module, imported(engine, module, source.origin), source)
    value = _raw(engine, module, source, frame)
    if source.default is not None and source.kind != "parameter" and unresolved(value):
        value = union([engine.evaluate(module, source.default, frame), value])
    if source.type is not None and blank(value):
        # `let client: PostHog | null = null` is a client by the time it is used.
        value = engine.typed(module, source.type) or value
    return _defined(value, Definition(module.path, name, *_span(source.definition)))


def _span(node: "Node") -> tuple[int, int]:
    return node.start_byte, node.end_byte


def _raw(engine: Engine, module: Module, source: Source, frame: Frame | None) -> Value:
    if source.kind == "parameter":
        return parameter_value(engine, module, source, frame)
    if source.kind == "value":
        take = engine.object_of if source.path or _reaches(module, source.node) else engine.evaluate
        value = take(module, source.node, frame)
        if source.definition.type == "as_pattern":
            value = entered(engine, value, module, source.node)
        return walked(engine, module, value, source)
    if source.kind == "element":
        whole = engine.evaluate(module, source.node, frame)
        return walked(engine, module, elements(engine, whole), source)
    return UNKNOWN


def _reaches(module: Module, node: "Node") -> bool:
    """Say whether an expression takes something out of something: its last name may say what."""
    form = module.reader.form(node)
    while isinstance(form, Through):
        form = module.reader.form(form.inner)
    return isinstance(form, Member | Call)


def walked(engine: Engine, module: Module, value: Value, source: Source) -> Value:
    """Follow a pattern into a value."""
    for step in source.path:
        if isinstance(step, str):
            value = engine.member(value, step)
            value = client_by_name(module.reader.surface, value, step) or value
        else:
            value = item(engine, value, step)
    return value


def _defined(value: Value, definition: Definition) -> Value:
    """Note the constant that strings came through."""
    if isinstance(value, Text):
        return Text(value.text, (*value.definitions, definition))
    members = alternatives(value)
    if len(members) > 1 and any(isinstance(member, Text) for member in members):
        return union([_defined(member, definition) for member in members])
    return value


def parameter_value(engine: Engine, module: Module, source: Source, frame: Frame | None) -> Value:
    """Return a parameter's value: what this call gives, or what any caller may."""
    node = module.outline.functions[source.function]
    shape = module.function(node)
    at = _position(shape, source.definition)
    if at is None:
        return UNKNOWN
    key: FunctionKey = (module.path, node.start_byte)
    parameter = shape.parameters[at]
    outside = frame
    while frame is not None and frame.function != key:
        frame = frame.outer
    known = engine.typed(module, parameter.type) if parameter.type is not None else None
    if frame is None:
        this = outside.this if outside is not None else None
        value = _unbound(engine, module, node, shape, at, known)
        if isinstance(value, Instance) and isinstance(this, Instance) and at == 0:
            value = this if this.cls.key == value.cls.key else value
        return walked(engine, module, value, source)
    value = actual(engine, shape, at, frame.actuals)
    if value is None:
        default = source.default if source.path else parameter.default
        return engine.evaluate(module, default, frame) if default is not None else OTHER
    value = engine.force(value)
    if known is not None and (
        unresolved(value) or (blank(value) and isinstance(known, Client | Instance | Items))
    ):
        deciders = callers_of(value) if _open_typed(known) else frozenset[FunctionKey]()
        value = Open(deciders, known) if deciders else known
    found = walked(engine, module, value, source)
    if source.path and source.default is not None and _absent(value, source):
        return engine.evaluate(module, source.default, frame)
    return found


def _absent(value: Value, source: Source) -> bool:
    """Say whether an object certainly lacks the field a pattern asks for."""
    step = source.path[0]
    if not isinstance(value, Fields) or not isinstance(step, str):
        return False
    keys = [key for key, _, _ in value.entries]
    return all(isinstance(key, str) for key in keys) and step not in keys


def _position(shape: FunctionShape, definition: "Node") -> int | None:
    for at, parameter in enumerate(shape.parameters):
        start, end = parameter.pattern.start_byte, parameter.pattern.end_byte
        if definition.start_byte <= start and end <= definition.end_byte:
            return at
    return None


def _unbound(
    engine: Engine,
    module: Module,
    node: "Node",
    shape: FunctionShape,
    at: int,
    known: Value | None,
) -> Value:
    """Return a parameter's value while nobody calls: its instance, its type, its default."""
    owner = owner_of(module, node)
    if module.reader.first_is_self and owner is not None and at == 0 and _is_method(module, shape):
        cls = Class(module, owner)
        decorated = {module.text(item) for item in shape.decorators}
        return cls if "classmethod" in decorated else Instance(cls)
    given = handed(engine, module, node, at) or engine.arrived(module.path, node.start_byte, at)
    if given is None and module.reader.first_is_self:
        given = fixture(engine, module, shape, shape.parameters[at].name)
    if given is not None:
        return given
    parameter = shape.parameters[at]
    if known is not None and not _open_typed(known):
        return _given(known, (module.path, node.start_byte))
    fallback = known if known is not None else UNKNOWN
    if parameter.default is not None:
        default = engine.evaluate(module, parameter.default, None)
        if _object(default):
            return default
        fallback = union([fallback, default]) if isinstance(default, Text) else fallback
    return Open(frozenset({(module.path, node.start_byte)}), fallback)


def _given(value: Value, function: FunctionKey) -> Value:
    """Note that callers of a function hand over the objects it is known to be given."""
    options = alternatives(value)
    return union(
        [
            replace(o, given=frozenset({function}))
            if isinstance(o, Instance) and o.actuals is None
            else o
            for o in options
        ]
    )


def _is_method(module: Module, shape: FunctionShape) -> bool:
    # A lambda in a class is called on the class, or wrapped in `staticmethod`.
    named_ = bool(shape.name)
    return named_ and all(module.text(item) != "staticmethod" for item in shape.decorators)


def _object(value: Value) -> bool:
    """Say whether a value is a client or an object of the tree: a call may well leave it out."""
    return isinstance(value, Client | Instance)


def _open_typed(value: Value) -> bool:
    """Say whether callers still decide a value of this type."""
    return any(
        isinstance(member, Text | Typed)
        or (isinstance(member, Fields) and bool(member.type))
        or (isinstance(member, Instance) and is_shape(member.cls))
        or (isinstance(member, Items) and member.rest is not None and _open_typed(member.rest))
        for member in alternatives(value)
    )


def is_shape(cls: Class) -> bool:
    """Say whether a class is an interface that only describes an object's fields."""
    return cls.node.type == "interface_declaration" and not cls.module.reader.tabular


def owner_of(module: Module, node: "Node") -> "Node | None":
    """Return the class a function is a method of, or None."""
    owners = module.outline.enclosing(node, module.outline.classes)
    functions = module.outline.enclosing(node, module.outline.functions)
    if not owners:
        return None
    inner = next((f for f in functions if f.start_byte > owners[0].start_byte), None)
    return owners[0] if inner is None else None


def in_static(module: Module, node: "Node") -> bool:
    """Say whether code runs on the class itself, not on an object of it."""
    around = module.outline.enclosing(node, module.outline.functions)
    if module.reader.opens is not None:
        return on_class(node)
    return any(child.type == "static" for function in around for child in function.children)


def handed(engine: Engine, module: Module, node: "Node", at: int) -> Value | None:
    """Return what a function literal is given by the call it is passed to, where that is known."""
    holder = node.parent
    if holder is not None and holder.type == "argument":
        holder = holder.parent
    call = holder.parent if holder is not None else None
    if holder is not None and holder.type in module.reader.calls and module.reader.opens:
        return given_block(engine, module, node, at)
    if module.reader.tabular:
        call = _taker(module, node)
    elif holder is None or holder.type not in ("arguments", "argument_list"):
        return None
    if call is None:
        return None
    form = module.reader.form(call)
    callee = module.reader.form(form.callee) if isinstance(form, Call) else None
    if isinstance(form, Call) and isinstance(callee, Name) and callee.text in _HANDS_ON and not at:
        return engine.evaluate(module, form.arguments[0].value, None)
    if isinstance(form, Call) and isinstance(callee, Name) and callee.text in _MAPS:
        behind = at + 1 if form.arguments[0].value.start_byte == node.start_byte else 0
        listed = form.arguments[behind].value if behind < len(form.arguments) else None
        return elements(engine, engine.evaluate(module, listed, None)) if listed else None
    if not isinstance(form, Call) or not isinstance(callee, Member):
        return None
    if callee.name == "then" and at == 0:
        return engine.evaluate(module, callee.object, None)
    if callee.name in GIVES_OBJECT and at == 0 and module.reader.accessors is not None:
        return engine.object_of(module, callee.object, None)
    holder = module.reader.form(callee.object)
    of_module = isinstance(holder, Name) and holder.text[:1].isupper() and module.reader.tabular
    behind_list = of_module and form.arguments[0].value != node
    if callee.name in _MAPS | _ITERATED and behind_list and at == 0:
        # `Enum.each(list, function)`: a module's function, not a method of the list.
        return elements(engine, engine.evaluate(module, form.arguments[0].value, None))
    if callee.name in _ITERATED and at == 0:
        whole = engine.evaluate(module, callee.object, None)
        # What an option holds is itself.
        held = module.reader.tabular and _object(whole)
        return whole if held else elements(engine, whole)
    target = engine.evaluate(module, form.callee, None)
    if isinstance(target, SdkCall) and target.method.listener:
        origin = (module.path, call.start_byte)
        return Flags(LISTENED[at], origin, target.likely) if at < len(LISTENED) else None
    return None


def _taker(module: Module, node: "Node") -> "Node | None":
    """Return the call that a function literal is an argument of."""
    call = node.parent
    for _ in range(_AROUND):
        if call is None or call.type in module.reader.calls:
            break
        call = call.parent
    form = module.reader.form(call) if call is not None else None
    given = form.arguments if isinstance(form, Call) else ()
    return call if any(argument.value == node for argument in given) else None
