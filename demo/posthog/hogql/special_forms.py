"""Functions whose type depends on more than their first argument, and arithmetic."""

from collections.abc import Callable

from demo.posthog.hogql.expression import Expression, nullable
from demo.posthog.hogql.refusals import NotCovered, QueryRefused

_ARITHMETIC = {"+", "-", "*", "%"}


def arithmetic(op: str, left: Expression, right: Expression) -> Expression:
    """`left op right` for numbers, and a time plus or minus an interval."""
    if left.family == "time" and right.family == "interval" and op in {"+", "-"}:
        return Expression(f"({left.sql} {op} {right.sql})", left.type)
    if left.family != "number" or right.family != "number":
        raise NotCovered(f"{left.type} {op} {right.type} is not covered")
    if op == "/":
        sql = f"(CAST({left.sql} AS DOUBLE) / CAST({right.sql} AS DOUBLE))"
        return Expression(sql, _either_null("Float64", [left, right]))
    if op not in _ARITHMETIC:
        raise NotCovered(f"the operator {op} is not covered")
    floats = any(side.base.startswith("Float") for side in (left, right))
    type_ = "Float64" if floats else "Int64"
    return Expression(f"({left.sql} {op} {right.sql})", _either_null(type_, [left, right]))


def _choose(arguments: list[Expression]) -> Expression:
    """`if(condition, then, else)` and `multiIf(condition, then, …, else)`."""
    if len(arguments) < 3 or len(arguments) % 2 == 0:
        raise NotCovered("if takes pairs of condition and value, then one value")
    conditions, values = arguments[:-1:2], [*arguments[1::2], arguments[-1]]
    if any(condition.family != "bool" for condition in conditions):
        raise NotCovered("if needs conditions that are true or false")
    arms = " ".join(
        f"WHEN {condition.sql} THEN {value.sql}"
        for condition, value in zip(conditions, values, strict=False)
    )
    return Expression(f"CASE {arms} ELSE {values[-1].sql} END", _common(values))


def _if(arguments: list[Expression]) -> Expression:
    if len(arguments) != 3:
        raise NotCovered("if takes three arguments")
    return _choose(arguments)


def _coalesce(arguments: list[Expression]) -> Expression:
    if not arguments:
        raise NotCovered("coalesce takes at least one argument")
    type_ = _common(arguments)
    if any(not argument.nullable for argument in arguments) and type_.startswith("Nullable("):
        type_ = type_[len("Nullable(") : -1]
    sql = f"coalesce({', '.join(argument.sql for argument in arguments)})"
    return Expression(sql, type_)


def _if_null(arguments: list[Expression]) -> Expression:
    if len(arguments) != 2:
        raise NotCovered("ifNull takes two arguments")
    return _coalesce(arguments)


def _null_if(arguments: list[Expression]) -> Expression:
    if len(arguments) != 2:
        raise NotCovered("nullIf takes two arguments")
    left, right = arguments
    _common(arguments)
    return Expression(f"nullif({left.sql}, {right.sql})", nullable(left.type))


def _to_time_zone(arguments: list[Expression]) -> Expression:
    """Changes how the moment is shown and cut into days, not the moment."""
    if len(arguments) != 2 or arguments[0].family != "time":
        raise NotCovered("toTimeZone takes a time and the name of a zone")
    moment, zone = arguments
    name = zone.sql[1:-1]
    if zone.sql != f"'{name}'" or not all(part.isalnum() or part in "/_+-" for part in name):
        raise QueryRefused("toTimeZone needs the name of a zone as a constant")
    return Expression(moment.sql, moment.type.replace(moment.zone, name))


def _to_string(arguments: list[Expression]) -> Expression:
    if len(arguments) != 1:
        raise NotCovered("toString takes one argument")
    (value,) = arguments
    if value.family not in {"text", "number", "bool", "date", "time"}:
        raise NotCovered(f"toString of {value.type} is not covered")
    sql = f"CAST({value.sql} AS VARCHAR)"
    if value.family == "time":
        shape = "%Y-%m-%d %H:%M:%S" + (".%f" if value.base.startswith("DateTime64") else "")
        sql = f"strftime(to_local({value.sql}, '{value.zone}'), '{shape}')"
    return Expression(sql, _either_null("String", arguments))


def _either_null(type_: str, arguments: list[Expression]) -> str:
    return nullable(type_) if any(argument.nullable for argument in arguments) else type_


def _common(values: list[Expression]) -> str:
    typed = [value for value in values if value.family != "null"]
    if len({value.family for value in typed}) > 1:
        raise NotCovered(f"mixing {' and '.join(value.type for value in typed)} is not covered")
    base = typed[0].base if typed else "Nothing"
    return _either_null(base, values)


FORMS: dict[str, Callable[[list[Expression]], Expression]] = {
    "if": _if,
    "multiIf": _choose,
    "coalesce": _coalesce,
    "ifNull": _if_null,
    "nullIf": _null_if,
    "toTimeZone": _to_time_zone,
    "toString": _to_string,
}
