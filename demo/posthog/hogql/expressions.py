"""Translates the expressions of a query, node by node."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from demo.posthog.hogql import arrays, json_functions, special_forms
from demo.posthog.hogql.comparisons import CALL_FORMS, between, compare, member, member_of
from demo.posthog.hogql.expression import Expression, constant, element_of
from demo.posthog.hogql.functions import apply
from demo.posthog.hogql.parser import Node
from demo.posthog.hogql.refusals import NotCovered
from demo.posthog.hogql.tables import property_read


@dataclass
class Scope:
    """The names one `SELECT` can see.

    `columns` are the table's; `aliases` grow while the select list is read, and win over columns
    as they do in PostHog.
    """

    table_names: frozenset[str]
    columns: Mapping[str, Expression]
    has_properties: bool
    weight: str | None = None
    """DuckDB text for how many events one row stands for, where that may be more than one."""
    aliases: dict[str, Expression] = field(default_factory=dict[str, Expression])
    spread: set[str] = field(default_factory=set[str])
    """Aliases of `arrayJoin`, which has made its rows only once the whole list is read."""


FORMS = special_forms.FORMS | arrays.FORMS | json_functions.FORMS

Subquery = Callable[[Node], tuple[str, list[Expression]]]


@dataclass
class ExpressionTranslator:
    """Turns expression nodes into DuckDB text.

    `zone` is the project's time zone, `now` the DuckDB literal of the current time, `subquery`
    translates a nested `SELECT` into its text and the expressions it returns.
    """

    zone: str
    now: Expression
    subquery: Subquery
    _lambdas: int = 0

    def translate(self, node: Node, scope: Scope) -> Expression:
        """One expression; raises `NotCovered` for a node outside the subset."""
        method = getattr(self, f"_on_{node['node'].lower()}", None)
        if method is None:
            raise NotCovered(f"{node['node']} is not covered")
        return method(node, scope)

    def all(self, nodes: list[Node], scope: Scope) -> list[Expression]:
        """Each node translated, in order."""
        return [self.translate(node, scope) for node in nodes]

    def condition(self, node: Node, scope: Scope) -> Expression:
        """An expression that must be true or false."""
        expression = self.translate(node, scope)
        if expression.family != "bool":
            raise NotCovered(f"{expression.type} as a condition is not covered")
        return expression

    def _on_constant(self, node: Node, scope: Scope) -> Expression:
        del scope
        if "value_type" in node:
            raise NotCovered(f"the number {node['value']} is not covered")
        return constant(node["value"])

    def _on_field(self, node: Node, scope: Scope) -> Expression:
        chain = [str(part) for part in node["chain"]]
        if chain[0] in scope.spread:
            raise NotCovered("using the result of arrayJoin in the same SELECT is not covered")
        if len(chain) == 1 and chain[0] in scope.aliases:
            return scope.aliases[chain[0]]
        if len(chain) > 1 and chain[0] in scope.table_names:
            chain = chain[1:]
        if len(chain) > 1 and chain[0] == "properties" and scope.has_properties:
            return property_read(scope.columns["properties"].sql, chain[1:])
        if len(chain) == 1 and chain[0] in scope.columns:
            return scope.columns[chain[0]]
        raise NotCovered(f"the field {'.'.join(chain)} is not covered")

    def _on_arrayaccess(self, node: Node, scope: Scope) -> Expression:
        array, key = node["array"], node["property"]
        if array.get("node") == "Field" and isinstance(key.get("value"), str):
            return self._on_field({"chain": [*array["chain"], key["value"]]}, scope)
        return arrays.element(self.all([array, key], scope))

    def _on_tupleaccess(self, node: Node, scope: Scope) -> Expression:
        return arrays.item_of(self.translate(node["tuple"], scope), node["index"])

    def _on_array(self, node: Node, scope: Scope) -> Expression:
        return arrays.array(self.all(node["exprs"], scope))

    def _on_tuple(self, node: Node, scope: Scope) -> Expression:
        return arrays.tuple_of(self.all(node["exprs"], scope))

    def _with_lambda(self, node: Node, scope: Scope) -> Expression:
        if len(node["args"]) != 2 or node["args"][0]["node"] != "Lambda":
            raise NotCovered(f"{node['name']} takes a lambda and an array here")
        function, items = node["args"][0], self.translate(node["args"][1], scope)
        if len(function["args"]) != 1 or items.family != "list":
            raise NotCovered(f"{node['name']} takes a lambda of one name, and an array")
        self._lambdas += 1
        parameter = f"x{self._lambdas}"
        given = Expression(parameter, element_of(items.type))
        inner = replace(scope, aliases={**scope.aliases, str(function["args"][0]): given})
        body = self.translate(function["expr"], inner)
        return arrays.with_lambda(node["name"], items, parameter, body)

    def spread(self, node: Node, scope: Scope) -> Expression:
        """`arrayJoin(array)`: one row for each of its elements, and none for an empty one."""
        _refuse_call_extras(node)
        arguments = self.all(node["args"], scope)
        if len(arguments) != 1 or arguments[0].family != "list":
            raise NotCovered("arrayJoin takes one array")
        return Expression(f"unnest({arguments[0].sql})", element_of(arguments[0].type))

    def _on_compareoperation(self, node: Node, scope: Scope) -> Expression:
        op: str = node["op"]
        left = self.translate(node["left"], scope)
        if op in {"in", "not in"}:
            return self._member(left, node["right"], scope, negated=op == "not in")
        return compare(op, left, self.translate(node["right"], scope))

    def _member(self, left: Expression, right: Node, scope: Scope, *, negated: bool) -> Expression:
        if right["node"] in {"SelectQuery", "SelectSetQuery"}:
            sql, columns = self.subquery(right)
            if len(columns) != 1 or columns[0].family != left.family:
                raise NotCovered("IN needs a subquery of one column of the same type")
            return member_of(left, f"({sql})", negated=negated)
        if right["node"] in {"Tuple", "Array"}:
            return member(left, self.all(right["exprs"], scope), negated=negated)
        return member(left, [self.translate(right, scope)], negated=negated)

    def _on_betweenexpr(self, node: Node, scope: Scope) -> Expression:
        if node["negated"]:
            raise NotCovered("NOT BETWEEN is not covered")
        value, low, high = self.all([node["expr"], node["low"], node["high"]], scope)
        return between(value, low, high)

    def _on_and(self, node: Node, scope: Scope) -> Expression:
        return self._joined(" AND ", node["exprs"], scope)

    def _on_or(self, node: Node, scope: Scope) -> Expression:
        return self._joined(" OR ", node["exprs"], scope)

    def _joined(self, word: str, nodes: list[Node], scope: Scope) -> Expression:
        parts = [self.condition(node, scope) for node in nodes]
        type_ = "Nullable(Bool)" if any(part.nullable for part in parts) else "Bool"
        return Expression(f"({word.join(part.sql for part in parts)})", type_)

    def _on_not(self, node: Node, scope: Scope) -> Expression:
        inner = self.condition(node["expr"], scope)
        return Expression(f"(NOT {inner.sql})", inner.type)

    def _on_arithmeticoperation(self, node: Node, scope: Scope) -> Expression:
        left, right = self.all([node["left"], node["right"]], scope)
        return special_forms.arithmetic(node["op"], left, right)

    def _on_call(self, node: Node, scope: Scope) -> Expression:
        name: str = node["name"]
        _refuse_call_extras(node)
        if name == "count":
            return self._count(node, scope)
        if name in arrays.LAMBDAS:
            return self._with_lambda(node, scope)
        # The grammar reads `NOT (…)` as a call, spelled as it was written.
        if name.lower() in {"and", "or"}:
            return self._joined(f" {name.upper()} ", node["args"], scope)
        if name.lower() == "not" and len(node["args"]) == 1:
            return self._on_not({"expr": node["args"][0]}, scope)
        if name == "now" and not node["args"]:
            return self.now
        arguments = self.all(node["args"], scope)
        if name in CALL_FORMS and len(arguments) == 2:
            return compare(CALL_FORMS[name], *arguments)
        form = FORMS.get(name)
        if form is not None:
            return form(arguments)
        if not arguments:
            raise NotCovered(f"the function {name}() is not covered")
        return apply(name, arguments, self.zone, scope.weight)

    def _count(self, node: Node, scope: Scope) -> Expression:
        """`count()` counts rows, `count(x)` rows where x is not null."""
        arguments = [] if not node["args"] else self.all(node["args"], scope)
        if not arguments and not node["distinct"]:
            weighed = f"CAST(coalesce(sum({scope.weight}), 0) AS BIGINT)"
            return Expression(weighed if scope.weight else "count(*)", "UInt64")
        if len(arguments) != 1:
            raise NotCovered("count takes at most one argument")
        if scope.weight and not node["distinct"]:
            raise NotCovered("counting a column of rows that stand for several is not covered")
        distinct = "DISTINCT " if node["distinct"] else ""
        return Expression(f"count({distinct}{arguments[0].sql})", "UInt64")


def _refuse_call_extras(node: Node) -> None:
    extras: list[Any] = [node.get(key) for key in ("params", "order_by", "filter_expr")]
    if any(extra is not None for extra in extras):
        raise NotCovered(f"parameters, ORDER BY and FILTER in {node['name']} are not covered")
    if node.get("distinct") and node["name"] != "count":
        raise NotCovered(f"DISTINCT in {node['name']} is not covered")
