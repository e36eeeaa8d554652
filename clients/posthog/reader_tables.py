"""Actions, cohorts and alerts by one query, where the server has tables of them.

The lists cost a request each, and more where they are long. The columns are not promised, so this
is tried once, and whatever is odd about the answer means that the lists are read. Insights are not
among them: their table does not say when somebody looked at one last.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

from clients.errors import ClientError, CredentialsRejected
from clients.posthog import kept
from clients.posthog.queries import Queries
from scans.model import Json

NAME = "readers of events"

MAX_ROWS = 20_000

TEXT = """\
SELECT kind, id, name, state, a, b, c FROM (
  SELECT 'asked' AS kind, '' AS id, '' AS name, '' AS state, '' AS a, '' AS b, '' AS c
  UNION ALL
  SELECT 'action' AS kind, toString(id) AS id, ifNull(name, '') AS name, '' AS state,
         ifNull(steps_json, '') AS a, '' AS b, '' AS c
  FROM system.actions WHERE deleted = 0
  UNION ALL
  SELECT 'cohort' AS kind, toString(id) AS id, ifNull(name, '') AS name,
         toString(is_static) AS state, ifNull(filters, '') AS a, ifNull(groups, '') AS b,
         ifNull(query, '') AS c
  FROM system.cohorts WHERE deleted = 0
  UNION ALL
  SELECT 'alert' AS kind, toString(id) AS id, ifNull(name, '') AS name, toString(enabled) AS state,
         ifNull(toString(insight_id), '') AS a, '' AS b, '' AS c
  FROM system.alerts
  UNION ALL
  SELECT 'insight' AS kind, toString(id) AS id, ifNull(name, '') AS name, '' AS state,
         ifNull(query, '') AS a, ifNull(filters, '') AS b, '' AS c
  FROM system.insights
  WHERE toString(id) IN (SELECT ifNull(toString(insight_id), '') FROM system.alerts)
)
ORDER BY kind, id LIMIT {limit}"""
"""The first row is no object: an answer without it is empty for another reason than that there are
none. Watched insights come along, because the list of insights leaves out what nobody saved."""

LISTS = ("actions", "cohorts", "alerts")

Rows = Mapping[str, list[Json]]


class ReaderTables:
    """What the tables say, asked at most once."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries
        self._lock = asyncio.Lock()
        self._asked = False
        self._rows: Rows | None = None

    async def rows(self, name: str, *, ask: bool) -> list[Json] | None:
        """Return the rows of a list as the list has them; None if it must be read itself.

        Without `ask`, only what an earlier question has brought along. Raises
        `CredentialsRejected`.
        """
        async with self._lock:
            if ask and not self._asked:
                self._asked = True
                self._rows = await self._read()
        return None if self._rows is None else self._rows[name]

    async def _read(self) -> Rows | None:
        try:
            rows, cut = await self._queries.try_once(TEXT, {}, NAME, MAX_ROWS)
            return None if cut else _lists(rows)
        except CredentialsRejected:
            raise
        except (ClientError, KeyError, TypeError, ValueError, RecursionError):
            return None


def _lists(rows: list[Json]) -> Rows | None:
    """Return the rows by list. Raises for a row of another shape."""
    if not any(row["kind"] == "asked" for row in rows):
        return None
    insights = {row["id"]: _insight(row) for row in rows if row["kind"] == "insight"}

    def each(kind: str, read: Callable[[Json], Json]) -> list[Json]:
        return [read(row) for row in rows if row["kind"] == kind]

    return {
        "actions": each("action", _action),
        "cohorts": each("cohort", _cohort),
        "alerts": each("alert", lambda row: _alert(row, insights)),
    }


def _action(row: Json) -> Json:
    steps = _parsed(row["a"])
    return kept.action(_named(row, int(row["id"])) | {"steps": steps or [], "deleted": False})


def _cohort(row: Json) -> Json:
    asked = {name: _parsed(row[column]) for name, column in _COHORT.items()}
    state = {"is_static": _switch(row["state"]), "deleted": False}
    return kept.cohort(_named(row, int(row["id"])) | asked | state)


_COHORT = {"filters": "a", "groups": "b", "query": "c"}


def _alert(row: Json, insights: Mapping[str, Json]) -> Json:
    insight = insights.get(row["a"]) or {"id": int(row["a"])}
    watched = {"insight": insight, "enabled": _switch(row["state"])}
    return kept.alert(_named(row, row["id"]) | watched)


def _insight(row: Json) -> Json:
    asked = {"query": _parsed(row["a"]), "filters": _parsed(row["b"])}
    return _named(row, int(row["id"])) | asked


def _named(row: Json, number: int | str) -> Json:
    return {"id": number, "name": row["name"]}


def _parsed(text: str) -> Any:
    return json.loads(text) if text else None


def _switch(text: str) -> bool:
    return {"1": True, "true": True, "0": False, "false": False}[text]
