"""Functions that give back what a check answers and nothing else: calling one is asking."""

from typing import TYPE_CHECKING, NamedTuple

from codebase.meaning.evaluation import Evaluator
from codebase.meaning.overriding import descendants
from codebase.meaning.values import Class, Definition, Function, Instance
from codebase.modules import Module
from codebase.removal import shapes
from codebase.removal.answers import answer, check_in
from codebase.removal.folding import Value
from codebase.removal.languages import RULES
from codebase.removal.nodes import walk
from codebase.removal.places import left_because_of_its_place
from codebase.removal.reasons import IN_TEST
from codebase.removal.statements import has_effect
from codebase.syntax import Call, Member

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.removal.languages.base import Rules

_MOST_HOPS = 5

_NAMED = frozenset({"variable_declarator", "pair"})
"""What gives a function without a name of its own the name it is called by."""


class Hop(NamedTuple):
    """One call on the way, and the file it stands in."""

    call: "Node"
    module: Module


class Way(NamedTuple):
    """How a call reaches the SDK."""

    method: str
    """The method at the end, empty if the call is not simply handed on."""
    functions: tuple[Definition, ...] = ()
    """The functions on the way."""
    hops: tuple[Hop, ...] = ()
    """Every call, the one of the SDK last."""
    truth: bool = False
    """Only whether the value is true arrives: `!!x`, `bool(x)`."""
    awaits: bool = False
    """The answer comes as a promise."""
    stopped_in: Definition | None = None
    """The function that does more than handing on, if that is why the way ends."""
    folded: tuple[Function, ...] = ()
    """The functions that do more than one expression says, the first one called first."""

    def answer(self, value: Value) -> Value | None:
        """Return what arrives when the SDK answers `value`; None if nobody can tell."""
        arrived: Value | None = bool(value) if self.truth else value
        calls = [hop.call for hop in self.hops[1:]]
        for function, call in reversed(list(zip(self.folded, calls, strict=False))):
            if arrived is not None:
                arrived = answer(function.module, function.node, call, arrived)
        return arrived


def way_of(call: "Node", module: Module, engine: Evaluator, methods: frozenset[str]) -> Way:
    """Follow a call through functions that return it as it is, to one of the SDK's `methods`."""
    way = Way("", hops=(Hop(call, module),))
    for _ in range(_MOST_HOPS):
        call, module = way.hops[-1]
        form = module.reader.form(call)
        if not isinstance(form, Call):
            return way
        target = engine.force(engine.evaluate(module, form.callee, None))
        if not isinstance(target, Function):
            callee = module.reader.form(form.callee)
            name = callee.name if isinstance(callee, Member) else module.text(form.callee)
            return way._replace(method=name if name in methods else "")
        passed = None if may_be_another(engine, target) else _passed(target)
        if passed is None:
            return way._replace(stopped_in=_range(target))
        inner, truth, folds = passed
        way = Way(
            "",
            way.functions + _definition(target),
            (*way.hops, Hop(inner, target.module)),
            way.truth or truth,
            way.awaits or any(child.type == "async" for child in target.node.children),
            folded=(*way.folded, target) if folds else way.folded,
        )
    return way


def may_be_another(engine: Evaluator, method: Function) -> bool:
    """Tell whether another class may stand behind an interface or a base, and do something else."""
    if method.likely:
        return True
    name = method.node.child_by_field_name("name")
    cls = method.this.cls if isinstance(method.this, Instance) else method.this
    if name is None or not isinstance(cls, Class):
        return False
    heirs = (each for each in descendants(engine, cls) if not _is_of_tests(each))
    return any(method.module.text(name) in each.module.class_(each.node).members for each in heirs)


def _is_of_tests(cls: Class) -> bool:
    return left_because_of_its_place(cls.module.path) == IN_TEST


def _passed(function: Function) -> "tuple[Node, bool, bool] | None":
    """Return the call that a function hands on, whether only its truth arrives, and by folding."""
    rules = RULES.get(function.module.language)
    if rules is None:
        return None
    call = check_in(function.module, function.node)
    if call is not None:
        return call, False, True
    whole = rules.returned(function.node)
    if whole is None:
        return None
    found: list[tuple[Node, bool]] = []
    for node in walk(whole):
        is_call = node.child_by_field_name("arguments") is not None
        truth = _arrives(rules, node, whole) if is_call else None
        found += [] if truth is None else [(node, truth)]
    # `bool(f(key))` are two calls that arrive: the innermost one is asked.
    arguments = found[-1][0].child_by_field_name("arguments") if found else None
    if arguments is None or has_effect(rules, arguments):
        return None
    return *found[-1], False


def _arrives(rules: "Rules", node: "Node", whole: "Node") -> bool | None:
    """Tell whether `whole` is the truth of the value at `node`; None if it is neither."""
    truth, negated = False, False
    while node != whole:
        match rules.shape(node):
            case shapes.Same(outer):
                node = outer
            case shapes.Truth(outer):
                node, truth = outer, True
            case shapes.Negation(outer):
                node, truth, negated = outer, True, not negated
            case _:
                return None
    return None if negated else truth


def _range(function: Function) -> Definition:
    node = function.node
    return Definition(function.module.path, "", node.start_byte, node.end_byte)


def _definition(function: Function) -> tuple[Definition, ...]:
    node = function.node
    if node.parent is not None and node.parent.type in _NAMED:
        node = node.parent
    name = node.child_by_field_name("name") or node.child_by_field_name("key")
    if name is None:
        return ()
    path, text = function.module.path, function.module.text(name)
    return (Definition(path, text, node.start_byte, node.end_byte),)
