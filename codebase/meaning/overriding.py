"""What the classes that extend a class declare instead."""

from codebase.meaning.engine import Engine
from codebase.meaning.values import OTHER, Class, FunctionKey, Instance, Text, Value, union


def overridden(engine: Engine, value: Instance, name: str, found: Value) -> Value:
    """Add what subclasses declare instead: the object may be one of theirs."""
    member_ = value.cls.module.class_(value.cls.node).members.get(name)
    # `event = None`: what the class leaves to its heirs.
    left = found == OTHER and member_ is not None and member_.kind == "field"
    if not left and not isinstance(found, Text):
        return found
    others = [_own_field(engine, cls, name) for cls in descendants(engine, value.cls)]
    known = [option for option in others if option is not None]
    says = isinstance(found, Text) and bool(found.text)
    return union([found, *known] if says or not known else known)


def descendants(engine: Engine, cls: Class) -> list[Class]:
    """Return the classes that extend a class, at any distance, and whose objects it may have."""
    if cls.module.class_(cls.node).exact:
        return []
    found: dict[FunctionKey, Class] = {}
    queue = [cls]
    while queue:
        for heir in engine.implementors(queue.pop(0)):
            if heir.key not in found and heir.key != cls.key:
                found[heir.key] = heir
                queue.append(heir)
    return list(found.values())


def _own_field(engine: Engine, cls: Class, name: str) -> Value | None:
    member_ = cls.module.class_(cls.node).members.get(name)
    own = member_ is not None and member_.kind == "field"
    return engine.member(Instance(cls), name) if own else None
