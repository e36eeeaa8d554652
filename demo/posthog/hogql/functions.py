"""The functions a query may call: one table, one row per function.

A new query text that needs another function extends this table; whatever is absent is refused.
"""

from dataclasses import dataclass

from demo.posthog.hogql.expression import Expression, nullable
from demo.posthog.hogql.refusals import NotCovered

ANY = ""
TEXT, NUMBER, TIME, BOOL = "text", "number", "time", "bool"

EPOCH = "TIMESTAMP '1970-01-01 00:00:00'"
_DEFAULTS = {
    "text": "''",
    "number": "0",
    "time": EPOCH,
    "date": "DATE '1970-01-01'",
    "bool": "false",
}


@dataclass(frozen=True)
class Function:
    """How one HogQL function is written in DuckDB.

    `takes` names the families each argument may have (`|` between alternatives, empty for any);
    with `variadic` the last one repeats. In `sql`, `{0}`, `{1}` are arguments, `{all}` all of
    them, `{zone}` the literal time zone of the first. `returns` is a ClickHouse type; `{0}` there
    is the base type of the first argument and `{zone}` its zone.
    """

    takes: tuple[str, ...]
    sql: str
    returns: str
    variadic: bool = False
    aggregate: bool = False
    never_null: bool = False
    fills: bool = False
    """Aggregates that answer the type's default over no rows, where DuckDB answers NULL."""


def _count(takes: tuple[str, ...], sql: str) -> Function:
    return Function(takes, sql, "UInt64", aggregate=True, never_null=True)


def _extreme(sql: str, *, conditional: bool = False) -> Function:
    takes = (ANY, BOOL) if conditional else (ANY,)
    return Function(takes, sql, "{0}", aggregate=True, fills=True)


def _at_extreme(sql: str, *, conditional: bool = False) -> Function:
    """The first argument where the second is the least or the most; null is never one of them."""
    takes = (ANY, ANY, BOOL) if conditional else (ANY, ANY)
    return Function(takes, sql, "{0}", aggregate=True, fills=True)


def _total(sql: str, *, conditional: bool = False) -> Function:
    takes = (NUMBER, BOOL) if conditional else (NUMBER,)
    return Function(takes, sql, "{0}", aggregate=True, fills=True)


def _start_of(unit: str) -> Function:
    inner = f"date_trunc('{unit}', to_local({{0}}, {{zone}}))"
    return Function((TIME,), f"from_local({inner}, {{zone}})", "DateTime('{zone}')")


def _interval(unit: str) -> Function:
    return Function((NUMBER,), f"to_{unit}s(CAST({{0}} AS INTEGER))", "Interval")


def _boolean(takes: tuple[str, ...], sql: str) -> Function:
    return Function(takes, sql, "Bool")


_MATCHED = "FILTER (WHERE {1})"
_GROUP = "coalesce(list({0}) FILTER (WHERE {0} IS NOT NULL), [])"
_GROUP_IF = "coalesce(list({0}) FILTER (WHERE {0} IS NOT NULL AND {1}), [])"
_SET = "list_sort(list(DISTINCT {0}) FILTER (WHERE {0} IS NOT NULL))"
_SET_IF = "list_sort(list(DISTINCT {0}) FILTER (WHERE {0} IS NOT NULL AND {1}))"

AGGREGATES = {
    "countIf": _count((BOOL,), "count(*) FILTER (WHERE {0})"),
    "uniq": _count((ANY,), "count(DISTINCT {0})"),
    "uniqExact": _count((ANY,), "count(DISTINCT {0})"),
    "uniqIf": _count((ANY, BOOL), f"count(DISTINCT {{0}}) {_MATCHED}"),
    "uniqExactIf": _count((ANY, BOOL), f"count(DISTINCT {{0}}) {_MATCHED}"),
    # In ClickHouse the order is whatever came first; nobody may rely on one.
    "groupArray": Function((ANY,), _GROUP, "Array({0})", aggregate=True, never_null=True),
    "groupArrayIf": Function((ANY, BOOL), _GROUP_IF, "Array({0})", aggregate=True, never_null=True),
    "groupUniqArray": Function(
        (ANY,), f"coalesce({_SET}, [])", "Array({0?})", aggregate=True, never_null=True
    ),
    "groupUniqArrayIf": Function(
        (ANY, BOOL), f"coalesce({_SET_IF}, [])", "Array({0?})", aggregate=True, never_null=True
    ),
    "min": _extreme("min({0})"),
    "max": _extreme("max({0})"),
    "minIf": _extreme(f"min({{0}}) {_MATCHED}", conditional=True),
    "maxIf": _extreme(f"max({{0}}) {_MATCHED}", conditional=True),
    # In ClickHouse whichever comes first; nobody may rely on which.
    "any": _extreme("min({0})"),
    "anyIf": _extreme(f"min({{0}}) {_MATCHED}", conditional=True),
    "argMin": _at_extreme("arg_min({0}, {1})"),
    "argMax": _at_extreme("arg_max({0}, {1})"),
    "argMinIf": _at_extreme("arg_min({0}, {1}) FILTER (WHERE {2})", conditional=True),
    "argMaxIf": _at_extreme("arg_max({0}, {1}) FILTER (WHERE {2})", conditional=True),
    "sum": _total("sum({0})"),
    "sumIf": _total(f"sum({{0}}) {_MATCHED}", conditional=True),
    "avg": Function((NUMBER,), "avg({0})", "Float64", aggregate=True),
}

# Where a row of events stands for several: `{weight}` is for how many.
_REPEATED = "list_resize([{0}], {weight}, {0})"
WEIGHTED = {
    "countIf": "CAST(coalesce(sum({weight}) FILTER (WHERE {0}), 0) AS BIGINT)",
    "sum": "coalesce(sum({0} * {weight}), 0)",
    "sumIf": "coalesce(sum({0} * {weight}) FILTER (WHERE {1}), 0)",
    "groupArray": f"coalesce(flatten(list({_REPEATED}) FILTER (WHERE {{0}} IS NOT NULL)), [])",
    "groupArrayIf": (
        f"coalesce(flatten(list({_REPEATED}) FILTER (WHERE {{0}} IS NOT NULL AND {{1}})), [])"
    ),
}
UNWEIGHTED = {"avg"}
"""Aggregates that cannot tell how often a row happened."""

# ClickHouse truncates to whole seconds; dividing the microseconds does the same.
_SECONDS = "(epoch_us({0}) // 1000000)"

TIMES = {
    "toUnixTimestamp": Function((TIME,), _SECONDS, "UInt32"),
    "toUnixTimestamp64Milli": Function((TIME,), "(epoch_us({0}) // 1000)", "Int64"),
    "fromUnixTimestamp": Function(
        # The cast comes first: the product does not fit 32 bits.
        (NUMBER,),
        "make_timestamp(CAST({0} AS BIGINT) * 1000000)",
        "DateTime('{project}')",
    ),
    "toStartOfFiveMinutes": Function(
        (TIME,), "time_bucket(INTERVAL 5 MINUTES, {0})", "DateTime('{zone}')"
    ),
    "toStartOfMinute": _start_of("minute"),
    "toStartOfHour": _start_of("hour"),
    "toStartOfDay": _start_of("day"),
    "toDate": Function((TIME,), "CAST(to_local({0}, {zone}) AS DATE)", "Date"),
    "toIntervalMinute": _interval("minute"),
    "toIntervalHour": _interval("hour"),
    "toIntervalDay": _interval("day"),
}

SCALARS = {
    "toFloat": Function((NUMBER + "|text",), "TRY_CAST({0} AS DOUBLE)", "Nullable(Float64)"),
    "isNull": Function((ANY,), "({0} IS NULL)", "Bool", never_null=True),
    "isNotNull": Function((ANY,), "({0} IS NOT NULL)", "Bool", never_null=True),
    "lower": Function((TEXT,), "lower({0})", "String"),
    "upper": Function((TEXT,), "upper({0})", "String"),
    "abs": Function((NUMBER,), "abs({0})", "{0}"),
    "intDiv": Function((NUMBER, NUMBER), "({0} // {1})", "Int64"),
    # Another hash than ClickHouse's, over the same range and as even.
    "cityHash64": Function((ANY,), "hash({0})", "UInt64"),
    "concat": Function((TEXT,), "concat({all})", "String", variadic=True, never_null=True),
    "replaceRegexpAll": Function(
        (TEXT, TEXT, TEXT), "regexp_replace({0}, {1}, {2}, 'g')", "String"
    ),
    "startsWith": _boolean((TEXT, TEXT), "starts_with({0}, {1})"),
    "endsWith": _boolean((TEXT, TEXT), "ends_with({0}, {1})"),
    "empty": _boolean((TEXT + "|list",), "(len({0}) = 0)"),
    "notEmpty": _boolean((TEXT + "|list",), "(len({0}) > 0)"),
    "greatest": Function((NUMBER,), "greatest({all})", "{0}", variadic=True),
    "least": Function((NUMBER,), "least({all})", "{0}", variadic=True),
    "round": Function((NUMBER,), "round({0})", "{0}"),
}

FUNCTIONS = AGGREGATES | TIMES | SCALARS


def apply(
    name: str, arguments: list[Expression], project_zone: str, weight: str | None = None
) -> Expression:
    """The call `name(arguments)`; raises `NotCovered` when the table cannot answer it.

    `weight` is DuckDB text for how many rows one row stands for.
    """
    function = FUNCTIONS.get(name)
    if function is None or (weight and name in UNWEIGHTED):
        raise NotCovered(f"the function {name} is not covered")
    _check(name, function, arguments)
    template = WEIGHTED.get(name, function.sql) if weight else function.sql
    first = arguments[0]
    zone = first.zone if first.family == "time" else project_zone
    type_ = _returned(function, first, zone, project_zone)
    sql = template.format(
        *(argument.sql for argument in arguments),
        weight=weight,
        all=", ".join(argument.sql for argument in arguments),
        zone=f"'{zone}'",
    )
    if function.fills and not first.nullable:
        sql = f"coalesce({sql}, {_default(name, first)})"
    if function.never_null or (function.aggregate and not first.nullable):
        return Expression(sql, type_)
    carries_null = any(argument.nullable for argument in arguments)
    return Expression(sql, nullable(type_) if carries_null else type_)


def _returned(function: Function, first: Expression, zone: str, project_zone: str) -> str:
    type_ = function.returns.replace("{0?}", first.type).replace("{0}", first.base)
    return type_.replace("{zone}", zone).replace("{project}", project_zone)


def _default(name: str, first: Expression) -> str:
    # ClickHouse aggregates over no rows answer the default of the type, not NULL.
    if first.base == "UUID":
        return "UUID '00000000-0000-0000-0000-000000000000'"
    if first.family not in _DEFAULTS:
        raise NotCovered(f"{name} of {first.type} is not covered")
    return _DEFAULTS[first.family]


def _check(name: str, function: Function, arguments: list[Expression]) -> None:
    takes = list(function.takes)
    if function.variadic:
        takes += takes[-1:] * (len(arguments) - len(takes))
    if len(arguments) != len(takes):
        raise NotCovered(f"{name} takes {len(takes)} arguments here, not {len(arguments)}")
    for position, (families, argument) in enumerate(zip(takes, arguments, strict=True), start=1):
        if families and argument.family not in families.split("|"):
            raise NotCovered(f"{name} of {argument.type} (argument {position}) is not covered")
