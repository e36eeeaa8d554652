"""Which expressions gather rows, which make several, and where PostHog lets neither stand."""

from collections.abc import Iterator
from typing import Any

from demo.posthog.hogql.functions import AGGREGATES
from demo.posthog.hogql.parser import Node
from demo.posthog.hogql.refusals import QueryRefused
from demo.posthog.shapes import a_list, an_object


def spreads(node: Node) -> bool:
    """Whether the expression is a call of `arrayJoin`."""
    return node["node"] == "Call" and node["name"] == "arrayJoin"


def is_aggregate(node: Any) -> bool:
    """Whether an aggregate function is called anywhere in the expression."""
    return any(_is_aggregate_call(each) for each in _nodes(node))


def gathers(tree: Node) -> bool:
    """Whether rows of the answer are made of several rows."""
    gathering = [tree["select"], tree.get("having"), tree.get("order_by")]
    return bool(tree.get("group_by") or tree.get("distinct")) or is_aggregate(gathering)


def refuse_misplaced(tree: Node) -> None:
    """Raise `QueryRefused` for an aggregate in `WHERE` or inside another, by its alias too.

    ClickHouse puts in what an alias stands for, also where a column of that name is meant.
    """
    aliased = {
        str(node["alias"])
        for node in tree["select"]
        if node["node"] == "Alias" and is_aggregate(node["expr"])
    }
    if any(_is_aggregate_call(each) or _names(each, aliased) for each in _nodes(tree.get("where"))):
        raise QueryRefused("Aggregate functions are not allowed in WHERE")
    clauses: list[Any] = [*tree["select"], tree.get("having"), tree.get("order_by")]
    for node in clauses:
        own = {(an_object(node) or {}).get("alias")}
        for call in filter(_is_aggregate_call, _nodes(node)):
            inside = list(_nodes(call["args"]))
            if any(_is_aggregate_call(each) or _names(each, aliased - own) for each in inside):
                raise QueryRefused("Aggregate function is found inside another aggregate function")


def _is_aggregate_call(node: Node) -> bool:
    called = node.get("node") == "Call"
    return called and (node["name"] == "count" or node["name"] in AGGREGATES)


def _names(node: Node, aliases: set[Any]) -> bool:
    return node.get("node") == "Field" and len(node["chain"]) == 1 and node["chain"][0] in aliases


def _nodes(tree: Any) -> Iterator[Node]:
    """Every node of an expression, those of nested queries left out."""
    for item in a_list(tree) or []:
        yield from _nodes(item)
    node = an_object(tree)
    if node is not None and node.get("node") != "SelectQuery":
        yield node
        for value in node.values():
            yield from _nodes(value)
