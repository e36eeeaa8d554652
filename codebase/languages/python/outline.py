"""What one node of a Python file declares: scopes, names."""

from typing import TYPE_CHECKING

from codebase.languages.python.forms import CLASSES, FUNCTIONS
from codebase.languages.python.text import text_of
from codebase.outline import ImportRef, Outline, Place, Scope, Source, SourceKind, Step
from codebase.syntax import first_of

if TYPE_CHECKING:
    from tree_sitter import Node

_COMPREHENSIONS = frozenset(
    {
        "list_comprehension",
        "set_comprehension",
        "dictionary_comprehension",
        "generator_expression",
    }
)

_LISTS = frozenset({"module", "block"})

_LOOPS = frozenset({"for_statement", "while_statement"})

_TYPES = frozenset({"subscript", "generic_type", "binary_operator"})
"""What may be a type with a name: `Literal["a"]`, `Optional[T]`, `A | B`."""

_TARGETS = frozenset({"pattern_list", "tuple_pattern", "list_pattern", "tuple", "list"})


def outline(root: "Node", source: bytes) -> Outline:
    """Return the outline of one file, nothing of which is visited yet."""
    found = Outline(root, source, visible=True, returns=(b"return", b"yield"))
    found.read_by(_Visitor(found.reference()).visit)
    return found


class _Visitor:
    def __init__(self, found: Outline) -> None:
        self.found = found

    def visit(self, node: "Node", place: Place) -> Place:
        kind = node.type
        handler = _HANDLERS.get(kind)
        if handler is not None:
            handler(self, node, place)
        if kind in FUNCTIONS:
            return self._function(node, place)
        if kind in CLASSES:
            return self._class(node, place)
        if kind in _COMPREHENSIONS:
            inner = self._scope(node, place)
            return Place(inner, place.function, place.owner, place.block)
        block = (node.start_byte, node.end_byte) if kind in _LISTS else place.block
        return Place(place.scope, place.function, place.owner, block)

    def _scope(self, node: "Node", place: Place) -> Scope:
        scope = Scope(node.start_byte, node.end_byte, place.scope, "function")
        if node.type in CLASSES:
            scope.kind = "class"
        return scope

    def _function(self, node: "Node", place: Place) -> Place:
        name = node.child_by_field_name("name")
        if name is not None:
            self._add(place, text_of(name), "function", node, node)
        self.found.functions[node.start_byte] = node
        inner = self._scope(node, place)
        here = Place(inner, node.start_byte, place.owner, (node.start_byte, node.end_byte))
        parameters = node.child_by_field_name("parameters")
        for child in parameters.named_children if parameters else ():
            target = _parameter_name(child)
            if target is not None:
                default = child.child_by_field_name("value")
                self._add(here, text_of(target), "parameter", child, child, default=default)
        return here

    def _class(self, node: "Node", place: Place) -> Place:
        name = node.child_by_field_name("name")
        if name is not None:
            self._add(place, text_of(name), "class", node, node)
        inner = self._scope(node, place)
        self.found.classes[node.start_byte] = node
        body = (node.start_byte, node.end_byte)
        return Place(inner, place.function, node.start_byte, body)

    def _add(
        self,
        place: Place,
        name: str,
        kind: SourceKind,
        node: "Node",
        definition: "Node",
        *,
        path: tuple[Step, ...] = (),
        default: "Node | None" = None,
        annotation: "Node | None" = None,
        origin: ImportRef | None = None,
    ) -> None:
        source = Source(
            kind, node, definition, path, default, annotation, origin, place.block, place.function
        )
        place.scope.names.setdefault(name, []).append(source)

    def _bind(
        self, target: "Node", kind: SourceKind, node: "Node", definition: "Node", place: Place
    ) -> None:
        """Bind a target, taking patterns apart."""
        stack: list[tuple[Node, tuple[Step, ...]]] = [(target, ())]
        while stack:
            item, path = stack.pop()
            if item.type == "identifier":
                self._add(place, text_of(item), kind, node, definition, path=path)
            elif item.type in _TARGETS:
                stack.extend((c, (*path, at)) for at, c in enumerate(item.named_children))
            elif item.type in ("list_splat_pattern", "as_pattern_target"):
                stack.extend((child, path) for child in item.named_children)

    def assignment(self, node: "Node", place: Place) -> None:
        """`x = value`, `x: T = value`, `self.x = value`, `a, b = value`."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None:
            return
        typed = node.child_by_field_name("type")
        statement = node.parent if node.parent is not None else node
        definition = statement if statement.type == "expression_statement" else node
        if left.type == "attribute":
            self._attribute(left, node, place)
        elif left.type == "identifier":
            if right is None:
                self._add(place, text_of(left), "opaque", node, definition, annotation=typed)
            else:
                self._add(place, text_of(left), "value", right, definition, annotation=typed)
                if right.type in _TYPES:
                    place.scope.types.setdefault(text_of(left), right)
        elif right is not None:
            self._bind(left, "value", right, definition, place)

    def _attribute(self, left: "Node", node: "Node", place: Place) -> None:
        target, name = left.child_by_field_name("object"), left.child_by_field_name("attribute")
        right = node.child_by_field_name("right")
        if target is None or name is None or right is None or place.owner < 0:
            return
        if text_of(target) in ("self", "cls"):
            source = Source(
                "value",
                right,
                node,
                type=node.child_by_field_name("type"),
                block=place.block,
                function=place.function,
            )
            owned = self.found.attributes.setdefault(place.owner, {})
            owned.setdefault(text_of(name), []).append(source)

    def augmented(self, node: "Node", place: Place) -> None:
        """`x += value`: repeated in a loop it is no constant."""
        left = node.child_by_field_name("left")
        if left is None or left.type != "identifier":
            return
        if _repeated(node):
            here = Place(place.scope, place.function, place.owner, (-1, -1))
            self._add(here, text_of(left), "opaque", node, node)
        else:
            self._add(place, text_of(left), "value", node, node)

    def outside(self, node: "Node", place: Place) -> None:
        """`global x`, `nonlocal x`: what binds the name here binds it outside."""
        home: Scope = place.scope
        if node.type == "global_statement":
            home = self.found.root
        elif home.parent is not None:
            outer = [s for s in home.parent.chain() if s.kind == "function"]
            home = outer[0] if outer else home
        for child in node.named_children:
            name = text_of(child)
            found = home.names.setdefault(name, [])
            # What was visited before this statement was taken for a name of its own.
            found.extend(s for s in place.scope.names.get(name, ()) if s not in found)
            place.scope.names[name] = found

    def alias(self, node: "Node", place: Place) -> None:
        """`type X = ...`."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is not None and right is not None:
            place.scope.types[text_of(left)] = right

    def named(self, node: "Node", place: Place) -> None:
        """`(x := value)`."""
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is not None and value is not None:
            self._add(place, text_of(name), "value", value, node)

    def loop(self, node: "Node", place: Place) -> None:
        """`for x in values`, in a statement or a comprehension."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is not None and right is not None:
            self._bind(left, "element", right, node, place)

    def aliased(self, node: "Node", place: Place) -> None:
        """`with value as x`, `except E as x`."""
        value, alias = first_of(node), node.child_by_field_name("alias")
        parent = node.parent
        if alias is not None and parent is not None:
            kind: SourceKind = "value" if parent.type == "with_item" else "opaque"
            self._bind(alias, kind, value, node, place)

    def returned(self, node: "Node", place: Place) -> None:
        """`return value`, `yield value`."""
        if node.type == "yield" and text_of(node).startswith("yield from"):
            return
        if node.named_children and place.function >= 0:
            listed = self.found.returns.setdefault(place.function, [])
            listed.append(first_of(node))

    def imported(self, node: "Node", place: Place) -> None:
        """`import a.b`, `import a.b as c`."""
        for item in node.named_children:
            if item.type == "aliased_import":
                name, alias = item.child_by_field_name("name"), item.child_by_field_name("alias")
                if name is not None and alias is not None:
                    origin = ImportRef(text_of(name), "*")
                    self._add(place, text_of(alias), "import", item, node, origin=origin)
            elif item.type == "dotted_name":
                # `import a.b` binds `a`; its members are found as they are reached for.
                first = text_of(item).partition(".")[0]
                origin = ImportRef(first, "*")
                self._add(place, first, "import", item, node, origin=origin)

    def imported_from(self, node: "Node", place: Place) -> None:
        """`from a import b as c`, `from . import x`, `from a import *`."""
        source = node.child_by_field_name("module_name")
        if source is None:
            return
        specifier = text_of(source)
        for item in node.named_children:
            if item.type == "wildcard_import":
                self.found.specifiers.append(specifier)
            elif item == source:
                continue
            elif item.type == "aliased_import":
                name, alias = item.child_by_field_name("name"), item.child_by_field_name("alias")
                if name is not None and alias is not None:
                    self._from(specifier, text_of(name), text_of(alias), item, place)
            elif item.type == "dotted_name":
                self._from(specifier, text_of(item), text_of(item), item, place)

    def _from(self, specifier: str, name: str, local: str, node: "Node", place: Place) -> None:
        origin = ImportRef(specifier, name)
        self._add(place, local, "import", node, node, origin=origin)


def _repeated(node: "Node") -> bool:
    """Say whether a statement stands in a loop of its function."""
    around = node.parent
    while around is not None and around.type not in FUNCTIONS | CLASSES:
        if around.type in _LOOPS:
            return True
        around = around.parent
    return False


def _parameter_name(node: "Node") -> "Node | None":
    """Return the identifier a parameter binds, whatever surrounds it."""
    while node.type != "identifier":
        target = node.child_by_field_name("name") or next(iter(node.named_children), None)
        if target is None or node.type in ("keyword_separator", "comment"):
            return None
        node = target
    return node


_HANDLERS = {
    "assignment": _Visitor.assignment,
    "augmented_assignment": _Visitor.augmented,
    "named_expression": _Visitor.named,
    "for_statement": _Visitor.loop,
    "for_in_clause": _Visitor.loop,
    "as_pattern": _Visitor.aliased,
    "return_statement": _Visitor.returned,
    "yield": _Visitor.returned,
    "global_statement": _Visitor.outside,
    "nonlocal_statement": _Visitor.outside,
    "type_alias_statement": _Visitor.alias,
    "import_statement": _Visitor.imported,
    "import_from_statement": _Visitor.imported_from,
}
