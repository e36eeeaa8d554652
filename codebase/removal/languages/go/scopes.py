"""Which declaration every name of Go code means: blocks nest, `:=` may declare or assign."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from codebase.removal.languages.go.kinds import ARMS, FUNCTIONS, SWITCHES
from codebase.removal.languages.go.packages import names_of_package

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Node

Kind = Literal["variable", "constant", "type", "function", "parameter", "result", "import"]

FILE = -1
"""Where the scope of a whole package begins: before the first byte of the file."""

_BLOCKS = (
    frozenset({"block", "if_statement", "for_statement", "function_type", "method_elem"})
    | SWITCHES
    | ARMS
)
_NAMES = frozenset({"identifier", "type_identifier", "package_identifier"})
_SPECS: "dict[str, Kind]" = {
    "var_spec": "variable",
    "const_spec": "constant",
    "type_spec": "type",
    "type_alias": "type",
}


@dataclass
class Scope:
    """A region with names of its own."""

    start: int
    end: int
    outer: "Scope | None"
    function: int
    """Where the function around it begins."""
    names: dict[bytes, int] = field(default_factory=dict[bytes, int])


@dataclass(frozen=True)
class Declaration:
    """One place that declares a name."""

    name: bytes
    kind: Kind
    scope: int
    """Where the scope of the name begins."""
    scope_end: int
    function: int
    """Where the function around it begins."""


@dataclass(frozen=True)
class Names:
    """Every name of a file or a function; all positions are offsets of bytes."""

    meaning: dict[int, int | None] = field(default_factory=dict[int, int | None])
    """A use, reading or writing, to its declaration; None for a name from outside."""
    written: set[int] = field(default_factory=set[int])
    """The uses that only assign: Go does not count them."""
    fields: set[int] = field(default_factory=set[int])
    """The uses that may as well be names of fields: `T{name: …}`."""
    declarations: dict[int, Declaration] = field(default_factory=dict[int, Declaration])
    homes: dict[int, int] = field(default_factory=dict[int, int])
    """Every name on the left of a `:=` to the beginning of the scope it stands in."""
    nothing_new: set[int] = field(default_factory=set[int])
    """Every `:=` that declares nothing: it does not compile."""
    outside: dict[int, bytes] = field(default_factory=dict[int, bytes])
    """Uses of names from outside, and how they are written."""
    qualifiers: set[int] = field(default_factory=set[int])
    """The uses in front of a dot: a package would be named so."""

    def readers(self) -> Counter[int | None]:
        """Count for every declaration what Go takes for a use of it."""
        return Counter(
            meant
            for use, meant in self.meaning.items()
            if use not in self.written and use not in self.fields
        )

    def written_to(self) -> set[int | None]:
        """Return every declaration that some use assigns to."""
        return {meant for use, meant in self.meaning.items() if use in self.written}


Task = tuple[Literal["visit", "declare", "assign"], "Node", Scope, "Kind"]


class _Reader:
    """Visits nodes in the order in which their names begin to mean something."""

    def __init__(self) -> None:
        self.names = Names()
        self.stack: list[Task] = []

    def run(self, root: "Node") -> Names:
        package = Scope(FILE, root.end_byte, None, FILE)
        if root.type == "source_file":
            self._declare_package(root, package)
        self.stack.append(("visit", root, package, "variable"))
        while self.stack:
            task, node, scope, kind = self.stack.pop()
            if task == "visit":
                self._visit(node, scope)
            elif task == "declare":
                self._declare(node, scope, kind)
            else:
                self._assign_or_declare(node, scope)
        return self.names

    def _later(self, scope: Scope, nodes: "Iterable[Node]") -> None:
        self.stack.extend(("visit", node, scope, "variable") for node in reversed(list(nodes)))

    def _declare_package(self, root: "Node", package: Scope) -> None:
        imports: list[Node] = []
        for child in root.named_children:
            if child.type == "function_declaration":
                name = child.child_by_field_name("name")
                if name is not None:
                    self._declare(name, package, "function")
            for spec in specs(child):
                if spec.type == "import_spec":
                    imports.append(spec)
                else:
                    for name in spec.children_by_field_name("name"):
                        if name.is_named:
                            self._declare(name, package, _SPECS[spec.type])
        self._import(imports, package)

    def _import(self, imports: "list[Node]", package: Scope) -> None:
        guesses = {spec.start_byte: names_of_package(spec) for spec in imports}
        # What one import is surely called, no other one takes for a less likely name of its own.
        for start, likely in guesses.items():
            for name in likely[:1]:
                package.names.setdefault(name, start)
        for start, likely in guesses.items():
            for name in likely[1:]:
                package.names.setdefault(name, start)
        for spec in imports:
            declared = Declaration(spec.text or b"", "import", FILE, package.end, FILE)
            self.names.declarations[spec.start_byte] = declared

    def _declare(self, name: "Node", scope: Scope, kind: Kind) -> None:
        text = name.text or b""
        if text != b"_":
            scope.names[text] = name.start_byte
            self.names.declarations[name.start_byte] = Declaration(
                text, kind, scope.start, scope.end, scope.function
            )

    def _use(self, node: "Node", scope: Scope) -> None:
        text, outer = node.text or b"", scope
        if text == b"_" or node.start_byte in self.names.declarations:
            return
        while text not in outer.names:
            if outer.outer is None:
                self.names.meaning[node.start_byte] = None
                self.names.outside[node.start_byte] = text
                return
            outer = outer.outer
        self.names.meaning[node.start_byte] = outer.names[text]

    def _assign_or_declare(self, left: "Node", scope: Scope) -> None:
        """`:=` assigns to the names that its own block already knows, and declares the others."""
        new = False
        for name in left.named_children:
            if name.type != "identifier" or name.text == b"_":
                continue
            self.names.homes[name.start_byte] = scope.start
            if name.text in scope.names:
                self._use(name, scope)
                self.names.written.add(name.start_byte)
            else:
                self._declare(name, scope, "variable")
                new = True
        if not new:
            self.names.nothing_new.add(left.start_byte)

    def _visit(self, node: "Node", scope: Scope) -> None:
        if node.type in _NAMES:
            self._use(node, scope)
        elif node.type in FUNCTIONS:
            self._function(node, scope)
        elif node.type in ("short_var_declaration", "range_clause", "receive_statement"):
            self._binding(node, scope)
        elif node.type == "assignment_statement":
            self._assignment(node, scope)
        elif node.type in _SPECS:
            self._spec(node, scope)
        elif node.type.endswith("parameter_declaration"):
            self._parameter(node, scope)
        elif node.type == "type_switch_statement":
            self._type_switch(node, scope)
        elif node.type == "keyed_element":
            self._keyed(node, scope)
        elif node.type in ("qualified_type", "selector_expression"):
            self.names.qualifiers.add(node.start_byte)
            self._later(scope, node.named_children[:1])
        elif node.type not in ("import_declaration", "package_clause"):
            inner = scope
            if node.type in _BLOCKS:
                inner = Scope(node.start_byte, node.end_byte, scope, scope.function)
            self._later(inner, node.named_children)

    def _function(self, node: "Node", scope: Scope) -> None:
        """Parameters and results live in the block of the body, not around it."""
        inner = Scope(node.start_byte, node.end_byte, scope, node.start_byte)
        body = node.child_by_field_name("body")
        parts = [
            child
            for field_name in ("receiver", "type_parameters", "parameters", "result")
            if (child := node.child_by_field_name(field_name)) is not None
        ]
        self._later(inner, [*parts, *(body.named_children if body is not None else [])])

    def _binding(self, node: "Node", scope: Scope) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is not None:
            if any(child.type == ":=" for child in node.children):
                self.stack.append(("assign", left, scope, "variable"))
            else:
                self._later(scope, [left])
                self._write(left)
        if right is not None:
            self._later(scope, [right])

    def _assignment(self, node: "Node", scope: Scope) -> None:
        left, operator = node.child_by_field_name("left"), node.child_by_field_name("operator")
        if left is not None and operator is not None and operator.type == "=":
            self._write(left)
        self._later(scope, node.named_children)

    def _write(self, left: "Node") -> None:
        listed = left.named_children if left.type == "expression_list" else [left]
        self.names.written.update(each.start_byte for each in listed if each.type == "identifier")

    def _spec(self, node: "Node", scope: Scope) -> None:
        found = [name for name in node.children_by_field_name("name") if name.is_named]
        if scope.start != FILE:
            kind = _SPECS[node.type]
            declared: list[Task] = [("declare", name, scope, kind) for name in found]
            if kind == "type":
                # A type is known in its own definition.
                for name in found:
                    self._declare(name, scope, kind)
            else:
                self.stack += declared
        starts = {name.start_byte for name in found}
        self._later(scope, [each for each in node.named_children if each.start_byte not in starts])

    def _parameter(self, node: "Node", scope: Scope) -> None:
        listed = node.parent
        function = listed.parent if listed is not None else None
        is_result = function is not None and function.child_by_field_name("result") == listed
        kind: Kind = "result" if is_result else "parameter"
        found = [name for name in node.children_by_field_name("name") if name.is_named]
        self.stack.extend(("declare", name, scope, kind) for name in found)
        kept = node.child_by_field_name("type")
        self._later(scope, [kept] if kept is not None else [])

    def _type_switch(self, node: "Node", scope: Scope) -> None:
        inner = Scope(node.start_byte, node.end_byte, scope, scope.function)
        alias = node.child_by_field_name("alias")
        before = [node.child_by_field_name(name) for name in ("initializer", "value")]
        heads = [each for each in before if each is not None]
        known = {each.start_byte for each in (alias, *heads) if each is not None}
        self._later(inner, [each for each in node.named_children if each.start_byte not in known])
        if alias is not None:
            self.stack.append(("assign", alias, inner, "variable"))
        self._later(inner, heads)

    def _keyed(self, node: "Node", scope: Scope) -> None:
        key, literal = node.child_by_field_name("key"), node.parent
        name = key.named_child(0) if key is not None else None
        outer = literal.parent if literal is not None else None
        kind = outer.child_by_field_name("type") if outer is not None else None
        is_map = kind is not None and kind.type == "map_type"
        if name is not None and name.type == "identifier" and not is_map:
            self.names.fields.add(name.start_byte)
        self._later(scope, node.named_children)


def specs(declaration: "Node") -> "list[Node]":
    """Return the specs of an import, `const`, `var` or `type` declaration, grouped or not."""
    found: list[Node] = []
    for child in declaration.named_children:
        if child.type in _SPECS or child.type == "import_spec":
            found.append(child)
        elif child.type.endswith("_spec_list"):
            found += specs(child)
    return found


def names(root: "Node") -> Names:
    """Resolve every name of a file, or of one function with what it declares itself."""
    return _Reader().run(root)
