"""Functions, classes and types, read by a grammar."""

from dataclasses import replace
from typing import TYPE_CHECKING

from codebase.languages.tables.grammar import FunctionRule, Grammar, is_function
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.syntax import ClassMember, ClassShape, FunctionShape, Parameter, TypeShape

if TYPE_CHECKING:
    from tree_sitter import Node


def function_by(grammar: Grammar, node: "Node") -> FunctionShape:
    """Return the outside of a function."""
    rule = grammar.functions.get(node.type, FunctionRule())
    name = pick(node, rule.name)
    return FunctionShape(
        name=text_of(name) if name is not None else "",
        parameters=(
            *_extended(rule, node),
            *(_parameters(grammar, pick(node, rule.parameters)) or _unwritten(rule, node)),
        ),
        body=pick(node, rule.body) if rule.body else None,
        returns=pick(node, rule.returns) if rule.returns else None,
    )


def _extended(rule: FunctionRule, node: "Node") -> tuple[Parameter, ...]:
    kind = pick(node, rule.extends) if rule.extends else None
    return (Parameter("this", kind, type=kind),) if kind is not None else ()


def _unwritten(rule: FunctionRule, node: "Node") -> tuple[Parameter, ...]:
    return (Parameter(rule.unwritten, node),) if rule.unwritten else ()


def _parameters(grammar: Grammar, node: "Node | None") -> tuple[Parameter, ...]:
    found: list[Parameter] = []
    for child in parameters_in(grammar, node):
        rule = grammar.parameters[child.type]
        default = pick(child, rule.default) if rule.default else None
        typed = pick(child, rule.type) if rule.type else None
        label = pick(child, rule.label) if rule.label else None
        rest = rule.rest(child) if callable(rule.rest) else rule.rest
        only = rule.keyword_only(child) if callable(rule.keyword_only) else rule.keyword_only
        found.extend(
            Parameter(text_of(label or name).lstrip("$&"), name, default, typed, rest, only)
            for name in pick_all(child, rule.names)
        )
    return tuple(found)


def parameters_in(grammar: Grammar, node: "Node | None") -> "list[Node]":
    """Return the parameters of a list, through what only holds them."""
    if node is not None and node.type in grammar.parameters:
        return [node]
    found: list[Node] = []
    for child in children_of(node) if node is not None else ():
        if child.type in grammar.inside:
            found.extend(parameters_in(grammar, child))
        elif child.type in grammar.parameters:
            found.append(child)
    return found


def class_by(grammar: Grammar, node: "Node") -> ClassShape:
    """Return the outside of a class."""
    rule = grammar.classes[node.type]
    name = pick(node, rule.name)
    members: dict[str, ClassMember] = {}
    constructor: Node | None = None
    for child in _body(grammar, node):
        if child.type in grammar.constructors and _constructs(grammar, child):
            constructor = constructor or child
        reader = grammar.members.get(child.type)
        for member in reader(child) if reader is not None else ():
            if grammar.sides and member.static and member.kind == "method":
                members[f"self.{member.name}"] = member
                continue
            before = members.get(member.name)
            # Where a field and a method share a name, the method hands the field out.
            if before is None or (before.kind == "method" and member.kind == "field"):
                members[member.name] = member
            elif before.kind == member.kind == "method":
                others = (*before.others, member.node)
                members[member.name] = replace(before, others=others)
            if member.name in grammar.constructors and member.kind == "method":
                constructor = member.node
    for label, member in list(members.items()):
        if label.startswith("self."):
            members.setdefault(label.removeprefix("self."), member)
    counted = rule.enumeration
    return ClassShape(
        name=text_of(name) if name is not None else "",
        node=node,
        bases=tuple(rule.bases(node) if callable(rule.bases) else pick_all(node, rule.bases)),
        members=members,
        constructor=constructor,
        enumeration=counted(node) if callable(counted) else counted,
        demands=rule.demands(node) if rule.demands is not None else (),
        exact=rule.exact is not None and rule.exact(node),
    )


def _constructs(grammar: Grammar, node: "Node") -> bool:
    return node.type not in grammar.functions or is_function(grammar, node)


def _body(grammar: Grammar, node: "Node") -> "list[Node]":
    """Return the nodes that declare members, through those that only hold them."""
    rule = grammar.classes[node.type]
    heads = pick_all(node, rule.heads) if rule.heads else []
    bodies = [body for body in pick_all(node, rule.body) if body != node]
    found: list[Node] = []
    stack = [*heads, *(child for body in bodies for child in children_of(body))]
    while stack:
        child = stack.pop(0)
        found.append(child)
        if child.type in grammar.inside:
            stack = [*children_of(child), *stack]
    return found


def type_by(grammar: Grammar, node: "Node") -> TypeShape:
    """Return what a type says."""
    rule = grammar.types.get(node.type)
    return rule(node, lambda inner: type_by(grammar, inner)) if rule is not None else None
