"""Translates a whole `SELECT` into DuckDB, by the rules of PostHog's own printer."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from demo.posthog.hogql.expression import Expression, moment
from demo.posthog.hogql.expressions import ExpressionTranslator, Scope, is_aggregate
from demo.posthog.hogql.parser import Node
from demo.posthog.hogql.refusals import NotCovered, QueryRefused
from demo.posthog.hogql.tables import TABLES

DEFAULT_ROWS = 100
MOST_ROWS = 50_000

_OFFSET_REFUSED = (
    "OFFSET is not supported on queries made with a personal API key. "
    "Page by a column of the result instead."
)
_HANDLED = {
    "node", "start", "end", "select", "select_from", "where", "group_by", "having", "order_by",
    "limit", "distinct",
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


def translate(tree: Node, source: str, *, zone: str, now: datetime) -> Translated:
    """The DuckDB text of a bound syntax tree; raises `Refused`.

    `source` is the text that was parsed, for the names of unnamed columns.
    """
    return _SelectTranslator(source, zone, now).outermost(tree)


class _SelectTranslator:
    def __init__(self, source: str, zone: str, now: datetime) -> None:
        self._source = source
        self._zone = zone
        literal = moment(now.astimezone(UTC).isoformat(), zone)
        self._expressions = ExpressionTranslator(zone, literal, self._as_subquery)

    def outermost(self, tree: Node) -> Translated:
        sql, names, expressions = self._select(tree)
        limit = tree.get("limit")
        rows = DEFAULT_ROWS + 1 if limit is None else min(_row_count(limit), MOST_ROWS)
        return Translated(
            sql=f"{sql} LIMIT {rows}",
            columns=tuple(names),
            expressions=tuple(expressions),
            own_limit=limit is not None,
        )

    def _as_subquery(self, tree: Node) -> tuple[str, list[Expression]]:
        sql, _, expressions = self._nested(tree)
        return sql, expressions

    def _nested(self, tree: Node) -> tuple[str, list[str], list[Expression]]:
        sql, names, expressions = self._select(tree)
        if tree.get("limit") is not None:
            sql += f" LIMIT {_row_count(tree['limit'])}"
        return sql, names, expressions

    def _select(self, tree: Node) -> tuple[str, list[str], list[Expression]]:
        """Everything but the LIMIT."""
        _refuse_unhandled(tree)
        source, scope = self._from(tree.get("select_from"))
        names, expressions = self._select_list(tree["select"], scope)
        columns = ", ".join(
            f"{expression.sql} AS {_identifier(name)}"
            for name, expression in zip(names, expressions, strict=True)
        )
        parts = [f"SELECT {'DISTINCT ' if tree.get('distinct') else ''}{columns}{source}"]
        if tree.get("where") is not None:
            parts.append(f"WHERE {self._expressions.condition(tree['where'], scope).sql}")
        if tree.get("group_by"):
            keys = self._expressions.all(tree["group_by"], scope)
            parts.append(f"GROUP BY {', '.join(key.sql for key in keys)}")
        if tree.get("having") is not None:
            parts.append(f"HAVING {self._expressions.condition(tree['having'], scope).sql}")
        if tree.get("order_by"):
            parts.append(f"ORDER BY {self._order(tree['order_by'], scope)}")
        return " ".join(parts), names, expressions

    def _from(self, join: Node | None) -> tuple[str, Scope]:
        if join is None:
            return "", Scope(frozenset(), {}, has_properties=False)
        for key in ("next_join", "sample", "table_final", "column_aliases", "constraint"):
            if join.get(key):
                raise NotCovered(f"{key.replace('_', ' ')} in FROM is not covered")
        if join["table"]["node"] == "SelectQuery":
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
        names = frozenset({alias or table.name})
        has_properties = "properties" in columns
        return f" FROM {table.source} AS t", Scope(names, columns, has_properties)

    def _from_subquery(self, tree: Node, alias: str | None) -> tuple[str, Scope]:
        sql, names, expressions = self._nested(tree)
        columns = {
            name: Expression(f"t.{_identifier(name)}", expression.type)
            for name, expression in zip(names, expressions, strict=True)
        }
        names_of_table = frozenset({alias} if alias else set[str]())
        return f" FROM ({sql}) AS t", Scope(names_of_table, columns, has_properties=False)

    def _select_list(self, nodes: list[Node], scope: Scope) -> tuple[list[str], list[Expression]]:
        names: list[str] = []
        expressions: list[Expression] = []
        for node in nodes:
            named = node["node"] == "Alias"
            expression = self._expressions.translate(node["expr"] if named else node, scope)
            name = str(node["alias"]) if named else self._name(node)
            if name in names:
                raise NotCovered(f"two columns called {name} are not covered")
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
    if is_aggregate(tree.get("where")):
        raise QueryRefused("Aggregate functions are not allowed in WHERE")


def _row_count(limit: Node) -> int:
    value: Any = limit.get("value")
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise NotCovered("LIMIT must be a whole number")
    return value


def _identifier(name: str) -> str:
    """A quoted DuckDB identifier."""
    return '"' + name.replace('"', '""') + '"'
