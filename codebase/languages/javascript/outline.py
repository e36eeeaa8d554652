"""What one node of a JavaScript or TypeScript file declares: scopes, names, exports."""

from typing import TYPE_CHECKING

from codebase.languages.javascript.forms import CLASSES, FUNCTIONS, property_key
from codebase.languages.javascript.patterns import Bound, bindings
from codebase.languages.javascript.text import literal, text_of
from codebase.outline import Export, ImportRef, Outline, Place, Scope, Source, SourceKind
from codebase.syntax import first_of

if TYPE_CHECKING:
    from tree_sitter import Node

_BLOCKS = frozenset(
    {"statement_block", "for_statement", "for_in_statement", "catch_clause", "switch_body"}
)

_BRANCHES = frozenset(
    {
        "if_statement",
        "else_clause",
        "for_statement",
        "for_in_statement",
        "while_statement",
        "do_statement",
    }
)
"""Statements whose body may stand without braces."""

_INSIDE = frozenset({"parenthesized_expression", "await_expression", "assignment_expression"})

_NAMESPACES = frozenset({"internal_module", "module"})

_LISTS = frozenset({"program", "statement_block", "switch_case", "switch_default"})


def outline(root: "Node", source: bytes) -> Outline:
    """Return the outline of one file, nothing of which is visited yet."""
    found = Outline(root, source)
    visitor = _Visitor(found.reference())
    found.read_by(visitor.visit, visitor.assign)
    return found


def is_default(node: "Node", inner: "Node") -> bool:
    """Say whether a node makes the one in it the default export, or all a file exports."""
    if node.type == "export_statement":
        return any(child.type in ("default", "=") for child in node.children)
    if node.type != "assignment_expression":
        return False
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    to = text_of(left) if left is not None else ""
    return inner == right and to in ("module.exports", "exports.default", "exports")


class _Visitor:
    def __init__(self, found: Outline) -> None:
        self.found = found
        self.assignments: dict[str, list[tuple[Bound, Node, Place]]] = {}
        self.fields: dict[str, list[tuple[Source, Place]]] = {}

    def assign(self, name: str) -> None:
        """Attach the assignments to a name, now that its declarations are known."""
        for bound, statement, place in self.assignments.pop(name, ()):
            self._assign(bound, statement, place)
        for source, place in self.fields.pop(name, ()):
            scope = next((each for each in place.scope.chain() if name in each.names), None)
            if scope is not None:
                # Kept beside the name, under one that nobody can write.
                scope.names.setdefault(f"{name}.", []).append(source)

    def visit(self, node: "Node", place: Place) -> Place:
        kind = node.type
        handler = _HANDLERS.get(kind)
        if handler is not None:
            handler(self, node, place)
        if kind in FUNCTIONS:
            return self._function(node, place)
        if kind in CLASSES:
            return self._class(node, place)
        name = node.child_by_field_name("name") if kind in _NAMESPACES else None
        if name is not None and name.type == "identifier":
            self._add(place.scope, text_of(name), "class", node, node, place)
        if kind not in _LISTS and kind not in _BLOCKS:
            return place
        block = (node.start_byte, node.end_byte) if kind in _LISTS else place.block
        if kind in _BLOCKS:
            inner = self._scope(node, place, "block")
            if kind == "for_in_statement":
                self._loop(node, Place(inner, place.function, place.owner, block))
            elif kind == "catch_clause":
                self._opaque(node.child_by_field_name("parameter"), inner, place)
            return Place(inner, place.function, place.owner, block)
        return Place(place.scope, place.function, place.owner, block)

    def _scope(self, node: "Node", place: Place, kind: str) -> Scope:
        scope = Scope(node.start_byte, node.end_byte, place.scope, "block")
        if kind == "function":
            scope.kind = "function"
        elif kind == "class":
            scope.kind = "class"
        return scope

    def _function(self, node: "Node", place: Place) -> Place:
        start = node.start_byte
        name = node.child_by_field_name("name")
        if name is not None and node.type.endswith("_declaration"):
            self._add(place.scope, text_of(name), "function", node, node, place)
        inner = self._scope(node, place, "function")
        if name is not None and node.type in ("function_expression", "generator_function"):
            self._add(inner, text_of(name), "function", node, node, place)
        self.found.functions[start] = node
        here = Place(inner, start, place.owner, (start, node.end_byte))
        parameters = node.child_by_field_name("parameters")
        single = node.child_by_field_name("parameter")
        listed = [single] if single else parameters.named_children if parameters else []
        for child in listed:
            self._parameter(child, here)
        return here

    def _parameter(self, node: "Node", place: Place) -> None:
        pattern = node.child_by_field_name("pattern") or node
        default = node.child_by_field_name("value")
        for bound in bindings(pattern):
            self._add(
                place.scope, bound.name, "parameter", node, node, place, bound, default=default
            )

    def _class(self, node: "Node", place: Place) -> Place:
        name = node.child_by_field_name("name")
        if name is not None:
            self._add(place.scope, text_of(name), "class", node, node, place)
        inner = self._scope(node, place, "class")
        self.found.classes[node.start_byte] = node
        return Place(inner, place.function, node.start_byte, place.block)

    def _loop(self, node: "Node", place: Place) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if left is None or right is None:
            return
        kind: SourceKind = "element" if operator and operator.type == "of" else "opaque"
        for bound in bindings(left):
            self._add(place.scope, bound.name, kind, right, node, place, bound)

    def _opaque(self, pattern: "Node | None", scope: Scope, place: Place) -> None:
        for bound in bindings(pattern) if pattern else ():
            self._add(scope, bound.name, "opaque", bound.node, bound.node, place)

    def _add(
        self,
        scope: Scope,
        name: str,
        kind: SourceKind,
        node: "Node",
        definition: "Node",
        place: Place,
        bound: Bound | None = None,
        *,
        default: "Node | None" = None,
        annotation: "Node | None" = None,
        origin: ImportRef | None = None,
    ) -> None:
        if bound is not None and bound.rest:
            kind = "parameter" if kind == "parameter" else "opaque"
        scope.names.setdefault(name, []).append(
            Source(
                kind,
                node,
                definition,
                bound.path if bound else (),
                (bound.default if bound and bound.default is not None else default),
                annotation,
                origin,
                place.block,
                place.function,
            )
        )

    def declarator(self, node: "Node", place: Place) -> None:
        """`const x = value`, `var {a: b} = value`, `let x: T`."""
        pattern, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if pattern is None:
            return
        typed = node.child_by_field_name("type")
        parent = node.parent
        hoisted = parent is not None and parent.type == "variable_declaration"
        scope = place.scope.home() if hoisted else place.scope
        for bound in bindings(pattern):
            if value is None:
                scope.names.setdefault(bound.name, [])
                if typed is not None:
                    self._add(
                        scope, bound.name, "opaque", node, node, place, bound, annotation=typed
                    )
                continue
            self._add(scope, bound.name, "value", value, node, place, bound, annotation=typed)

    def assignment(self, node: "Node", place: Place) -> None:
        """`x = value`, `this.x = value`, `module.exports.x = value`."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return
        if left.type == "member_expression":
            self._member_assignment(left, right, node, place)
            return
        for bound in bindings(left):
            self.assignments.setdefault(bound.name, []).append((bound, node, place))

    def _assign(self, bound: Bound, statement: "Node", place: Place) -> None:
        """Attach an assignment to the scope that declares the name."""
        right = statement.child_by_field_name("right")
        operator = statement.child_by_field_name("operator")
        merges = operator is None or text_of(operator) in ("??=", "||=")
        for scope in place.scope.chain():
            if bound.name in scope.names:
                kind: SourceKind = "value" if merges and right else "opaque"
                block = (-1, -1) if operator is not None and merges else place.block
                if _depends(statement):
                    block = (statement.start_byte, statement.end_byte)
                here = Place(place.scope, place.function, place.owner, block)
                self._add(scope, bound.name, kind, right or statement, statement, here, bound)
                return

    def _member_assignment(
        self, left: "Node", right: "Node", statement: "Node", place: Place
    ) -> None:
        target, name = left.child_by_field_name("object"), left.child_by_field_name("property")
        if target is None or name is None:
            return
        label, path = text_of(name), text_of(target)
        if path == "this" and place.owner >= 0:
            source = Source("value", right, statement, block=place.block, function=place.function)
            owned = self.found.attributes.setdefault(place.owner, {})
            owned.setdefault(label, []).append(source)
        elif path in ("module.exports", "exports"):
            self.found.exports[label] = Export(node=right)
        elif path == "module" and label == "exports":
            self.found.exports["="] = Export(node=right)
        elif target.type == "identifier":
            block = (
                (statement.start_byte, statement.end_byte) if _depends(statement) else place.block
            )
            source = Source(
                "value", right, statement, (label,), block=block, function=place.function
            )
            self.fields.setdefault(path, []).append((source, place))

    def update(self, node: "Node", place: Place) -> None:
        """`x++`: whatever it was, it is no constant."""
        target = node.child_by_field_name("argument")
        if target is not None and target.type == "identifier":
            bound = Bound(text_of(target), target)
            self.assignments.setdefault(bound.name, []).append((bound, node, place))

    def returned(self, node: "Node", place: Place) -> None:
        """`return value`."""
        if node.named_children and place.function >= 0:
            listed = self.found.returns.setdefault(place.function, [])
            listed.append(first_of(node))

    def imported(self, node: "Node", place: Place) -> None:
        """Every form of `import`."""
        source = node.child_by_field_name("source")
        for clause in node.named_children:
            if clause.type == "import_require_clause":
                source = clause.child_by_field_name("source")
                name = first_of(clause)
                if source is not None:
                    self._import(text_of(name), literal(source), "*", clause, place)
            elif clause.type == "import_clause" and source is not None:
                self._clause(clause, literal(source), place)

    def _clause(self, clause: "Node", specifier: str, place: Place) -> None:
        for part in clause.named_children:
            if part.type == "identifier":
                self._import(text_of(part), specifier, "default", part, place)
            elif part.type == "namespace_import":
                self._import(text_of(first_of(part)), specifier, "*", part, place)
            for item in part.named_children if part.type == "named_imports" else ():
                name, alias = item.child_by_field_name("name"), item.child_by_field_name("alias")
                if name is not None:
                    local = text_of(alias or name)
                    self._import(local, specifier, str(property_key(name)), item, place)

    def _import(self, local: str, specifier: str, name: str, node: "Node", place: Place) -> None:
        origin = ImportRef(specifier, name)
        self._add(place.scope, local, "import", node, node, place, origin=origin)

    def exported(self, node: "Node", _place: Place) -> None:
        """Every form of `export`, where it stands at the top of a file or namespace."""
        source = node.child_by_field_name("source")
        specifier = literal(source) if source else ""
        declared = node.child_by_field_name("declaration")
        value = node.child_by_field_name("value")
        words = {child.type for child in node.children}
        if "default" in words:
            self.found.exports["default"] = Export(node=value or declared)
        elif declared is not None:
            for name in _declared(declared):
                self.found.exports.setdefault(name, Export(local=name))
        elif "*" in words:
            self.found.specifiers.append(specifier)
        for clause in node.named_children:
            if clause.type == "namespace_export":
                name = text_of(first_of(clause))
                self.found.exports[name] = Export(origin=ImportRef(specifier, "*"))
            for item in clause.named_children if clause.type == "export_clause" else ():
                self._specifier(item, specifier)

    def _specifier(self, item: "Node", specifier: str) -> None:
        name, alias = item.child_by_field_name("name"), item.child_by_field_name("alias")
        if name is None:
            return
        local, outside = str(property_key(name)), str(property_key(alias or name))
        origin = ImportRef(specifier, local) if specifier else None
        self.found.exports[outside] = Export(local="" if origin else local, origin=origin)

    def alias(self, node: "Node", place: Place) -> None:
        """`type T = …`."""
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is not None and value is not None:
            place.scope.types[text_of(name)] = value

    def signature(self, node: "Node", place: Place) -> None:
        """`declare function f()`: a name without a body hides an outer one."""
        name = node.child_by_field_name("name")
        if name is not None:
            place.scope.names.setdefault(text_of(name), [])


def _depends(statement: "Node") -> bool:
    """Say whether an assignment runs only under a condition that no braces show."""
    node = statement.parent
    while node is not None and node.type in _INSIDE:
        node = node.parent
    if node is not None and node.type == "expression_statement":
        node = node.parent
        return node is not None and node.type in _BRANCHES
    return node is not None and node.type in ("binary_expression", "ternary_expression")


def _declared(node: "Node") -> list[str]:
    if node.type in ("lexical_declaration", "variable_declaration"):
        patterns = [child.child_by_field_name("name") for child in node.named_children]
        return [bound.name for item in patterns if item for bound in bindings(item)]
    name = node.child_by_field_name("name")
    return [text_of(name)] if name is not None else []


_HANDLERS = {
    "variable_declarator": _Visitor.declarator,
    "assignment_expression": _Visitor.assignment,
    "augmented_assignment_expression": _Visitor.assignment,
    "update_expression": _Visitor.update,
    "return_statement": _Visitor.returned,
    "import_statement": _Visitor.imported,
    "export_statement": _Visitor.exported,
    "type_alias_declaration": _Visitor.alias,
    "function_signature": _Visitor.signature,
}
