"""How Go's nodes are read into shapes."""

from typing import TYPE_CHECKING

from codebase.removal import shapes
from codebase.removal.languages.go.kinds import FUNCTIONS
from codebase.removal.languages.go.switch import selection
from codebase.removal.nodes import code_children, is_field, required, walk
from codebase.removal.reasons import RESULT

if TYPE_CHECKING:
    from tree_sitter import Node

_EQUALITIES = {"==": False, "!=": True}
_CALLS = frozenset(
    {
        "call_expression",
        "type_conversion_expression",
        "assignment_statement",
        "short_var_declaration",
        "inc_statement",
        "dec_statement",
        "send_statement",
        "receive_statement",
    }
)
_CONVERSIONS = frozenset(
    {
        b"string",
        b"String",
        b"Sprint",
        b"Sprintf",
        b"Itoa",
        b"FormatInt",
        b"FormatUint",
        b"ToLower",
        b"TrimSpace",
    }
)
_BUILDERS = frozenset({b"NewProperties", b"NewGroups", b"Set"})
"""What the SDK offers to write down what a check is asked with."""


def unary(parent: "Node") -> shapes.Shape | None:
    """Read `!x`."""
    return shapes.Negation(parent) if required(parent, "operator").type == "!" else None


def operator(node: "Node", parent: "Node") -> shapes.Shape | None:
    """Read `&&`, `||` and comparisons."""
    sign = required(parent, "operator").type
    left, right = required(parent, "left"), required(parent, "right")
    if sign in ("&&", "||"):
        return shapes.Junction(parent, left, right, sign == "||")
    if sign in _EQUALITIES:
        other = right if left == node else left
        return shapes.Comparison(parent, other, _EQUALITIES[sign], "strict")
    return None


def junction(node: "Node") -> shapes.Junction | None:
    """Read `&&` and `||`."""
    found = operator(node, node) if node.type == "binary_expression" else None
    return found if isinstance(found, shapes.Junction) else None


def assertion(node: "Node") -> shapes.Shape | None:
    """Read `x.(bool)` and `v, ok := x.(bool)`."""
    kinds: dict[bytes, type[bool] | type[str]] = {b"bool": bool, b"string": str}
    kind = kinds.get(required(node, "type").text or b"")
    return shapes.Assertion(node, kind, _is_asked_twice(node)) if kind is not None else None


def _is_asked_twice(assertion: "Node") -> bool:
    """Tell whether a second name takes whether the assertion holds."""
    values = assertion.parent
    if values is None or values.type != "expression_list" or values.named_child_count != 1:
        return False
    outer = values.parent
    if outer is None:
        return False
    if outer.type == "var_spec":
        return sum(name.is_named for name in outer.children_by_field_name("name")) == 2
    return required(outer, "left").named_child_count == 2


def condition(node: "Node", parent: "Node") -> shapes.Shape | None:
    """Read the conditions of `if` and `for`, and the value of `switch`."""
    outer = parent.parent
    labelled = outer is not None and outer.type == "labeled_statement"
    if parent.type == "if_statement":
        if not is_field(parent, "condition", node):
            return None
        return shapes.Refused(RESULT) if labelled else shapes.Chain(parent)
    if parent.type == "for_statement":
        return shapes.Refused(RESULT) if labelled else shapes.Loop(parent)
    if labelled or parent.child_by_field_name("initializer") is not None:
        return shapes.Refused(RESULT)
    return selection(parent)


def case(node: "Node", values: "Node") -> shapes.Shape | None:
    """Read a condition of `switch { case x: }`."""
    arm = values.parent
    statement = arm.parent if arm is not None else None
    if arm is None or statement is None or statement.child_by_field_name("value") is not None:
        return None
    return shapes.Chain(node if values.named_child_count > 1 else arm)


def is_call(node: "Node") -> bool:
    """Tell whether evaluating this very node may do something."""
    if node.type == "unary_expression":
        return required(node, "operator").type == "<-"
    if node.type == "type_assertion_expression":
        # Without a second name it ends the program where the type is another one.
        return not _is_asked_twice(node)
    return node.type in _CALLS


def is_conversion(call: "Node") -> bool:
    """Tell whether a call only turns something into text, or writes down properties."""
    function = call.child_by_field_name("function")
    if function is None:
        return False
    name = (function.child_by_field_name("field") or function).text or b""
    if name in _BUILDERS:
        return _is_built(call)
    return name in _CONVERSIONS


def _is_built(call: "Node") -> bool:
    """Tell whether a chain of calls begins with what makes empty properties."""
    node: Node | None = call
    while node is not None and node.type == "call_expression":
        function = required(node, "function")
        name = function.child_by_field_name("field")
        if name is None:
            return False
        if name.text in (b"NewProperties", b"NewGroups"):
            return True
        if name.text not in _BUILDERS:
            return False
        node = function.child_by_field_name("operand")
    return False


def has_effect(node: "Node") -> bool:
    """Tell whether evaluating an expression may do something."""
    stack = [node]
    while stack:
        node = stack.pop()
        if node.type in FUNCTIONS:
            continue
        if is_call(node) and not is_conversion(node):
            return True
        stack.extend(node.children)
    return False


def statements(block: "Node") -> "list[Node]":
    """Return the statements of a block or an arm, comments left out."""
    lists = [each for each in block.named_children if each.type == "statement_list"]
    return [each for found in lists for each in code_children(found)]


def results(root: "Node") -> "list[Node] | None":
    """Return what the only function of `root` gives back, None if it does anything else."""
    function = next((node for node in walk(root) if node.type in FUNCTIONS), None)
    body = function.child_by_field_name("body") if function is not None else None
    inside = statements(body) if body is not None else []
    if len(inside) != 1 or inside[0].type != "return_statement":
        return None
    values = [each for each in inside[0].named_children if each.type == "expression_list"]
    return code_children(values[0]) if values else None


def key(call: "Node") -> "Node | None":
    """Return the value of `Key:` in the struct that a check is asked with."""
    given = code_children(required(call, "arguments"))
    if len(given) != 1 or given[0].type != "composite_literal":
        return None
    for entry in required(given[0], "body").named_children:
        name, value = entry.child_by_field_name("key"), entry.child_by_field_name("value")
        if name is not None and name.text == b"Key" and value is not None:
            return value.named_child(0)
    return None


def only_named(spec: "Node") -> "Node | None":
    """Return what goes with a constant or variable: its declaration, or its line of a group.

    None where the line names several, and where other lines count on it: `iota` counts lines, and
    a constant without a value repeats the one before it.
    """
    group = spec.parent
    if group is None or sum(name.is_named for name in spec.children_by_field_name("name")) != 1:
        return None
    inside = [each for each in group.named_children if each.type == spec.type]
    if len(inside) == 1:
        return group.parent if group.type == "var_spec_list" else group
    counted = any(node.type == "iota" for node in walk(group))
    repeated = any(each.child_by_field_name("value") is None for each in inside)
    return None if spec.type == "const_spec" and (counted or repeated) else spec


def outer_calls(function: "Node") -> "list[Node]":
    """Return the calls of a function's body that are no argument of another one, in order."""
    body = function.child_by_field_name("body")
    stack, found = [body] if body is not None else [], list["Node"]()
    while stack:
        node = stack.pop()
        if node.type == "call_expression":
            found.append(node)
        elif node.type not in FUNCTIONS:
            stack.extend(reversed(node.children))
    return found
