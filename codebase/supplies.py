"""What a field is given where its objects are made, in languages whose classes need no constructor.

Inside a method nobody knows which object it runs on; but where every literal of its class in the
package gives the same kind of thing to a field, the field holds one of these.
"""

from collections.abc import Iterator

from codebase.engine import Engine
from codebase.modules import Module
from codebase.syntax import Call
from codebase.values import Class, Instance, Open, Value, alternatives, union, unresolved


def supplied(engine: Engine, value: Instance, name: str) -> Value | None:
    """Return what the literals and assignments of a package give to a field; None if unknown."""
    shared, module = value.cls.module.reader.shared, value.cls.module
    member = module.class_(value.cls.node).members.get(name)
    if shared is None or member is None or member.kind != "field" or value.actuals is not None:
        return None
    found: list[Value] = []
    around = engine.neighbours
    label = module.class_(value.cls.node).name
    for path in around.files(module.language, shared.group(module.path)):
        if around.mentions(path, name) and around.mentions(path, label):
            other = engine.project.module(path)
            found.extend(_given(engine, other, value.cls, name) if other is not None else ())
    known = [option for item in found for option in alternatives(item)]
    if not known or any(isinstance(o, Open) or unresolved(o) for o in known):
        return None
    return union(known)


def _given(engine: Engine, module: Module, cls: Class, name: str) -> Iterator[Value]:
    outline = module.outline
    for at in list(outline.places_of(name)):
        for node in reversed(outline.path(at)):
            form = module.reader.form(node)
            if not isinstance(form, Call) or not form.new:
                continue
            given = [argument.value for argument in form.arguments if argument.name == name]
            if given:
                made = engine.evaluate(module, form.callee, None)
                if isinstance(made, Class) and made.key == cls.key:
                    yield engine.evaluate(module, given[0], None)
                break
    for source in list(outline.attributes.get(-1, {}).get(name, ())):
        holder = engine.evaluate(module, source.default, None) if source.default else None
        if isinstance(holder, Instance) and holder.cls.key == cls.key:
            yield engine.evaluate(module, source.node, None)

