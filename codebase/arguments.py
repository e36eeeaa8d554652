"""Which argument of a call a parameter gets."""

from codebase.engine import Engine
from codebase.syntax import FunctionShape, Parameter
from codebase.values import Actuals, Fields, Items, Value


def actual(engine: Engine, shape: FunctionShape, at: int, actuals: Actuals) -> Value | None:
    """Return the argument a parameter gets; None if the call leaves it out."""
    parameter = shape.parameters[at]
    if parameter.rest:
        return _collected(shape, at, parameter, actuals)
    for name, value in actuals.keywords:
        if name == parameter.name:
            return value
    if not parameter.keyword_only and at < len(actuals.positional):
        return actuals.positional[at]
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
