"""Translates a whole `SELECT` into DuckDB, by the rules of PostHog's own printer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from demo.posthog.hogql.aggregation import gathers, refuse_misplaced, spreads
from demo.posthog.hogql.expression import Expression, moment
from demo.posthog.hogql.expressions import ExpressionTranslator, Scope
from demo.posthog.hogql.parser import Node
from demo.posthog.hogql.refusals import NotCovered, QueryRefused
from demo.posthog.hogql.tables import EVENTS, TABLES, WEIGHT

DEFAULT_ROWS = 100
MOST_ROWS = 50_000

_OFFSET_REFUSED = (
    "OFFSET is not supported on queries made with a personal API key. "
    "Page by a column of the result instead."
)
_HANDLED = {
    "node", "start", "end", "select", "select_from", "where", "group_by", "having", "order_by",
    "limit", "limit_by", "distinct",
}  # fmt: skip


@dataclass(frozen=True)
class Translated:
    """DuckDB text with the columns it answers.

    `own_limit` is whether the outermost `SELECT` brought its own `LIMIT`; without one the text
    asks for one row more than `DEFAULT_ROWS`, to know whether there are more.
    """

    sql: str
    columns: tuple[str, ...]
    expressions: tuple[Expression, ...]
    own_limit: bool


def translate(
    tree: Node, source: str, *, zone: str, now: datetime, counted: bool = False
) -> Translated:
    """The DuckDB text of a bound syntax tree; raises `Refused`.

    `source` is the text that was parsed, for the names of unnamed columns; `counted` is whether a
    row of events may stand for several.
    """
    return _SelectTranslator(source, zone, now, counted=counted).outermost(tree)


@dataclass(frozen=True)
class _Select:
    """A translated `SELECT`; `weighed` if a hidden column says how many rows each stands for."""

    sql: str
    names: list[str]
    expressions: list[Expression]
    weighed: bool = False


class _SelectTranslator:
    def __init__(self, source: str, zone: str, now: datetime, *, counted: bool) -> None:
        self._source = source
        self._zone = zone
        self._counted = counted
        literal = moment(now.astimezone(UTC).isoformat(), zone)
        self._expressions = ExpressionTranslator(zone, literal, self._as_subquery)

    def outermost(self, tree: Node) -> Translated:
        select = self._select(tree)
        if select.weighed:
            raise NotCovered("reading rows that stand for several, not counting them")
        limit = tree.get("limit")
        rows = DEFAULT_ROWS + 1 if limit is None else min(_row_count(limit), MOST_ROWS)
        return Translated(
            sql=f"{select.sql} LIMIT {rows}",
            columns=tuple(select.names),
            expressions=tuple(select.expressions),
            own_limit=limit is not None,
        )

    def _as_subquery(self, tree: Node) -> tuple[str, list[Expression]]:
        # What is asked is whether there is a row, not how many.
        select = self._nested(tree, weigh=False)
        return select.sql, select.expressions

    def _nested(self, tree: Node, *, weigh: bool = True) -> _Select:
        if tree["node"] == "SelectSetQuery":
            return self._union(tree, weigh=weigh)
        select = self._select(tree, weigh=weigh)
        if tree.get("limit") is None:
            return select
        if select.weighed:
            raise NotCovered("LIMIT on rows that stand for several is not covered")
        return replace(select, sql=f"{select.sql} LIMIT {_row_count(tree['limit'])}")

    def _union(self, tree: Node, *, weigh: bool) -> _Select:
        """`UNION ALL` inside FROM: columns by place, named and typed by the first."""
        others = tree["subsequent_select_queries"]
        if any(other["set_operator"] != "UNION ALL" for other in others):
            raise NotCovered("of sets of SELECTs only UNION ALL is covered")
        first, *rest = (
            self._nested(each, weigh=weigh)
            for each in [tree["initial_select_query"], *(one["select_query"] for one in others)]
        )
        if any(each.weighed != first.weighed for each in rest):
            raise NotCovered("UNION ALL of rows for one and rows for several is not covered")
        columns = zip(*(each.expressions for each in (first, *rest)), strict=False)
        if any(len(each.expressions) != len(first.expressions) for each in rest):
            raise QueryRefused("UNION ALL of different numbers of columns")
        sql = " UNION ALL ".join(f"({each.sql})" for each in (first, *rest))
        return replace(first, sql=sql, expressions=[_united(column) for column in columns])

    def _select(self, tree: Node, *, weigh: bool = True) -> _Select:
        _refuse_unhandled(tree)
        source, scope = self._from(tree.get("select_from"))
        names, expressions = self._select_list(tree["select"], scope)
        columns = [
            f"{expression.sql} AS {_identifier(name)}"
            for name, expression in zip(names, expressions, strict=True)
        ]
        weighed = weigh and scope.weight is not None and not gathers(tree)
        if weighed:
            columns.append(f"{scope.weight} AS {_identifier(WEIGHT)}")
        distinct = "DISTINCT " if tree.get("distinct") else ""
        parts = [f"SELECT {distinct}{', '.join(columns)}{source}", *self._clauses(tree, scope)]
        return _Select(" ".join(parts), names, expressions, weighed)

    def _clauses(self, tree: Node, scope: Scope) -> Iterator[str]:
        if tree.get("where") is not None:
            yield f"WHERE {self._expressions.condition(tree['where'], scope).sql}"
        if tree.get("group_by"):
            keys = self._expressions.all(tree["group_by"], scope)
            yield f"GROUP BY {', '.join(key.sql for key in keys)}"
        if tree.get("having") is not None:
            yield f"HAVING {self._expressions.condition(tree['having'], scope).sql}"
        order = f"ORDER BY {self._order(tree['order_by'], scope)}" if tree.get("order_by") else ""
        if tree.get("limit_by"):
            yield f"QUALIFY {self._limit_by(tree['limit_by'], order, scope)}"
        if order:
            yield order

    def _limit_by(self, limit_by: Node, order: str, scope: Scope) -> str:
        """`LIMIT n BY x`: of each x the first n in the order of the whole."""
        if scope.spread:
            raise NotCovered("LIMIT BY beside arrayJoin is not covered")
        by = ", ".join(key.sql for key in self._expressions.all(limit_by["exprs"], scope))
        window = f"(PARTITION BY {by} {order})"
        return f"row_number() OVER {window} <= {_row_count(limit_by['n'])}"

    def _from(self, join: Node | None) -> tuple[str, Scope]:
        if join is None:
            return "", Scope(frozenset(), {}, has_properties=False)
        for key in ("next_join", "sample", "table_final", "column_aliases", "constraint"):
            if join.get(key):
                raise NotCovered(f"{key.replace('_', ' ')} in FROM is not covered")
        if join["table"]["node"] in {"SelectQuery", "SelectSetQuery"}:
            return self._from_subquery(join["table"], join.get("alias"))
        if join["table"]["node"] != "Field":
            raise NotCovered(f"{join['table']['node']} in FROM is not covered")
        return self._from_table([str(part) for part in join["table"]["chain"]], join.get("alias"))

    def _from_table(self, chain: list[str], alias: str | None) -> tuple[str, Scope]:
        table = TABLES.get(".".join(chain))
        if table is None:
            raise NotCovered(f"the table {'.'.join(chain)} is not covered")
        columns = {
            name: Expression(f"t.{_identifier(name)}", type_.format(zone=self._zone))
            for name, type_ in table.columns.items()
        }
        weight = f"t.{WEIGHT}" if self._counted and table is EVENTS else None
        names = frozenset({alias or table.name})
        scope = Scope(names, columns, "properties" in columns, weight=weight)
        return f" FROM {table.source} AS t", scope

    def _from_subquery(self, tree: Node, alias: str | None) -> tuple[str, Scope]:
        select = self._nested(tree)
        columns = {
            name: Expression(f"t.{_identifier(name)}", expression.type)
            for name, expression in zip(select.names, select.expressions, strict=True)
        }
        names_of_table = frozenset({alias} if alias else set[str]())
        weight = f"t.{WEIGHT}" if select.weighed else None
        scope = Scope(names_of_table, columns, has_properties=False, weight=weight)
        return f" FROM ({select.sql}) AS t", scope

    def _select_list(self, nodes: list[Node], scope: Scope) -> tuple[list[str], list[Expression]]:
        names: list[str] = []
        expressions: list[Expression] = []
        for node in nodes:
            named = node["node"] == "Alias"
            inner = node["expr"] if named else node
            name = str(node["alias"]) if named else self._name(node)
            if name in names or name == WEIGHT:
                raise NotCovered(f"two columns called {name} are not covered")
            if spreads(inner):
                if scope.spread or gathers({"select": nodes}):
                    raise NotCovered("arrayJoin beside another or an aggregate is not covered")
                expression = self._expressions.spread(inner, scope)
                scope.spread.add(name)
            else:
                expression = self._expressions.translate(inner, scope)
                if named:
                    scope.aliases[name] = Expression(f"({expression.sql})", expression.type)
            names.append(name)
            expressions.append(expression)
        return names, expressions

    def _name(self, node: Node) -> str:
        """An unnamed column is called as it was written; a field by its last part."""
        if node["node"] == "Field":
            return str(node["chain"][-1])
        return self._source[node["start"]["offset"] : node["end"]["offset"]]

    def _order(self, nodes: list[Node], scope: Scope) -> str:
        keys: list[str] = []
        for node in nodes:
            expression = self._expressions.translate(node["expr"], scope)
            if expression.sql.isdigit():
                raise NotCovered("ORDER BY a position is not covered")
            # ClickHouse sorts nulls last both ways.
            keys.append(f"{expression.sql} {node['order']} NULLS LAST")
        return ", ".join(keys)


def _refuse_unhandled(tree: Node) -> None:
    if tree["node"] != "SelectQuery":
        raise NotCovered(f"{tree['node']} is not covered")
    limit_by = tree.get("limit_by")
    if tree.get("offset") is not None or (limit_by and limit_by.get("offset_value") is not None):
        raise QueryRefused(_OFFSET_REFUSED)
    for key, value in tree.items():
        if key not in _HANDLED and value:
            raise NotCovered(f"{key.replace('_', ' ').upper()} is not covered")
    refuse_misplaced(tree)


def _united(column: tuple[Expression, ...]) -> Expression:
    """One column of a union; null where any of them may be."""
    if len({each.base for each in column}) > 1:
        types = ", ".join(each.type for each in column)
        raise NotCovered(f"UNION ALL of {types} is not covered")
    return next((each for each in column if each.nullable), column[0])


def _row_count(limit: Node) -> int:
    value: Any = limit.get("value")
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise NotCovered("LIMIT must be a whole number")
    return value


def _identifier(name: str) -> str:
    """A quoted DuckDB identifier."""
    return '"' + name.replace('"', '""') + '"'
