"""Follows values through expressions, across files. Nothing is ever run."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from codebase.meaning import (
    annotations,
    calls,
    exports,
    implied,
    library,
    members,
    names,
    openings,
    overloads,
)
from codebase.meaning.arrivals import Parameter
from codebase.meaning.dialects import Dialects
from codebase.meaning.enumerations import whoever
from codebase.meaning.heirs import Heirs
from codebase.meaning.namesakes import with_namesakes
from codebase.meaning.neighbours import added_to_client, has_method, received
from codebase.meaning.objects import bases
from codebase.meaning.offerings import Neighbours
from codebase.meaning.reading import is_all_flags, read_here
from codebase.meaning.receivers import client_by_name
from codebase.meaning.texts import concat
from codebase.meaning.values import (
    OTHER,
    UNKNOWN,
    Actuals,
    Class,
    Client,
    Digit,
    Fields,
    FlagRead,
    Frame,
    Function,
    FunctionKey,
    Instance,
    Known,
    Lazy,
    Text,
    Value,
    alternatives,
    settled,
    union,
    unresolved,
)
from codebase.modules import Module, Project, Span, span
from codebase.outline import ImportRef
from codebase.syntax import (
    Call,
    Choice,
    ClassExpression,
    Concat,
    Constant,
    Either,
    Form,
    FunctionExpression,
    Guarded,
    Implied,
    Imported,
    Index,
    Member,
    Name,
    Number,
    Opaque,
    Record,
    Sequence,
    This,
    Through,
    Truth,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_DEEPEST = 80
"""Steps inside steps that are followed: expressions, attributes, calls. Deeper is not understood,
and Python's own stack ends not far behind."""

_CALLS = 12
"""Calls inside calls that are followed; deeper is not understood."""

_FUEL = 1_500
"""Steps one question may cost. A program that needs more was not written by people."""


class Evaluator:
    """One project's evaluation. What does not depend on a call is remembered."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.neighbours = Neighbours(project)
        self._level = 0
        self.steps = 0
        """Steps that all questions have cost so far."""
        self._fuel = _FUEL
        self._complete = True
        self._memory: dict[tuple[str, Span], Value] = {}
        self._types: dict[tuple[str, Span], Value | None] = {}
        self._dropped = 0
        self._arrived: dict[Parameter, Value] = {}
        self._busy: set[tuple[str, Span, int]] = set()
        self._exports: dict[tuple[str, str], Value | None] = {}
        self._asked: set[tuple[str, str]] = set()
        self._heirs = Heirs(project, lambda cls: bases(self, cls), self.neighbours.may_declare)
        self._running: list[FunctionKey] = []
        self._dialects = Dialects(project)

    def evaluate(self, module: Module, node: "Node", frame: Frame | None) -> Value:
        """Return what an expression may be, seen from inside `frame`."""
        here = span(node)
        key = (module.path, here)
        if frame is None and key in self._memory:
            return self._memory[key]
        busy = (module.path, here, id(frame))
        if busy in self._busy or not self._down():
            self._complete = False
            return UNKNOWN
        self._busy.add(busy)
        before, self._complete = self._complete, True
        try:
            value = self._read(module, node, frame)
        finally:
            self._level -= 1
            self._busy.discard(busy)
        if frame is None and self._complete:
            self._memory[key] = value
        self._complete = self._complete and before
        return value

    def _down(self) -> bool:
        """Take one step inwards; False if that is too deep or the question costs too much."""
        if self._level == 0:
            self._fuel, self._complete = _FUEL, True
            self._forget()
        self._fuel -= 1
        self.steps += 1
        if self._level >= _DEEPEST or self._fuel < 0:
            self._complete = False
            return False
        self._level += 1
        return True

    def _forget(self) -> None:
        """Let go of values once they alone hold half as many trees as the project keeps."""
        if self.project.dropped - self._dropped > self.project.room // 2:
            self._dropped = self.project.dropped
            self._memory.clear()
            self._types.clear()
            self._exports.clear()

    def _read(self, module: Module, node: "Node", frame: Frame | None) -> Value:
        form = module.reader.form(node)
        types: list[Node] = []
        while isinstance(form, Through):
            types.extend([form.type] if form.type is not None else [])
            node = form.inner
            form = module.reader.form(node)
        value = self._simple(module, node, form, frame)
        if not types or not (unresolved(value) or _hollow(value)):
            return value
        cast = self._cast(module, types)
        plain = isinstance(cast, Instance) and names.is_shape(cast.cls)
        return value if cast is None or (plain and _hollow(value)) else cast

    def _cast(self, module: Module, types: "list[Node]") -> Value | None:
        """Return the object that a cast speaks of; texts it speaks of are only hoped for."""
        found = [self.typed(module, node) for node in types]
        return next((value for value in found if isinstance(value, Client | Instance)), None)

    def _simple(self, module: Module, node: "Node", form: Form, frame: Frame | None) -> Value:
        match form:
            case Constant(text):
                return Text(text)
            case Number(number):
                return Digit(number)
            case Name(text):
                value = names.named(self, module, node, text, frame)
                runs = module.reader.runs(node)
                return openings.ran(self, module, node, text, value) if runs else value
            case FunctionExpression(getter=getter):
                function = Function(module, node, frame, self._this(frame))
                return self.call(function, Actuals(), module, node) if getter else function
            case ClassExpression():
                return Class(module, node, frame)
            case Record(entries):
                return calls.fields_of(module, entries, frame)
            case Sequence(items):
                return calls.items_of(self, module, items, frame)
            case Imported(specifier, name):
                return names.imported(self, module, ImportRef(specifier, name))
            case Opaque(known=True):
                return OTHER
            case This():
                return self._self(module, node, form, frame)
            case _:
                return self._composed(module, node, form, frame)

    def _composed(self, module: Module, node: "Node", form: Form, frame: Frame | None) -> Value:
        match form:
            case Member(target, name):
                holder = self.object_of(module, target, frame)
                found = added_to_client(self, module, holder, name) or self.member(holder, name)
                if module.reader.receives and (unresolved(found) or found == OTHER):
                    found = received(self, module, holder, name) or found
                found = with_namesakes(self, holder, name, found)
                if module.reader.accessors is not None and (unresolved(found) or found == OTHER):
                    others = [self.member(holder, each) for each in module.reader.accessors(name)]
                    found = next((each for each in others if not unresolved(each)), found)
                return read_here(found, module, node)
            case Index(target, key):
                whole = self.object_of(module, target, frame)
                if is_all_flags(whole):
                    return FlagRead(module, node)
                return members.index(self, whole, self.evaluate(module, key, frame))
            case Call(callee):
                return self._call(module, node, form, callee, frame)
            case Concat(parts):
                return concat([self._part(module, node, part, frame) for part in parts])
            case Either(options, first):
                return self._either(module, options, frame, first=first)
            case Choice(subject, options):
                return implied.chosen(self, module, subject, options, frame)
            case Implied(name):
                return implied.member_of_expected(self, module, node, name)
            case Guarded(condition, value):
                return self._guarded(module, condition, value, frame)
            case Truth(inner):
                return self._truth(module, inner, frame)
            case _:
                return UNKNOWN

    def _part(
        self, module: Module, node: "Node", part: "str | Node | Name", frame: Frame | None
    ) -> Value:
        if isinstance(part, str):
            return Text(part)
        if isinstance(part, Name):
            return names.named(self, module, node, part.text, frame)
        return self.evaluate(module, part, frame)

    def _call(
        self, module: Module, node: "Node", form: Call, callee: "Node", frame: Frame | None
    ) -> Value:
        target = self.evaluate(module, callee, frame)
        if unresolved(target):
            parent = _python_super(module, callee, self)
            if parent is not None:
                return parent
        if library.is_double(module, callee, target):
            return OTHER
        target = overloads.meant(self, target, module, form, frame)
        actuals = calls.actuals_of(self, module, form, frame)
        inner = module.reader.form(callee)
        if isinstance(inner, Member) and inner.name == "then" and actuals.positional:
            promised = self.evaluate(module, inner.object, frame)
            return self.call(self.force(actuals.positional[0]), Actuals((promised,)), module, node)
        value = self.call(target, actuals, module, node)
        told = self._cast(module, [form.type]) if form.type and unresolved(value) else None
        return value if told is None else told

    def _either(
        self, module: Module, options: "tuple[Node, ...]", frame: Frame | None, *, first: bool
    ) -> Value:
        found: list[Value] = []
        for option in options:
            found.append(self.evaluate(module, option, frame))
            if first and all(isinstance(o, Text) and o.text for o in alternatives(found[-1])):
                break
        return union(found)

    def _guarded(
        self, module: Module, condition: "Node", inner: "Node", frame: Frame | None
    ) -> Value:
        """Return what is guarded; of two flags, one asked for before the other, both."""
        value = self.evaluate(module, inner, frame)
        if not any(isinstance(option, FlagRead) for option in alternatives(settled(value))):
            return value
        first = self._truth(module, (condition,), frame)
        return value if first == OTHER else union([first, value])

    def _truth(self, module: Module, inner: "tuple[Node, ...]", frame: Frame | None) -> Value:
        found = [self.evaluate(module, node, frame) for node in inner]
        reads = [o for v in found for o in alternatives(settled(v)) if isinstance(o, FlagRead)]
        return union(reads) if reads else OTHER

    def object_of(self, module: Module, node: "Node", frame: Frame | None) -> Value:
        """Return an expression's value, taken for a client if only its name says so."""
        value = self.evaluate(module, node, frame)
        if isinstance(value, Known) and value.name == "global.posthog":
            return Client(module.reader.surface)
        form = module.reader.form(node)
        while isinstance(form, Through | Call):
            form = module.reader.form(form.inner if isinstance(form, Through) else form.callee)
        last = (
            form.name if isinstance(form, Member) else form.text if isinstance(form, Name) else ""
        )
        if isinstance(form, Member) and value == OTHER:
            # What an object of a foreign class carries, nobody knows.
            holder = self.evaluate(module, form.object, frame)
            value = UNKNOWN if holder == OTHER else value
        return client_by_name(self._dialects.of(module), value, last) or value

    def _this(self, frame: Frame | None) -> Value | None:
        """Return the object the code runs on; an arrow function keeps the one around it."""
        while frame is not None:
            if frame.this is not None:
                return frame.this
            frame = frame.outer
        return None

    def _self(self, module: Module, node: "Node", form: This, frame: Frame | None) -> Value:
        objects = module.reader.this_objects(node)
        if objects is not None:
            spread = (Lazy(module, each, frame) for each in objects)
            return Fields(((None, UNKNOWN, None), *((None, each, None) for each in spread)))
        this = self._this(frame)
        if this is None:
            owners = module.outline.enclosing(node, module.outline.classes)
            if not owners:
                return self._receiver(module, node)
            cls = Class(module, owners[0])
            this = cls if names.in_static(module, node) else whoever(self, module, node, cls)
        if not form.super_class:
            return this
        around = module.outline.enclosing(node, module.outline.classes)
        cls = this.cls if isinstance(this, Instance) else this
        # Who inherits the method may be the object, but not whose bases are meant.
        cls = Class(module, around[0]) if around else cls
        parents = bases(self, cls) if isinstance(cls, Class) else []
        parents = parents if module.reader.opens is not None else parents[:1]
        return union([Instance(parent) for parent in parents])

    def _receiver(self, module: Module, node: "Node") -> Value:
        """Return the object of a method that stands outside of its class."""
        for function in module.outline.enclosing(node, module.outline.functions):
            owner = module.reader.owner(function)
            cls = self.named(module, module.tree.root_node, owner) if owner else None
            if isinstance(cls, Class):
                return Instance(cls)
        return UNKNOWN

    def force(self, value: Value) -> Value:
        """Return a value that nobody has looked at yet."""
        while isinstance(value, Lazy):
            value = self.evaluate(value.module, value.node, value.frame)
        return value

    def member(self, value: Value, name: str) -> Value:
        """Return an attribute."""
        if not self._down():
            return UNKNOWN
        try:
            return members.member(self, value, name)
        finally:
            self._level -= 1

    def call(self, value: Value, actuals: Actuals, module: Module, node: "Node") -> Value:
        """Return what calling a value with these arguments returns."""
        if not self._down():
            return UNKNOWN
        try:
            return calls.call(self, value, actuals, module, node)
        finally:
            self._level -= 1

    def arrive(self, parameter: Parameter, value: Value) -> bool:
        """Note that a parameter is given the values of all flags; False if that is no news."""
        if parameter in self._arrived:
            return False
        self._arrived[parameter] = value
        self._memory.clear()
        self._exports.clear()
        return True

    def arrived(self, path: str, function: int, position: int) -> Value | None:
        """Return the values of all flags that a parameter is known to be given."""
        return self._arrived.get(Parameter(path, function, position))

    def enter(self, function: Function, actuals: Actuals) -> Frame:
        """Return the frame in which a function runs when it is called with these arguments."""
        return calls.enter(self, function, actuals)

    def typed(self, module: Module, node: "Node") -> Value | None:
        """Return what a type says about values; None if it says nothing."""
        key = (module.path, span(node))
        if key in self._types:
            return self._types[key]
        before, self._complete = self._complete, True
        value = annotations.typed(self, module, node)
        if self._complete:
            self._types[key] = value
        self._complete = self._complete and before
        return value

    def named(self, module: Module, node: "Node", name: str) -> Value:
        """Return what a name stands for at one place, whoever calls."""
        return names.named(self, module, node, name, None)

    def exported(self, path: str, name: str) -> Value | None:
        """Return what a file offers under a name; None if nothing."""
        key = (path, name)
        if key in self._exports:
            return self._exports[key]
        if key in self._asked:
            # Two files that import a name from each other: neither has it.
            self._complete = False
            return None
        self._asked.add(key)
        try:
            value = exports.exported(self, path, name, set())
        finally:
            self._asked.discard(key)
        if self._complete:
            self._exports[key] = value
        return value

    def constructor(self, cls: Class) -> Function | None:
        """Return a class's constructor, its own or inherited."""
        return calls.constructor(self, cls)

    def implementors(self, cls: Class) -> list[Class]:
        """Return the classes that extend or implement another directly, or fit an interface."""
        demands = cls.module.class_(cls.node).demands
        if not demands:
            return self._heirs.of(cls)

        def fits(other: Class) -> bool:
            return all(has_method(self, other, name) for name in demands)

        return [*self._heirs.of(cls), *self._heirs.fitting(cls, fits)]

    def running(self, key: FunctionKey) -> bool:
        """Say whether a function must not be followed any further: recursion ends here."""
        ended = self._running.count(key) > 1 or len(self._running) > _CALLS
        self._complete = self._complete and not ended
        return ended

    @contextmanager
    def inside(self, key: FunctionKey) -> Generator[None]:
        """Note that a function is being followed."""
        self._running.append(key)
        try:
            yield
        finally:
            self._running.pop()


def _hollow(value: Value) -> bool:
    """Say whether a value is an object with nothing in it: `{} as Client` is filled elsewhere."""
    return isinstance(value, Fields) and not value.entries


def _python_super(module: Module, callee: "Node", engine: Evaluator) -> Value | None:
    """`super()` is a call of a name in Python."""
    if not module.reader.first_is_self or module.text(callee) != "super":
        return None
    owners = module.outline.enclosing(callee, module.outline.classes)
    parents = bases(engine, Class(module, owners[0])) if owners else []
    return Instance(parents[0]) if parents else None
