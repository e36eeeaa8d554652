"""`on, err := CHECK`: a value and an error are one thing, and fall together."""

from typing import TYPE_CHECKING

from codebase.removal.languages.go.flow import Variable, settled_reads
from codebase.removal.languages.go.kinds import FUNCTIONS
from codebase.removal.languages.go.scopes import Names, names
from codebase.removal.nodes import required, walk
from codebase.removal.reasons import PASSED_ON, REASSIGNED, RESULT, TWICE
from codebase.removal.shapes import Discarded, Refused, Settlement, Shape

if TYPE_CHECKING:
    from tree_sitter import Node

_HEADS = frozenset({"if_statement", "expression_switch_statement"})


def settlement(values: "Node") -> Shape | None:
    """Read the statement whose only value, in the list `values`, is the placeholder."""
    statement = values.parent
    if statement is None or values.named_child_count != 1:
        return None
    targets = _targets(statement, values)
    if statement.type == "var_spec":
        statement = _declaration(statement)
    if statement is None or not targets or len(targets) > 2:
        return None
    if any(target.type != "identifier" for target in targets):
        return Refused(PASSED_ON)
    begins = _begins(statement)
    if begins is None:
        return Refused(PASSED_ON)
    named = [target if target.text != b"_" else None for target in targets]
    if not any(named) and begins == statement:
        return Discarded(statement)
    if len(named) == 1 and statement.type == "assignment_statement":
        return Refused(REASSIGNED)
    return _read(statement, named)


def _targets(statement: "Node", values: "Node") -> "list[Node]":
    if statement.type == "var_spec":
        return [name for name in statement.children_by_field_name("name") if name.is_named]
    if statement.type == "assignment_statement" and required(statement, "operator").type != "=":
        return []
    if statement.type not in ("assignment_statement", "short_var_declaration"):
        return []
    left = statement.child_by_field_name("left")
    return left.named_children if left is not None and left != values else []


def _declaration(spec: "Node") -> "Node | None":
    """Return the `var` around a spec; None if it declares more."""
    outer = spec.parent
    return outer if outer is not None and outer.type == "var_declaration" else None


def _begins(statement: "Node") -> "Node | None":
    """Return the statement that this one is, or is the beginning of; None for any other place."""
    outer = statement.parent
    if outer is None or outer.type == "statement_list":
        return statement if outer is not None else None
    starts = outer.type in _HEADS and outer.child_by_field_name("initializer") == statement
    return outer if starts else None


def _read(statement: "Node", named: "list[Node | None]") -> Shape:
    function = _function(statement, outermost=False)
    outermost = _function(statement, outermost=True)
    if function is None or outermost is None:
        return Refused(PASSED_ON)
    known = names(outermost)
    found: list[list[Node]] = []
    for number, name in enumerate(named):
        reads = [] if name is None else _uses(known, function, statement, name, second=number > 0)
        if isinstance(reads, Refused):
            return reads
        found.append(reads)
    after = statement.next_sibling
    head = statement.parent is not None and statement.parent.type in _HEADS
    following = after.next_sibling if head and after is not None else None
    return Settlement(
        node=statement,
        until=following.start_byte if following is not None else None,
        values=tuple(found[0]),
        seconds=tuple(found[1]) if len(found) > 1 else (),
    )


def _function(node: "Node", *, outermost: bool) -> "Node | None":
    found: Node | None = None
    outer = node.parent
    while outer is not None and (found is None or outermost):
        if outer.type in FUNCTIONS:
            found = outer
        outer = outer.parent
    return found


def _uses(
    known: Names, function: "Node", statement: "Node", name: "Node", *, second: bool
) -> "list[Node] | Refused":
    place = name.start_byte
    declared = place if place in known.declarations else known.meaning.get(place)
    about = known.declarations.get(declared) if declared is not None else None
    if declared is None or about is None or about.function != function.start_byte:
        return Refused(REASSIGNED)
    places = {use for use, meant in known.meaning.items() if meant == declared and use != place}
    written = places & known.written
    valued = declared != place and not _has_no_value(function, declared)
    if not second:
        if written or valued:
            return Refused(REASSIGNED)
        if _is_bound_again(known, function, declared, about.name):
            return Refused(TWICE)
    if about.kind == "result" and _runs_late(function):
        return Refused(REASSIGNED)
    variable = Variable(
        places=frozenset(places),
        written=frozenset(written),
        settling=statement,
        is_result=about.kind == "result",
        declared_at=declared,
        only_settled=not written and not valued,
    )
    reads = settled_reads(function, variable)
    if isinstance(reads, Refused) or second or len(reads) == len(places):
        return reads
    return Refused(RESULT)


def _has_no_value(function: "Node", declared: int) -> bool:
    """Tell whether a variable was declared by `var v T` alone."""
    name = function.descendant_for_byte_range(declared, declared + 1)
    spec = name.parent if name is not None else None
    return spec is not None and spec.type == "var_spec" and _is_empty(spec)


def _is_empty(spec: "Node") -> bool:
    return spec.child_by_field_name("value") is None


def _is_bound_again(known: Names, function: "Node", declared: int, name: bytes) -> bool:
    """Tell whether a second variable of the name is known where the first one is."""
    own = known.declarations[declared]
    return any(
        each.name == name
        and offset != declared
        and _is_inside(offset, function)
        and each.scope < own.scope_end
        and own.scope < each.scope_end
        for offset, each in known.declarations.items()
    )


def _is_inside(offset: int, node: "Node") -> bool:
    return node.start_byte <= offset < node.end_byte


def _runs_late(function: "Node") -> bool:
    """Tell whether something in a function may look at its results after it returned."""
    late = ("func_literal", "defer_statement")
    return any(node.type in late and node != function for node in walk(function))
