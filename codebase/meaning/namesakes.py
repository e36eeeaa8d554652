"""Methods of one name that differ in what callers call their parameters, wherever they stand.

A class, what it extends, what extends it and what adds to any of these may each have one: the
arguments of a call say later which is meant.
"""

from collections.abc import Iterator

from codebase.meaning.engine import Engine
from codebase.meaning.objects import bases
from codebase.meaning.overriding import descendants
from codebase.meaning.values import (
    Class,
    Function,
    FunctionKey,
    Instance,
    Value,
    alternatives,
    settled,
    union,
)


def with_namesakes(engine: Engine, holder: Value, name: str, found: Value) -> Value:
    """Add to a method those of its name that are called otherwise."""
    options = [o for o in alternatives(settled(holder)) if isinstance(o, Instance)]
    objects = {o.cls.key: o for o in options if o.cls.module.reader.extends}
    methods = [option for option in alternatives(found) if isinstance(option, Function)]
    if not objects or not methods:
        return found
    known = {_labels(method) for method in methods}
    others: list[Function] = []
    for this in objects.values():
        for function in _methods(engine, this, name):
            if _labels(function) not in known:
                known.add(_labels(function))
                others.append(function)
    return union([found, *others]) if others else found


def _methods(engine: Engine, this: Instance, name: str) -> Iterator[Function]:
    above = _above(engine, this.cls)
    holders = [(cls, this) for cls in above]
    for cls in above if this.actuals is None else ():
        # The object may be one of those that extend its class.
        holders.extend((heir, Instance(heir)) for heir in descendants(engine, cls))
    for cls, holder in holders:
        member = cls.module.class_(cls.node).members.get(name)
        nodes = (member.node, *member.others) if member and member.kind == "method" else ()
        yield from (Function(cls.module, node, cls.frame, holder) for node in nodes)


def _labels(function: Function) -> tuple[str, ...]:
    return tuple(each.name for each in function.module.function(function.node).parameters)


def _above(engine: Engine, cls: Class) -> list[Class]:
    """Return a class, what it extends and what adds to these."""
    found: dict[FunctionKey, Class] = {cls.key: cls}
    queue = [cls]
    while queue:
        for base in bases(engine, queue.pop(0)):
            if base.key not in found:
                found[base.key] = base
                queue.append(base)
    return list(found.values())
