"""Which argument of a call a parameter gets."""

from codebase.meaning.engine import Engine
from codebase.meaning.values import UNKNOWN, Actuals, Fields, Items, Value
from codebase.syntax import FunctionShape, Parameter


def actual(engine: Engine, shape: FunctionShape, at: int, actuals: Actuals) -> Value | None:
    """Return the argument a parameter gets; None if the call leaves it out."""
    parameter = shape.parameters[at]
    if parameter.rest:
        return _collected(shape, at, parameter, actuals)
    for name, value in actuals.keywords:
        if name == parameter.name:
            return value
    place = sum(not before.keyword_only for before in shape.parameters[:at])
    if not parameter.keyword_only and place < len(actuals.positional):
        return actuals.positional[place]
    if actuals.fields is not None:
        return engine.member(actuals.fields, parameter.name)
    return None if parameter.keyword_only else actuals.rest


def _collected(shape: FunctionShape, at: int, parameter: Parameter, actuals: Actuals) -> Value:
    """Return the value of `*args` or `**kwargs`."""
    if parameter.rest == "*":
        return Items(actuals.positional[at:], actuals.rest)
    names = {other.name for other in shape.parameters if not other.rest}
    listed = [(name, value, None) for name, value in actuals.keywords if name not in names]
    return Fields((*listed, *(((None, actuals.fields, None),) if actuals.fields else ())))


def spread(engine: Engine, given: Value | None, named: Value | None) -> Actuals:
    """Return arguments that are handed over as a list and a mapping."""
    items = engine.force(given) if given is not None else Items(())
    fields = engine.force(named) if named is not None else Fields(())
    positional = items.items if isinstance(items, Items) else ()
    rest = None if isinstance(items, Items) else UNKNOWN
    if not isinstance(fields, Fields):
        return Actuals(positional, (), rest, UNKNOWN)
    listed = [(key, value) for key, value, _ in fields.entries if isinstance(key, str)]
    return Actuals(positional, tuple(listed), rest)
