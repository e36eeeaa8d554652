"""How Ruby's nodes are read into shapes."""

from typing import TYPE_CHECKING, Literal

from codebase.removal import shapes
from codebase.removal.languages.ruby import names
from codebase.removal.languages.ruby.chains import (
    MODIFIERS,
    content,
    last_statement,
    only_expression,
)
from codebase.removal.languages.ruby.operators import is_first_bare_argument, touches_word
from codebase.removal.languages.ruby.values import (
    JUNCTIONS,
    in_list,
    is_used,
    may_go,
    thawed,
)
from codebase.removal.nodes import code_children, field, is_comment
from codebase.removal.reasons import PASSED_ON, RESULT, RETURNED, TWICE
from codebase.removal.shapes import Literal as Written

if TYPE_CHECKING:
    from tree_sitter import Node

Kind = Literal["loose", "strict"]

_EQUALITIES = {"==": False, "===": False, "!=": True}
_SAME: dict[str, Kind] = {"eql?": "loose", "equal?": "strict"}
_MEMBERSHIP = frozenset({b"include?", b"member?"})
_LISTS = frozenset({"array", "string_array"})
_LOOPS = frozenset({"while", "until", "while_modifier", "until_modifier"})


def literal(node: "Node") -> Written | None:
    """Read plain strings, also frozen ones, true, false and nil."""
    node = thawed(node)
    match node.type:
        case "true" | "false":
            return Written(node.type == "true")
        case "nil":
            return Written(None)
        case "string":
            return text_literal(node)
        case _:
            return None


def text_literal(node: "Node") -> Written | None:
    """Read a plain string: no escapes, no holes."""
    inside = node.named_children
    if any(each.type != "string_content" for each in inside):
        return None
    if node.type == "string" and node.children[0].text not in (b"'", b'"'):
        return None
    return Written(b"".join(each.text or b"" for each in inside).decode("utf-8", "replace"))


def elements(node: "Node") -> "list[Node] | None":
    """Return what stands in a list, None if the node is no list."""
    node = thawed(node)
    if node.type not in _LISTS:
        return None
    return code_children(node)


def members(node: "Node") -> tuple[Written, ...] | None:
    """Read an array or `%w[…]` of literals."""
    listed = elements(node)
    if listed is None:
        return None
    found = [text_literal(each) if each.type == "bare_string" else literal(each) for each in listed]
    return tuple(each for each in found if each is not None) if None not in found else None


def grouped(parent: "Node") -> shapes.Shape | None:
    """Read parentheses; where they touch a word, they stay until what is around them goes."""
    if len(code_children(parent)) != 1:
        return None
    if not touches_word(parent):
        return shapes.Same(parent)
    outer = parent.parent
    shape = control(parent, outer) if outer is not None else None
    if shape is None and outer is not None and outer.type == "unary":
        return negation(outer)
    return shape


def negation(parent: "Node") -> shapes.Shape | None:
    """Read `!x` and `not x`."""
    sign = field(parent, "operator")
    return shapes.Negation(parent) if sign is not None and sign.type in ("!", "not") else None


def operator(node: "Node", parent: "Node") -> shapes.Shape | None:
    """Read `&&`, `and`, `||`, `or` and comparisons."""
    left, sign, right = (field(parent, name) for name in ("left", "operator", "right"))
    if left is None or sign is None or right is None:
        return None
    if sign.type in JUNCTIONS:
        return shapes.Junction(parent, left, right, JUNCTIONS[sign.type])
    if sign.type in _EQUALITIES:
        other = right if left == node else left
        return shapes.Comparison(parent, other, _EQUALITIES[sign.type], "loose")
    return None


def junction(node: "Node") -> shapes.Junction | None:
    """Read `&&`, `and`, `||` and `or`."""
    shape = operator(node, node) if node.type == "binary" else None
    return shape if isinstance(shape, shapes.Junction) else None


def control(node: "Node", parent: "Node") -> shapes.Shape | None:
    """Read what stands around a condition."""
    if is_asked_in_case(node):
        return shapes.Chain(parent.parent) if parent.parent is not None else None
    if field(parent, "condition") != node:
        return None
    if parent.type in _LOOPS:
        return _loop(parent)
    if parent.type == "conditional":
        yes, no = field(parent, "consequence"), field(parent, "alternative")
        return shapes.Choice(parent, yes, no) if yes is not None and no is not None else None
    if parent.type not in ("if", "unless", "elsif", *MODIFIERS):
        return None
    if parent.type == "elsif" or in_list(parent):
        return shapes.Chain(parent)
    return _choice(parent)


def is_asked_in_case(node: "Node") -> bool:
    """Tell whether a node is all that a `when` asks in a `case` that compares with nothing."""
    pattern = node.parent
    arm = pattern.parent if pattern is not None and pattern.type == "pattern" else None
    whole = arm.parent if arm is not None and arm.type == "when" else None
    if arm is None or whole is None or field(whole, "value") is not None:
        return False
    return sum(each.type == "pattern" for each in arm.named_children) == 1


def _choice(parent: "Node") -> shapes.Shape:
    """Read an `if` whose value is used where it stands: only one expression can take its place."""
    other = field(parent, "alternative")
    if other is not None and other.type == "elsif":
        return shapes.Chain(parent)
    modifier = parent.type in MODIFIERS
    yes = field(parent, "body") if modifier else only_expression(parent)
    no = only_expression(other)
    if parent.type in ("unless", "unless_modifier"):
        yes, no = no, yes
    return shapes.Choice(parent, yes, no)


def _loop(parent: "Node") -> shapes.Shape:
    body = field(parent, "body")
    if not may_go(parent) or (body is not None and body.type == "begin"):
        # `begin … end while x` runs once whatever `x` is.
        return shapes.Refused(RESULT)
    return shapes.Loop(parent, until=parent.type in ("until", "until_modifier"))


def called(node: "Node", call: "Node") -> shapes.Shape | None:
    """Read a method called on the placeholder: `eql?`, `equal?`, `nil?`."""
    method, given = field(call, "method"), field(call, "arguments")
    if method is None or field(call, "receiver") != node or field(call, "block") is not None:
        return None
    name, inside = (method.text or b"").decode(), [] if given is None else given.named_children
    if name == "nil?" and not inside:
        return shapes.Absent(call)
    if name in _SAME and len(inside) == 1:
        return shapes.Comparison(call, inside[0], negated=False, kind=_SAME[name])
    return None


def argument(node: "Node", arguments: "Node") -> shapes.Shape | None:
    """Read the placeholder given to `include?`, `eql?`, `equal?` or to `fetch` of a table."""
    call = arguments.parent
    if call is None or call.type != "call" or field(call, "block") is not None:
        return None
    method, receiver = field(call, "method"), field(call, "receiver")
    if method is None or receiver is None:
        return None
    given = code_children(arguments)
    if method.text == b"fetch" and given[0] == node and _is_table(receiver):
        default = given[1] if len(given) == 2 else None
        return shapes.Lookup(call, entries(receiver), default)
    if len(given) != 1:
        return None
    if method.text in _MEMBERSHIP:
        return shapes.Comparison(call, receiver, negated=False, kind="member")
    kind = _SAME.get((method.text or b"").decode())
    if kind is None:
        return None
    return shapes.Comparison(call, receiver, negated=False, kind=kind)


def _is_table(node: "Node") -> bool:
    """Tell whether a node is a table; `f { … }` is a block, whatever the grammar here says."""
    return node.type == "hash" and not is_first_bare_argument(node)


def entries(table: "Node") -> tuple[shapes.Entry, ...]:
    """Return the entries of a table; a symbol is no text, so it counts as computed."""
    return tuple(_entry(each) for each in table.named_children if not is_comment(each))


def _entry(pair: "Node") -> shapes.Entry:
    key, value = field(pair, "key"), field(pair, "value")
    known = key is not None and key.type in ("string", "true", "false", "nil")
    return shapes.Entry(literal(key) if key is not None and known else None, value or pair)


def element(parent: "Node") -> shapes.Shape | None:
    """Read `{ 'test' => a, 'control' => b }[x]`."""
    table = field(parent, "object")
    if table is None or not _is_table(table) or parent.named_child_count != 2:
        return None
    return shapes.Lookup(parent, entries(table), None)


def binding(assignment: "Node") -> shapes.Shape | None:
    """Read an assignment to a variable, if it can only mean this one value."""
    name, scope = field(assignment, "left"), assignment.parent
    if name is None or name.type != "identifier" or scope is None or not in_list(assignment):
        return None
    if is_used(assignment):
        return shapes.Refused(RETURNED)
    function = names.hard_scope(assignment)
    if names.is_seen_as_a_whole(function):
        return shapes.Refused(PASSED_ON)
    if names.is_ambiguous(function, scope, name):
        return shapes.Refused(TWICE)
    return shapes.Binding(assignment, name, scope, function)


def statement(node: "Node") -> shapes.Shape | None:
    """Read a placeholder that is a statement."""
    if not in_list(node):
        return None
    if is_used(node):
        return shapes.Refused(RETURNED)
    return shapes.Discarded(node)


def selection(statement: "Node") -> shapes.Shape:
    """Read every arm of a `case`."""
    arms = [child for child in statement.named_children if child.type in ("when", "in_clause")]
    other = next((child for child in statement.named_children if child.type == "else"), None)
    cases = tuple(map(_case, arms if other is None else [*arms, other]))
    if statement.type == "case_match" and other is None:
        # Where nothing matches, an error is raised.
        return shapes.Selection(statement, cases, strict=False, may_vanish=False)
    return shapes.Selection(statement, cases, strict=False, may_vanish=may_go(statement))


def _case(arm: "Node") -> shapes.Case:
    labels, last = _labels(arm), last_statement(arm)
    statement = arm.parent if arm.parent is not None else arm
    default = arm.type == "else" or (
        arm.type == "in_clause" and [label.text for label in labels] == [b"_"]
    )
    return shapes.Case(
        node=arm,
        labels=() if default else labels,
        default=default,
        span=content(arm),
        last=last,
        guarded=field(arm, "guard") is not None,
        refused=last is None and not may_go(statement),
        only=only_expression(arm),
    )


def _labels(arm: "Node") -> "tuple[Node, ...]":
    if arm.type == "when":
        patterns = [each for each in arm.named_children if each.type == "pattern"]
        return tuple(each for pattern in patterns for each in pattern.named_children)
    pattern = field(arm, "pattern")
    if pattern is None:
        return ()
    if pattern.type == "alternative_pattern":
        return tuple(pattern.named_children)
    return (pattern,)


def returned(function: "Node") -> "Node | None":
    """Return the expression that is all a method or lambda does."""
    body = field(function, "body")
    while body is not None and body.type in ("block", "do_block", "body_statement", "block_body"):
        inside = code_children(body)
        inside = [each for each in inside if not each.type.endswith("parameters")]
        body = inside[0] if len(inside) == 1 else None
    if body is not None and body.type == "return" and body.named_child_count == 1:
        given = body.named_children[0]
        body = given.named_children[0] if given.named_child_count == 1 else None
    return body


def is_around_an_entry(node: "Node") -> bool:
    """Tell whether a node is a table that is asked for one entry, or stands between the two."""
    table = node
    while table.parent is not None and table.type in ("argument_list", "pair"):
        table = table.parent
    if table.type == "hash":
        table = table.parent or table
    if table.type == "call":
        method, receiver = field(table, "method"), field(table, "receiver")
        asked = method is not None and method.text == b"fetch"
        return asked and receiver is not None and receiver.type == "hash"
    held = field(table, "object") if table.type == "element_reference" else None
    return held is not None and held.type == "hash"
