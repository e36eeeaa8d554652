"""Under which names does a value travel? From a place where it is written to what it is called.

Only calls with such a name in them are worth evaluating. What stands here may give a name too many,
which costs time, and must not give one too few, which costs usages.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from codebase.finding.wrappers import callable_of
from codebase.meaning.arrivals import holds_flags
from codebase.meaning.engine import Engine
from codebase.meaning.names import owner_of
from codebase.meaning.values import (
    Actuals,
    Class,
    ClientClass,
    Context,
    Function,
    FunctionKey,
    Instance,
    Items,
    Known,
    Namespace,
    SdkCall,
    SdkComponent,
    Value,
    alternatives,
    settled,
)
from codebase.modules import Module
from codebase.syntax import Call, Member, Through

if TYPE_CHECKING:
    from tree_sitter import Node

_LABELS = ("name", "left", "key", "pattern", "alias")
"""Fields in which grammars keep what a node gives a name to the rest of it."""

_BROUGHT = ("import", "export", "pattern", "namespace_use", "using_directive")
"""Parts of the types of nodes in which a name stands for something out of another file."""

_METHODS = frozenset({"method_definition", "method", "singleton_method"})
"""Functions that objects have, also where they stand in a block or an object."""

_DECLARING = frozenset(
    {"alias_method", "define_method", "define_singleton_method", "def_delegator"}
)

_THIS = frozenset({"this", "self", "cls"})

RUNS = ("__call__", "run")
"""Methods that run when an object is called, or scheduled as a task."""

WHOLE = "="
"""The name of what a file is as a whole: importers call it as they like."""


@dataclass(frozen=True, slots=True, order=True)
class Alias:
    """One more name. `everywhere` is false if it cannot be seen outside its file."""

    name: str
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Trail:
    """What following a value takes: the engine, and the functions that lead to the SDK."""

    engine: Engine
    wrappers: Container[FunctionKey]
    makers: set[FunctionKey] = field(default_factory=set[FunctionKey])
    """Functions that return something which leads to the SDK."""
    fresh: list[FunctionKey] = field(default_factory=list[FunctionKey])
    """Makers nobody has followed yet."""
    others: list[FunctionKey] = field(default_factory=list[FunctionKey])
    """Functions that were met and lead nowhere, as far as is known by now."""


def aliases(trail: Trail, module: Module, way: "list[Node]") -> Iterator[Alias]:
    """Yield what the last node of `way` (from the root to it) is called by those who use it."""
    if not _worth(trail, module, way):
        return
    for at in range(len(way) - 1, 0, -1):
        child, parent = way[at], way[at - 1]
        if module.outline.is_function(parent):
            if _is_body(module, parent, child):
                yield from _made(trail, module, parent)
            return
        kind = parent.type
        if child.type == "shorthand_property_identifier":
            yield Alias(module.text(child), everywhere=True)
            return
        if "return" in kind or kind in ("yield", "jump_expression"):
            function = next((n for n in reversed(way[:at]) if module.outline.is_function(n)), None)
            if function is not None:
                yield from _made(trail, module, function)
            return
        if module.reader.whole(parent, child):
            yield Alias(WHOLE, everywhere=True)
            return
        if kind in module.reader.calls:
            yield from _provider(module, parent)
            yield from declared(module, parent)
            if _is_tag(module, parent) or not _callable(
                trail, trail.engine.evaluate(module, parent, None)
            ):
                return
            continue
        labels = list(_labels(parent, child))
        if labels:
            seen_outside = _outside(module, parent, labels)
            for label in labels:
                for name in _identifiers(module, label):
                    yield Alias(name, seen_outside or exported(module, name))
            return


def _worth(trail: Trail, module: Module, way: "list[Node]") -> bool:
    """Say whether what a word stands for can be called, or is what somebody else may call it."""
    if not way:
        return False
    node = way[-1]
    kinds = [outer.type for outer in way[-4:-1]]
    if any(word in kind for kind in kinds for word in _BROUGHT):
        return True
    if len(way) > 1 and isinstance(module.reader.form(way[-2]), Member):
        last = way[-2].named_children[-1:]
        node = way[-2] if last and last[0].id == node.id else node
    return _callable(trail, trail.engine.evaluate(module, node, None))


def _is_tag(module: Module, node: "Node") -> bool:
    form = module.reader.form(node)
    return isinstance(form, Call) and form.attributes is not None


def _made(trail: Trail, module: Module, function: "Node") -> Iterator[Alias]:
    """Yield the names of a function that returns what leads to the SDK."""
    key = (module.path, function.start_byte)
    if key not in trail.makers:
        trail.makers.add(key)
        trail.fresh.append(key)
    yield from named_aliases(trail, module, function)


def named_aliases(trail: Trail, module: Module, function: "Node") -> Iterator[Alias]:
    """Yield the names a function is called by."""
    own, owner = module.function(function).name, owner_of(module, function)
    if own:
        outside = bool(module.reader.owner(function))
        member = owner is not None or outside or function.type in _METHODS
        yield Alias(own, member or exported(module, own))
    constructs = owner is not None and module.class_(owner).constructor == function
    opens = module.reader.opens is not None
    runs = own in RUNS or (opens and own in ("perform", "call"))
    if owner is not None and (own.startswith("__") or runs or constructs):
        # Calling an object, entering it, making one: what is written is the name of the class.
        name = module.class_(owner).name
        yield Alias(name, opens or exported(module, name))
        if opens and constructs:
            yield Alias("new")
        yield from aliases(trail, module, _way_to(module, owner))
    yield from aliases(trail, module, _way_to(module, function))


def _way_to(module: Module, node: "Node") -> "list[Node]":
    way = module.outline.path(node.start_byte)
    at = next((at for at, item in enumerate(way) if item.id == node.id), None)
    return way[: at + 1] if at is not None else []


def _is_body(module: Module, function: "Node", child: "Node") -> bool:
    body = module.function(function).body
    return (
        body is not None and body.start_byte >= child.start_byte <= body.end_byte <= child.end_byte
    )


def _provider(module: Module, tag: "Node") -> Iterator[Alias]:
    """`<Ctx.Provider value={track}>`: whoever uses the context has it."""
    form = module.reader.form(tag)
    callee = module.reader.form(form.callee) if isinstance(form, Call) else None
    if isinstance(callee, Member) and callee.name == "Provider":
        yield Alias(module.text(callee.object).rpartition(".")[2], everywhere=True)


def declared(module: Module, call: "Node") -> Iterator[Alias]:
    """`alias_method :new, :old`, `define_method(:name) {…}`: calls that give names."""
    method = call.child_by_field_name("method") if module.reader.opens is not None else None
    given = call.child_by_field_name("arguments")
    if method is None or given is None or module.text(method) not in _DECLARING:
        return
    for child in given.named_children:
        if child.type == "simple_symbol":
            yield Alias(module.text(child).lstrip(":"), everywhere=True)


def _labels(parent: "Node", child: "Node") -> "Iterator[Node]":
    """Yield the parts of a node that name the part `child`."""
    if parent.type.endswith("pair_pattern"):
        value = parent.child_by_field_name("value")
        if value is not None and value.id != child.id:
            yield value
        return
    if parent.type == "property_declaration":
        yield from (each for each in parent.named_children if each.type == "variable_declaration")
    if parent.type == "import" and parent.named_children[-1].id != child.id:
        yield parent.named_children[-1]
    for slot in _LABELS:
        label = parent.child_by_field_name(slot)
        if label is not None and label.id != child.id:
            yield label


def _outside(module: Module, parent: "Node", labels: "list[Node]") -> bool:
    """Say whether what is named here can be reached without its scope."""
    place = module.outline.place(parent)
    if place.scope.kind == "class" or parent.type in ("pair", "keyword_argument"):
        return True
    return any("attribute" in label.type or "member" in label.type for label in labels)


def exported(module: Module, name: str) -> bool:
    """Say whether other files can ask for a name of this one."""
    outline = module.outline
    outline.ask(name)
    if outline.open:
        return name in outline.root.names
    exports = outline.exports
    return name in exports or any(export.local == name for export in exports.values())


def _identifiers(module: Module, label: "Node") -> Iterator[str]:
    stack = [label]
    while stack:
        node = stack.pop()
        if node.type == "variable_name":
            # PHP writes a variable with its sign and the same name elsewhere without.
            yield module.text(node)
        if node.named_child_count == 0:
            name = module.text(node).strip("'\"#@$:")
            if name and name not in _THIS and (name[0].isalpha() or name[0] in "_$"):
                yield name
        stack.extend(node.named_children)


def _callable(trail: Trail, value: Value) -> bool:
    """Say whether calling what a value is, or what it holds without a name, leads to the SDK."""
    for option in alternatives(settled(trail.engine.force(value))):
        if isinstance(option, SdkCall | SdkComponent | Context | Namespace | ClientClass):
            return True
        if holds_flags(option) or _runs(trail, option):
            return True
        if isinstance(option, Items):
            if any(_callable(trail, item) for item in option.items):
                return True
            continue
        if isinstance(option, Known) and isinstance(option.target, SdkCall):
            return True
        called = callable_of(trail.engine, option, Actuals())
        if called is not None:
            if called[0].key in trail.wrappers or called[0].key in trail.makers:
                return True
            trail.others.append(called[0].key)
    return False


def _runs(trail: Trail, value: Value) -> bool:
    """Say whether objects of a class, called or scheduled, lead to the SDK."""
    this = Instance(value) if isinstance(value, Class) else value
    if not isinstance(this, Instance) or not this.cls.module.reader.first_is_self:
        return False
    found = [trail.engine.member(this, name) for name in RUNS]
    keys = [function.key for function in found if isinstance(function, Function)]
    trail.others.extend(key for key in keys if key not in trail.wrappers)
    return any(key in trail.wrappers for key in keys)


def written(module: Module, at: int) -> "list[Node]":
    """Return the way to a word, empty if it stands in a comment."""
    way = module.outline.path(at)
    if any("comment" in node.type for node in way):
        return []
    # What goes on behind a node is around it, as far as values are concerned.
    return [each for node in way for each in (*reversed([*module.reader.beside(node)]), node)]


def calls_on(module: Module, way: "list[Node]") -> "Iterator[Node]":
    """Yield the calls a word takes part in, inner ones first."""
    for at in range(len(way) - 1, -1, -1):
        node = way[at]
        if module.outline.is_function(node) and not _runs_at_once(module, way[:at], node):
            return
        if node.type in module.reader.calls:
            yield node
        yield from module.reader.beside(node)


def _runs_at_once(module: Module, way: "list[Node]", function: "Node") -> bool:
    """Say whether a function is called where it stands: `func(x) {…}(y)`."""
    for node in reversed(way):
        form = module.reader.form(node)
        if isinstance(form, Call):
            callee = form.callee
            return callee.start_byte <= function.start_byte < function.end_byte <= callee.end_byte
        if not isinstance(form, Through):
            return False
    return False


def is_text(way: "list[Node]") -> bool:
    """Say whether a word stands in a string, where it names nothing."""
    return any("string" in node.type for node in way[-2:])
