"""The activity log, by its table or by its list."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from clients import errors
from clients.posthog import PostHog, RequestBudget
from clients.posthog.activity import QUIET_TEXT, TEXT
from clients.posthog.queries import LIMIT
from demo.posthog.hogql.parser import parse_select

Open = Callable[..., PostHog]
Answer = Callable[..., httpx.Response]

COLUMNS = ["id", "activity", "scope", "item_id", "detail", "at"]
DETAIL = {"name": "k", "changes": [{"field": "active", "before": "false", "after": "true"}]}


def row(name: str, detail: Any = None) -> list[Any]:
    """Return one row of the table."""
    text = json.dumps(DETAIL if detail is None else detail)
    return [name, "updated", "FeatureFlag", "9", text, 1_763_600_000]


def listed(*names: str, more: bool = False) -> httpx.Response:
    """Return one page of the list."""
    rows = [{"id": name, "activity": "created", "detail": None} for name in names]
    return httpx.Response(200, json={"next": "/?page=2" if more else None, "results": rows})


class Server:
    """Answers for the table and, page by page, for the list; remembers what was asked."""

    def __init__(self, table: httpx.Response, *pages: httpx.Response) -> None:
        self._table = table
        self._pages = pages
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        if request.method == "POST":
            self.asked.append("table")
            return self._table
        page = int(request.url.params.get("page", 1))
        self.asked.append(f"page {page}")
        return self._pages[page - 1]


async def test_a_log_of_one_page_is_one_page(open_project: Open, query_answer: Answer) -> None:
    """Nothing is asked twice where the list is short."""
    server = Server(query_answer(COLUMNS, [row("a")]), listed("a"))
    log = await open_project(server).activity()
    assert ([each["id"] for each in log.rows], log.onward) == (["a"], None)
    assert server.asked == ["page 1"]


async def test_a_longer_log_is_read_at_once(open_project: Open, query_answer: Answer) -> None:
    """Where the list goes on, the table has it all, in the list's own shape."""
    rows = [row(name) for name in ("c", "b", "a")]
    server = Server(query_answer(COLUMNS, rows), listed("c", "b", more=True))
    log = await open_project(server).activity()
    assert server.asked == ["page 1", "table"]
    assert [each["id"] for each in log.rows] == ["c", "b", "a"]
    assert log.rows[0] == {
        "id": "c",
        "activity": "updated",
        "scope": "FeatureFlag",
        "item_id": "9",
        "user": None,
        "detail": {
            "name": "k",
            "changes": [
                {
                    "type": None,
                    "action": None,
                    "field": "active",
                    "before": "false",
                    "after": "true",
                }
            ],
        },
        "created_at": "2025-11-20T00:53:20Z",
    }


async def test_many_entries_are_asked_of_the_table_first(
    open_project: Open, query_answer: Answer
) -> None:
    """Then the list is not needed at all."""
    server = Server(query_answer(COLUMNS, [row("a")]))
    assert len((await open_project(server).activity(many=True)).rows) == 1
    assert server.asked == ["table"]


@pytest.mark.parametrize(
    "refusal",
    [
        httpx.Response(400, json={"detail": "Unknown table `system`."}),
        httpx.Response(403, json={"detail": "required scope 'query:read'"}),
        httpx.Response(404, json={"detail": "Not found."}),
        httpx.Response(429, json={"detail": "Expected available in 1804 seconds."}),
        httpx.Response(500, json={"detail": "ClickHouse error while executing query."}),
        httpx.Response(200, content=b"half"),
        httpx.Response(200, json={"columns": ["id"], "results": [["a"]]}),
        httpx.Response(200, json={"columns": COLUMNS, "results": []}),
        httpx.Response(
            200, json={"columns": COLUMNS, "results": [["a", "u", "s", "9", "{half", 1]]}
        ),
        httpx.Response(
            200, json={"columns": COLUMNS, "results": [["a", "u", "s", "9", None, "noon"]]}
        ),
    ],
)
async def test_without_the_table_the_list_is_read(
    open_project: Open, refusal: httpx.Response
) -> None:
    """Its columns are not promised: refused, empty or odd, it is not tried a second time."""
    server = Server(refusal, listed("c", "b", more=True), listed("b", "a"))
    posthog = open_project(server)
    log = await posthog.activity(many=True)
    assert [each["id"] for each in log.rows] == ["c", "b", "a"]
    tries = [place for place in server.asked if place == "table"]
    assert len(tries) in (1, 2)  # a 404 is looked for at the older address too
    before = len(server.asked)
    await posthog.activity(many=True)
    assert server.asked[before:] == ["page 1", "page 2"]


async def test_a_table_that_lacks_what_the_list_shows_is_not_believed(
    open_project: Open, query_answer: Answer
) -> None:
    """A key may see a part of the table only; the list is what it was given the right to."""
    table = query_answer(COLUMNS, [row("b"), row("a")])
    server = Server(table, listed("c", "b", more=True), listed("a"))
    log = await open_project(server).activity()
    assert [each["id"] for each in log.rows] == ["c", "b", "a"]


async def test_an_entry_without_detail_has_none(open_project: Open, query_answer: Answer) -> None:
    """Null, an empty text and the text `null` all mean that nothing is told."""
    rows = [[*row(str(n))[:4], text, 1] for n, text in enumerate([None, "", "null", "[]"])]
    log = await open_project(Server(query_answer(COLUMNS, rows))).activity(many=True)
    assert [each["detail"] for each in log.rows] == [None] * 4


async def test_a_log_that_was_cut_says_so(open_project: Open, query_answer: Answer) -> None:
    """Its oldest entries are missing, so an entry that is not there proves nothing."""
    table = query_answer(COLUMNS, [row(str(n)) for n in range(2_001)])
    document = (await open_project(Server(table)).activity(many=True)).document()
    assert len(document["results"]) == 2_000
    assert (document["count"], document["next"]) == (None, "?older")


async def test_a_revoked_key_is_not_taken_for_a_missing_table(open_project: Open) -> None:
    """What is wrong for all sources is said at once."""
    with pytest.raises(errors.CredentialsRejected):
        await open_project(httpx.Response(401, json={"detail": "no"})).activity(many=True)


async def test_without_queries_left_the_list_is_read(open_project: Open) -> None:
    """The table is a shortcut, and the list costs no query."""
    server = Server(httpx.Response(500), listed("a"))
    posthog = open_project(server, budget=RequestBudget(queries=0))
    assert len((await posthog.activity(many=True)).rows) == 1
    assert server.asked == ["page 1"]


@pytest.mark.parametrize("text", [TEXT, QUIET_TEXT])
def test_a_text_parses_and_is_bounded(text: str) -> None:
    """PostHog's grammar reads it; it ends with its limit, and kinds and times are values."""
    tree = parse_select(text.replace("{limit}", "7"))
    assert tree["limit"]["value"] == 7
    assert tree.get("offset") is None
    assert text.endswith(LIMIT)
    assert "'" not in text
