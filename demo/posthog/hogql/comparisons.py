"""Comparisons as PostHog prints them: always true or false, never null.

A missing property makes `=`, `<`, `LIKE` and the like false and makes `!=` and `NOT IN` true.
"""

from demo.posthog.hogql.expression import Expression, day, moment
from demo.posthog.hogql.refusals import NotCovered

_ORDERED = {"<", "<=", ">", ">="}
_PATTERNS = {
    "like": ("LIKE", "false"),
    "ilike": ("ILIKE", "false"),
    "not like": ("NOT LIKE", "true"),
    "not ilike": ("NOT ILIKE", "true"),
}
CALL_FORMS = {
    "equals": "==",
    "notEquals": "!=",
    "less": "<",
    "lessOrEquals": "<=",
    "greater": ">",
    "greaterOrEquals": ">=",
    "like": "like",
    "ilike": "ilike",
    "notLike": "not like",
    "notILike": "not ilike",
}


def compare(op: str, left: Expression, right: Expression) -> Expression:
    """`left op right`; raises `NotCovered` for an operator or a pair of types it cannot judge."""
    left, right = _same_family(left, right)
    if op == "==":
        return Expression(f"({left.sql} IS NOT DISTINCT FROM {right.sql})", "Bool")
    if op == "!=":
        return Expression(f"({left.sql} IS DISTINCT FROM {right.sql})", "Bool")
    if op in _ORDERED:
        return Expression(f"coalesce({left.sql} {op} {right.sql}, false)", "Bool")
    if op in _PATTERNS and left.family == right.family == "text":
        word, missing = _PATTERNS[op]
        return Expression(f"coalesce({left.sql} {word} {right.sql}, {missing})", "Bool")
    raise NotCovered(f"the comparison {left.type} {op} {right.type} is not covered")


def between(value: Expression, low: Expression, high: Expression) -> Expression:
    """`value BETWEEN low AND high`, both ends included."""
    lower, upper = compare(">=", value, low), compare("<=", value, high)
    return Expression(f"({lower.sql} AND {upper.sql})", "Bool")


def member(left: Expression, choices: list[Expression], *, negated: bool) -> Expression:
    """`left IN (choices)`; `IN` stays bare, so it may be null where `NOT IN` is true."""
    if not choices:
        return Expression(str(negated).lower(), "Bool")
    coerced = [_same_family(left, choice)[1].sql for choice in choices]
    return member_of(left, f"({', '.join(coerced)})", negated=negated)


def member_of(left: Expression, rows: str, *, negated: bool) -> Expression:
    """`left IN rows`, where `rows` is a parenthesised DuckDB list or subquery."""
    if negated:
        return Expression(f"coalesce({left.sql} NOT IN {rows}, true)", "Bool")
    return Expression(f"({left.sql} IN {rows})", "Nullable(Bool)" if left.nullable else "Bool")


def _same_family(left: Expression, right: Expression) -> tuple[Expression, Expression]:
    """Both sides, a text constant read as a time or a date where the other side is one."""
    if left.family == right.family or "null" in {left.family, right.family}:
        return left, right
    if right.family in {"time", "date"} and left.family == "text":
        converted, other = _same_family(right, left)
        return other, converted
    text = _literal(right)
    if text is not None and left.family == "time":
        return left, moment(text, left.zone)
    if text is not None and left.family == "date":
        return left, day(text)
    raise NotCovered(f"comparing {left.type} with {right.type} is not covered")


def _literal(expression: Expression) -> str | None:
    """The text of a string literal."""
    sql = expression.sql
    if expression.type != "String" or not (sql.startswith("'") and sql.endswith("'")):
        return None
    return sql[1:-1].replace("''", "'")
