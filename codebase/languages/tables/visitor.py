"""What one node declares, by a grammar: the scopes and names of an `Outline`."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from codebase.languages.tables.forms import Read
from codebase.languages.tables.grammar import (
    FunctionRule,
    Grammar,
    Import,
    is_class,
    is_function,
)
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.languages.tables.shapes import parameters_in
from codebase.outline import ImportRef, Outline, Place, Scope, Source, SourceKind, Step
from codebase.syntax import Index, Member, Name, This, Through

if TYPE_CHECKING:
    from tree_sitter import Node

    Bound = tuple[Node, tuple[Step, ...]]


def outline_by(grammar: Grammar, read: Read) -> "Callable[[Node, bytes], Outline]":
    """Return what outlines a file, nothing of which is visited yet."""

    def outline(root: "Node", source: bytes) -> Outline:
        found = Outline(root, source, visible=True, returns=grammar.words, stars=grammar.stars)
        visitor = Visitor(grammar, read, found.reference())
        found.read_by(visitor.visit, visitor.assign)
        return found

    return outline


class Visitor:
    """Visits the nodes of one file; handlers of a grammar bind names through it."""

    def __init__(self, grammar: Grammar, read: Read, found: Outline) -> None:
        self.grammar = grammar
        self.read = read
        self.found = found
        self._assignments: dict[str, list[tuple[Source, Place]]] = {}

    def visit(self, node: "Node", place: Place) -> Place:
        """Bind what a node declares, and return where its children are."""
        kind, grammar = node.type, self.grammar
        if kind not in grammar.visited:
            return place
        handler = grammar.binds.get(kind)
        if handler is not None:
            handler(self, node, place)
        imports = grammar.imports.get(kind)
        if imports is not None:
            self._import(node, place)
        if kind in grammar.returns and place.function >= 0:
            value = pick(node, "#-1")
            if value is not None:
                self.found.returns.setdefault(place.function, []).append(value)
        if is_function(grammar, node):
            return self._function(node, grammar.functions[kind], place)
        if is_class(grammar, node):
            return self._class(node, place)
        block = (node.start_byte, node.end_byte) if kind in grammar.lists else place.block
        scope = self._scope(node, place, "block") if kind in grammar.blocks else place.scope
        return Place(scope, place.function, place.owner, block)

    def _scope(
        self, node: "Node", place: Place, kind: Literal["function", "block", "class"]
    ) -> Scope:
        return Scope(node.start_byte, node.end_byte, place.scope, kind)

    def _function(self, node: "Node", rule: FunctionRule, place: Place) -> Place:
        name = pick(node, rule.name)
        owner = rule.owner(node) if rule.owner else ""
        if name is not None and (rule.binds or owner):
            label = f"{owner}.{text_of(name)}" if owner else text_of(name)
            top = Place(self.found.root, block=place.block) if owner else place
            self.add(label, "function", node, node, top)
        self.found.functions[node.start_byte] = node
        inner = self._scope(node, place, "function")
        here = Place(inner, node.start_byte, place.owner, (node.start_byte, node.end_byte))
        if rule.receiver is not None:
            label, instance = pick(node, rule.receiver[0]), pick(node, rule.receiver[1])
            if label is not None and instance is not None:
                self.add(text_of(label), "value", instance, label, here)
        listed = pick(node, rule.parameters)
        given = parameters_in(self.grammar, listed)
        for child in given:
            for target in pick_all(child, self.grammar.parameters[child.type].names):
                self.add(text_of(target), "parameter", target, target, here)
        extended = pick(node, rule.extends) if rule.extends else None
        if extended is not None:
            self.add("this", "parameter", extended, extended, here)
        if rule.unwritten and not given:
            self.add(rule.unwritten, "parameter", node, node, here)
        return here

    def _class(self, node: "Node", place: Place) -> Place:
        rule = self.grammar.classes[node.type]
        name = pick(node, rule.name)
        extended = rule.extends(node) if rule.extends is not None else ""
        if extended:
            self.add(f"+{extended}", "class", node, node, Place(self.found.root))
        elif name is not None:
            self.add(text_of(name), "class", node, node, place)
        if name is not None and rule.partial is not None and rule.partial(node):
            self.add(f"+{text_of(name)}", "class", node, node, Place(self.found.root))
        self.found.classes[node.start_byte] = node
        scope = self._scope(node, place, "block" if rule.visible else "class")
        return Place(scope, place.function, node.start_byte, (node.start_byte, node.end_byte))

    def _import(self, node: "Node", place: Place) -> None:
        for item in self.grammar.imports[node.type](node):
            if isinstance(item, Import):
                origin = ImportRef(item.specifier, item.name)
                self.add(item.local, "import", node, node, place, path=item.path, origin=origin)
            elif item.specifier not in self.found.specifiers:
                self.found.specifiers.append(item.specifier)

    def add(
        self,
        name: str,
        kind: SourceKind,
        node: "Node",
        definition: "Node",
        place: Place,
        *,
        path: tuple[Step, ...] = (),
        typed: "Node | None" = None,
        origin: ImportRef | None = None,
    ) -> None:
        """Bind a name where `place` is."""
        source = Source(
            kind, node, definition, path, None, typed, origin, place.block, place.function
        )
        place.scope.names.setdefault(name, []).append(source)

    def hoisted(self, place: Place) -> Place:
        """Return the place of names that live in the whole function."""
        return Place(place.scope.home(), place.function, place.owner, place.block)

    def bound(self, target: "Node") -> "list[Bound]":
        """Return the names below a target, and the way into the value that each takes."""
        found: list[Bound] = []
        stack: list[Bound] = [(target, ())]
        while stack:
            node, path = stack.pop()
            if node.type in self.grammar.targets:
                inner = enumerate(children_of(node))
                stack.extend(reversed([(child, (*path, at)) for at, child in inner]))
            else:
                found.append((node, path))
        return found

    def reassign(
        self, left: "Node", right: "Node | None", statement: "Node", place: Place, *, sure: bool
    ) -> None:
        """Bind `x = value`, `this.x = value`, `x.field = value`; not `sure` merges with before."""
        form = self.read(left)
        kind: SourceKind = "value" if right is not None else "opaque"
        node = right if right is not None else statement
        block = place.block if sure else (-1, -1)
        source = Source(kind, node, statement, block=block, function=place.function)
        if left.type in self.grammar.own and place.owner >= 0:
            self._attribute(text_of(left), source, place)
        elif isinstance(form, Name):
            self._assignments.setdefault(form.text, []).append((source, place))
        elif isinstance(form, Member | Index) and right is not None:
            self._field(form, source, place)
        elif isinstance(form, Through) and form.inner != left:
            self.reassign(form.inner, right, statement, place, sure=sure)

    def field(self, name: str, value: "Node", statement: "Node", place: Place) -> None:
        """Let a field of the object around have a value."""
        source = Source("value", value, statement, block=place.block, function=place.function)
        self._attribute(name, source, place)

    def _field(self, form: Member | Index, source: Source, place: Place) -> None:
        target = self.read(form.object)
        while isinstance(target, Through):
            target = self.read(target.inner)
        label = form.name if isinstance(form, Member) else self._text(form.key)
        if isinstance(target, This) and place.owner >= 0 and label:
            self._attribute(label, source, place)
        elif isinstance(target, Name) and label:
            stepped = replace(source, path=(label,))
            self._assignments.setdefault(target.text, []).append((stepped, place))
            self._attribute(label, replace(stepped, default=form.object), Place(place.scope))
        elif isinstance(target, Member) and label:
            self._attribute(label, replace(source, default=form.object), Place(place.scope))

    def fill(self, name: str, label: str, value: "Node", statement: "Node", place: Place) -> None:
        """Bind an entry of a table that has a name: `table.put(label, value)`."""
        source = Source(
            "value", value, statement, (label,), block=place.block, function=place.function
        )
        self._assignments.setdefault(name, []).append((source, place))

    def _attribute(self, name: str, source: Source, place: Place) -> None:
        owned = self.found.attributes.setdefault(place.owner, {})
        owned.setdefault(name, []).append(source)

    def _reached(self, place: Place) -> Iterable[Scope]:
        """Return the scopes whose names an assignment may change."""
        return (place.scope.home(),) if self.grammar.assignment_hides else place.scope.chain()

    def _text(self, key: "Node") -> str:
        form = self.read(key)
        while isinstance(form, Through):
            form = self.read(form.inner)
        return getattr(form, "text", "") if not isinstance(form, Name) else ""

    def assign(self, name: str) -> None:
        """Attach the assignments to a name, now that its declarations are known."""
        for source, place in self._assignments.pop(name, ()):
            scope = next((s for s in self._reached(place) if name in s.names), None)
            if source.path:
                # `v.field = value`: kept beside the name, under one that nobody can write.
                home = scope or place.scope.home()
                home.names.setdefault(f"{name}.", []).append(source)
            elif scope is not None or self.grammar.assignment_declares:
                (scope or place.scope.home()).names.setdefault(name, []).append(source)
            elif place.owner >= 0:
                self._attribute(name, source, place)
