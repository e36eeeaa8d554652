"""Arrays, tuples and the functions that take them, some with a lambda.

ClickHouse counts from 1, answers the default of the type for a place that is not there, and an
array is never null.
"""

from collections.abc import Callable

from demo.posthog.hogql.expression import Expression, element_of, items_of, nullable
from demo.posthog.hogql.refusals import NotCovered

_DEFAULTS = {"text": "''", "number": "0"}
_Form = Callable[[list[Expression]], Expression]

LAMBDAS = {
    "arrayMap": "list_transform({list}, {lambda})",
    "arrayFilter": "list_filter({list}, {lambda})",
    "arrayExists": "(len(list_filter({list}, {lambda})) > 0)",
    "arrayAll": "(len(list_filter({list}, {lambda})) = len({list}))",
    "arrayCount": "len(list_filter({list}, {lambda}))",
}
"""Functions of a lambda and one array."""

_LAMBDA_RETURNS = {"arrayExists": "Bool", "arrayAll": "Bool", "arrayCount": "UInt64"}


def array(items: list[Expression]) -> Expression:
    """`[a, b]`; raises `NotCovered` for items of different families."""
    sql = f"[{', '.join(item.sql for item in items)}]"
    return Expression(sql, f"Array({_common(items)})")


def tuple_of(items: list[Expression]) -> Expression:
    """`tuple(a, b)`."""
    sql = f"row({', '.join(item.sql for item in items)})"
    return Expression(sql, f"Tuple({', '.join(item.type for item in items)})")


def item_of(value: Expression, place: int) -> Expression:
    """`value.place`, counted from 1."""
    types = items_of(value.type) if value.family == "tuple" else []
    if not 1 <= place <= len(types):
        raise NotCovered(f"item {place} of {value.type} is not covered")
    return Expression(f"({value.sql})[{place}]", types[place - 1])


def with_lambda(name: str, items: Expression, parameter: str, body: Expression) -> Expression:
    """`name(parameter -> body, items)`; `parameter` is a DuckDB identifier."""
    if name != "arrayMap" and body.family != "bool":
        raise NotCovered(f"{name} needs a lambda that is true or false")
    function = f"lambda {parameter}: {body.sql}"
    sql = LAMBDAS[name].replace("{list}", items.sql).replace("{lambda}", function)
    returned = f"Array({body.type})" if name == "arrayMap" else items.type
    return Expression(sql, _LAMBDA_RETURNS.get(name, returned))


def element(arguments: list[Expression]) -> Expression:
    """`array[place]`: the default of the type where there is none."""
    items, place = _checked("arrayElement", arguments, "list", "number")
    type_ = element_of(items.type)
    one = Expression("", type_)
    sql = f"list_extract({items.sql}, {place.sql})"
    if one.family == "list":
        return Expression(f"coalesce({sql}, [])", type_)
    if one.nullable:
        return Expression(sql, type_)
    if one.family not in _DEFAULTS:
        raise NotCovered(f"an element of {items.type} is not covered")
    return Expression(f"coalesce({sql}, {_DEFAULTS[one.family]})", type_)


def _has(arguments: list[Expression]) -> Expression:
    items, one = _searched("has", arguments)
    return Expression(f"list_contains({items.sql}, {one.sql})", "Bool")


def _index_of(arguments: list[Expression]) -> Expression:
    items, one = _searched("indexOf", arguments)
    return Expression(f"coalesce(list_position({items.sql}, {one.sql}), 0)", "UInt64")


def _concat(arguments: list[Expression]) -> Expression:
    if len(arguments) < 2 or len({argument.type for argument in arguments}) > 1:
        raise NotCovered("arrayConcat takes arrays of one type")
    sql = f"list_concat({', '.join(argument.sql for argument in arguments)})"
    return Expression(sql, arguments[0].type)


def _push_back(arguments: list[Expression]) -> Expression:
    items, one = _searched("arrayPushBack", arguments)
    return Expression(f"list_append({items.sql}, {one.sql})", items.type)


def _push_front(arguments: list[Expression]) -> Expression:
    items, one = _searched("arrayPushFront", arguments)
    return Expression(f"list_prepend({one.sql}, {items.sql})", items.type)


def _enumerate(arguments: list[Expression]) -> Expression:
    (items,) = _checked("arrayEnumerate", arguments, "list")
    return Expression(f"range(1, len({items.sql}) + 1)", "Array(UInt32)")


def _distinct(arguments: list[Expression]) -> Expression:
    (items,) = _checked("arrayDistinct", arguments, "list")
    return Expression(f"list_distinct({items.sql})", items.type)


def _length(arguments: list[Expression]) -> Expression:
    """Of text in bytes."""
    if len(arguments) != 1 or arguments[0].family not in {"text", "list"}:
        raise NotCovered("length takes text or an array here")
    (value,) = arguments
    function = "strlen" if value.family == "text" else "len"
    sql = f"{function}({value.sql})"
    return Expression(sql, nullable("UInt64") if value.nullable else "UInt64")


def _tuple_element(arguments: list[Expression]) -> Expression:
    value, place = _checked("tupleElement", arguments, "tuple", "number")
    if not place.sql.isdigit():
        raise NotCovered("tupleElement needs a constant place")
    return item_of(value, int(place.sql))


def _checked(name: str, arguments: list[Expression], *families: str) -> list[Expression]:
    if [argument.family for argument in arguments] != list(families):
        given = ", ".join(argument.type for argument in arguments)
        raise NotCovered(f"{name}({given}) is not covered")
    return arguments


def _searched(name: str, arguments: list[Expression]) -> list[Expression]:
    """An array and something of the kind that it holds."""
    if len(arguments) == 2 and arguments[0].family == "list":
        held = Expression("", element_of(arguments[0].type))
        if held.family in {arguments[1].family, "null"}:
            return arguments
    given = ", ".join(argument.type for argument in arguments)
    raise NotCovered(f"{name}({given}) is not covered")


def _common(items: list[Expression]) -> str:
    typed = [item for item in items if item.family != "null"]
    if not typed:
        return "Nothing"
    if len({item.family for item in typed}) > 1:
        raise NotCovered(f"an array of {' and '.join(item.type for item in typed)} is not covered")
    if typed[0].family in {"tuple", "list"}:
        return typed[0].type
    base = max((item.base for item in typed), key=lambda base: (base.startswith("Float"), base))
    return nullable(base) if any(item.nullable for item in items) else base


FORMS: dict[str, _Form] = {
    "length": _length,
    "tuple": tuple_of,
    "tupleElement": _tuple_element,
    "array": array,
    "arrayElement": element,
    "has": _has,
    "indexOf": _index_of,
    "arrayConcat": _concat,
    "arrayPushBack": _push_back,
    "arrayPushFront": _push_front,
    "arrayEnumerate": _enumerate,
    "arrayDistinct": _distinct,
}
