"""HogQL: one text in, all of its rows out, or an error. Never some of the rows."""

import asyncio
from typing import Any, cast

from clients.errors import AnswerUnusable, RequestRefused, ServerFailed, TimedOut
from clients.posthog.answers import SERVICE
from clients.posthog.connection import Connection
from scans.model import Json

AT_ONCE = 2
"""PostHog runs three queries of a project at once; one is left for its people."""

MAX_ROWS = 50_000
"""What PostHog gives at most, whatever `LIMIT` says."""

LIMIT = "LIMIT {limit}"
"""How every text ends. Without a `LIMIT`, PostHog cuts silently at 100 rows."""


class Queries:
    """The query endpoint of one project."""

    def __init__(self, connection: Connection, path: str) -> None:
        self._connection = connection
        self._path = path
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def run(self, sql: str, values: Json, name: str, limit: int) -> list[Json]:
        """Return all rows, as objects by column name.

        `sql` ends with `LIMIT {limit}`; `values` fill its other placeholders, one constant or list
        of constants each; `name` is what people of the project see in their query log. Raises
        `AnswerUnusable` if there are more than `limit` rows, and any `ClientError`.
        """
        request = f"POST {self._path} ({name})"
        if not sql.rstrip().endswith(LIMIT) or not 0 < limit < MAX_ROWS:
            detail = f"the text must end with `{LIMIT}`, and 0 < limit < {MAX_ROWS}"
            raise RequestRefused(SERVICE, request, detail)
        # One row more than wanted: with an own LIMIT, PostHog does not say whether there are more.
        text = sql.replace("{limit}", str(limit + 1))
        async with self._slots:
            answer = await self._answer(request, text, values, name)
        rows = _rows(request, answer)
        if len(rows) > limit or answer.get("hasMore") is True:
            raise AnswerUnusable(SERVICE, request, f"cut off: more than {limit} rows")
        return rows

    async def _answer(self, request: str, text: str, values: Json, name: str) -> Json:
        query = {"kind": "HogQLQuery", "query": text, "values": values}
        # `blocking` may answer from a cache, and a verdict must not rest on an older one.
        body = {"query": query, "refresh": "force_blocking", "name": f"groundskeeper: {name}"}
        answer = await self._connection.post(self._path, body)
        status = answer.get("query_status")
        if not isinstance(status, dict):
            return answer
        # It runs on without us. Results that come along with that are of an older run.
        return await self._poll(request, cast("Json", status))

    async def _poll(self, request: str, status: Json) -> Json:
        patience = self._connection.patience
        try:
            async with asyncio.timeout(patience.max_total_seconds):
                while not _is_over(request, status):
                    await asyncio.sleep(patience.poll_seconds)
                    path = f"{self._path}{_query_id(request, status)}/"
                    status = _status(request, await self._connection.get(path))
        except TimeoutError:
            detail = f"still running after {patience.max_total_seconds:.0f} seconds"
            raise TimedOut(SERVICE, request, detail) from None
        return _object(request, status.get("results"), "a finished query without results")


def _is_over(request: str, status: Json) -> bool:
    """Return whether it finished. Raises `ServerFailed` if it failed.

    A text that PostHog does not understand is refused before it runs; what fails later ran out of
    time or memory.
    """
    if status.get("error"):
        reason = status.get("error_message") or "the query failed without a reason"
        raise ServerFailed(SERVICE, request, str(reason))
    return status.get("complete") is True


def _query_id(request: str, status: Json) -> str:
    query_id = status.get("id")
    if not isinstance(query_id, str) or not query_id.replace("-", "").isalnum():
        raise AnswerUnusable(SERVICE, request, "a running query without an id")
    return query_id


def _status(request: str, answer: Json) -> Json:
    return _object(request, answer.get("query_status"), "a poll without query_status")


def _object(request: str, value: object, otherwise: str) -> Json:
    if not isinstance(value, dict):
        raise AnswerUnusable(SERVICE, request, otherwise)
    return cast("Json", value)


def _rows(request: str, answer: Json) -> list[Json]:
    """Return `results` as objects. Raises `AnswerUnusable` for any other shape."""
    if error := answer.get("error"):
        raise AnswerUnusable(SERVICE, request, str(error))
    columns, rows = answer.get("columns"), answer.get("results")
    if not isinstance(columns, list) or not isinstance(rows, list):
        raise AnswerUnusable(SERVICE, request, "an answer without `columns` and `results`")
    names = [str(column) for column in cast("list[Any]", columns)]
    named: list[Json] = []
    for row in cast("list[Any]", rows):
        if not isinstance(row, list) or len(cast("list[Any]", row)) != len(names):
            raise AnswerUnusable(SERVICE, request, "a row that does not fit `columns`")
        named.append(dict(zip(names, cast("list[Any]", row), strict=True)))
    return named
