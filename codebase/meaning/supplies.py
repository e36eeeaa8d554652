"""What a field is given where its objects are made, in languages whose classes need no constructor.

Inside a method nobody knows which object it runs on; but where every literal of its class in the
package gives the same kind of thing to a field, the field holds one of these.
"""

import re
from collections.abc import Iterator

from codebase.meaning.engine import Engine
from codebase.meaning.values import Class, Instance, Open, Value, alternatives, union, unresolved
from codebase.modules import Module
from codebase.syntax import Call

_MOST = 200
"""Files of a larger package are not searched for literals: only the class's own is."""


def supplied(engine: Engine, value: Instance, name: str) -> Value | None:
    """Return what the literals and assignments of a package give to a field; None if unknown."""
    shared, module = value.cls.module.reader.shared, value.cls.module
    member = module.class_(value.cls.node).members.get(name)
    if shared is None or member is None or member.kind != "field" or value.actuals is not None:
        return None
    key = (*value.cls.key, name)
    if key in engine.neighbours.unsupplied:
        return None
    group = engine.neighbours.files(module.language, shared.group(module.path))
    paths = group if len(group) <= _MOST else [module.path]
    label = module.class_(value.cls.node).name
    found = [
        given
        for path in paths
        if engine.neighbours.mentions(path, label)
        for given in _given(engine, path, value.cls, name)
    ]
    if not found:
        engine.neighbours.unsupplied.add(key)
    known = [option for item in found for option in alternatives(item)]
    if not known or any(isinstance(o, Open) or unresolved(o) for o in known):
        return None
    return union(known)


def _given(engine: Engine, path: str, cls: Class, name: str) -> Iterator[Value]:
    """Yield what one file gives to a field: `T{name: value}`, `object.name = value`."""
    given = re.compile(rb"(?<![\w$])" + re.escape(name.encode()) + rb"\s*(?::(?!=)|=(?!=))")
    places = [match.start() for match in given.finditer(engine.neighbours.source(path))]
    module = engine.project.module(path) if places else None
    if module is None:
        return
    for at in places:
        yield from _in_literal(engine, module, cls, name, at)
    for source in list(module.outline.attributes.get(-1, {}).get(name, ())):
        holder = engine.evaluate(module, source.default, None) if source.default else None
        if isinstance(holder, Instance) and holder.cls.key == cls.key:
            yield engine.evaluate(module, source.node, None)


def _in_literal(engine: Engine, module: Module, cls: Class, name: str, at: int) -> Iterator[Value]:
    for node in reversed(module.outline.path(at)):
        form = module.reader.form(node)
        if not isinstance(form, Call) or not form.new:
            continue
        given = [argument.value for argument in form.arguments if argument.name == name]
        if given:
            made = engine.evaluate(module, form.callee, None)
            if isinstance(made, Class) and made.key == cls.key:
                yield engine.evaluate(module, given[0], None)
            return
