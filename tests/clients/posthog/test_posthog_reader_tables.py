"""Actions, cohorts and alerts, by their tables or by their lists."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from clients import errors
from clients.posthog import Patience, PostHog, read_documents
from clients.posthog.queries import LIMIT
from clients.posthog.reader_tables import TEXT
from demo.posthog.hogql.parser import parse_select
from scans.evidence.readers import READER_SOURCES, Readers
from scans.evidence.sources import Sources
from scans.model import Documents

Open = Callable[..., PostHog]

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
KEY = SecretStr("phx_demo_hazelnut")
COLUMNS = ["kind", "id", "name", "state", "a", "b", "c"]
ASKED = ["asked", "", "", "", "", "", ""]
QUERY = {"source": {"series": [{"event": "paid"}]}}
ROWS: list[list[Any]] = [
    ["action", "951", "Bought", "", json.dumps([{"event": "paid"}]), "", ""],
    ["alert", "a1", "Dropped", "1", "901", "", ""],
    ["alert", "a2", "Gone", "false", "902", "", ""],
    ASKED,
    ["cohort", "31", "Regulars", "0", '{"properties": {}}', "[]", ""],
    ["insight", "901", "Orders", "", json.dumps(QUERY), "", ""],
]


class Server:
    """Answers for the tables, and with empty lists; remembers what was asked."""

    def __init__(self, table: httpx.Response) -> None:
        self._table = table
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        self.asked.append(request.url.path.rstrip("/").rpartition("/")[2])
        if request.method == "POST":
            return self._table
        return httpx.Response(200, json={"count": 0, "next": None, "results": []})


def rows(*more: list[Any]) -> httpx.Response:
    """Return the answer of the tables."""
    return httpx.Response(200, json={"columns": COLUMNS, "results": list(more)})


async def read(posthog: PostHog, *wanted: str, so_far: Documents = Documents({})) -> Documents:  # noqa: B008
    """Read some of the lists."""
    return await read_documents(posthog, NOW, wanted, so_far=so_far)


async def test_three_lists_are_one_query(open_project: Open) -> None:
    """Each document has the shape of its list."""
    server = Server(rows(*ROWS))
    read_so = (await read(open_project(server), "actions", "cohorts", "alerts")).documents
    assert server.asked == ["query"]
    assert {name: document["results"] for name, document in read_so.items()} == {
        "actions": [{"id": 951, "name": "Bought", "steps": [{"event": "paid"}], "deleted": False}],
        "cohorts": [
            {
                "id": 31,
                "name": "Regulars",
                "filters": {"properties": {}},
                "groups": [],
                "query": None,
                "is_static": False,
                "deleted": False,
            }
        ],
        "alerts": [
            {
                "id": "a1",
                "name": "Dropped",
                "insight": {"id": 901, "name": "Orders", "query": QUERY, "filters": None},
                "enabled": True,
            },
            {"id": "a2", "name": "Gone", "insight": {"id": 902}, "enabled": False},
        ],
    }


async def test_what_came_along_is_not_asked_again(open_project: Open) -> None:
    """Alerts that turn out to be wanted later cost nothing."""
    server = Server(rows(*ROWS))
    posthog = open_project(server)
    first = await read(posthog, "actions", "cohorts")
    later = await read(posthog, "alerts", so_far=first)
    assert server.asked == ["query"]
    assert len(later.documents["alerts"]["results"]) == 2


async def test_one_list_alone_is_read_as_a_list(open_project: Open) -> None:
    """There is nothing to save, and a query is dearer than a page."""
    server = Server(rows(*ROWS))
    await read(open_project(server), "alerts", "insights")
    assert sorted(server.asked) == ["alerts", "insights"]


ODD: list[httpx.Response] = [
    httpx.Response(400, json={"detail": "Unknown table `system`."}),
    httpx.Response(403, json={"detail": "required scope 'query:read'"}),
    httpx.Response(429, json={"detail": "Expected available in 1804 seconds."}),
    httpx.Response(500, json={"detail": "A server error occurred."}),
    httpx.Response(200, content=b"half"),
    rows(),
    rows(["action", "951", "Bought", "", "{half", "", ""], ASKED),
    rows(["action", "nine", "Bought", "", "", "", ""], ASKED),
    rows(["alert", "a1", "Dropped", "maybe", "901", "", ""], ASKED),
    rows(["alert", "a1", "Dropped", "1", "", "", ""], ASKED),
    rows(["cohort", "31", "Regulars", None, "", "", ""], ASKED),
    httpx.Response(200, json={"columns": ["kind"], "results": [["asked"]] * 20_002}),
]


@pytest.mark.parametrize("answer", ODD)
async def test_without_the_tables_the_lists_are_read(
    open_project: Open, answer: httpx.Response
) -> None:
    """Refused, cut, odd, or without the row that is always there: tried once, not believed."""
    server = Server(answer)
    posthog = open_project(server)
    documents = await read(posthog, "actions", "cohorts")
    documents = documents.joined(await read(posthog, "alerts", "insights", so_far=documents))
    assert sorted(server.asked) == ["actions", "alerts", "cohorts", "insights", "query"]
    assert documents.blind == {}


async def test_nothing_of_that_kind_is_an_answer(open_project: Open) -> None:
    """With the row that is always there, no other row means that there are none."""
    server = Server(rows(ASKED))
    documents = await read(open_project(server), "actions", "cohorts", "alerts")
    assert all(each["results"] == [] for each in documents.documents.values())
    assert server.asked == ["query"]


async def test_a_revoked_key_is_not_taken_for_missing_tables(open_project: Open) -> None:
    """What is wrong for all sources is said at once."""
    with pytest.raises(errors.CredentialsRejected):
        await read(open_project(httpx.Response(401, json={"detail": "no"})), "actions", "cohorts")


def test_the_text_parses_and_is_bounded() -> None:
    """PostHog's grammar reads it; no value of anybody is part of it."""
    tree = parse_select(TEXT.replace("{limit}", "7"))
    assert tree["limit"]["value"] == 7
    assert TEXT.endswith(LIMIT)


@pytest.mark.requires_server
@pytest.mark.parametrize(
    ("kind", "requests"), [(None, 3), ("no_system_tables", 6), ("no_rows", 6), ("status", 6)]
)
async def test_both_ways_find_the_same_readers(
    server: str, order: Callable[..., None], kind: str | None, requests: int
) -> None:
    """Who reads which event does not depend on how the lists were read."""
    async with PostHog(server, 1, KEY, patience=Patience(attempts=1)) as posthog:
        lists = {
            "actions": await posthog.actions(),
            "cohorts": await posthog.cohorts(),
            "alerts": await posthog.alerts(),
        }
    if kind:
        order("query/", kind, times=None)
    async with PostHog(server, 1, KEY, patience=Patience(attempts=1)) as posthog:
        read_so = await read_documents(posthog, NOW, READER_SOURCES)
    assert read_so.requests == requests
    named = {name: Documents({name: {"results": found}}) for name, found in lists.items()}
    whole = read_so
    for each in named.values():
        whole = whole.joined(each)
    both = [Readers(Sources(each, READER_SOURCES), NOW) for each in (read_so, whole)]
    events = ("order_completed", "invoice_created", "paid", "$autocapture", "cart_viewed")
    found = [[readers.of(event) for event in events] for readers in both]
    assert found[0] == found[1]
    assert any(found[0])
