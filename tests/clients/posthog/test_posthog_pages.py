"""Lists are read whole or not at all."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from clients import errors
from clients.posthog import PostHog, activity, pages

Open = Callable[..., PostHog]


def serve(answers: dict[str, Any], seen: list[httpx.Request] | None = None) -> Any:
    """Return a handler that answers by the value of `offset`, `page` or `cursor`."""

    def handler(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request)
        params = request.url.params
        place = params.get("offset") or params.get("cursor") or params.get("page") or ""
        return httpx.Response(200, json=answers[place])

    return handler


async def test_pages_are_joined_to_the_last(open_project: Open) -> None:
    """`next` is followed until it is null."""
    two: dict[str, Any] = {
        "": {
            "count": 2,
            "next": "https://ph.example/x/?limit=100&offset=100",
            "results": [{"id": 1}],
        },
        "100": {"count": 2, "next": None, "results": [{"id": 2}]},
    }
    assert await open_project(serve(two)).experiments() == [{"id": 1}, {"id": 2}]


async def test_only_the_query_of_next_is_used(open_project: Open) -> None:
    """A `next` of another host or path, as behind a proxy, never takes the key along."""
    seen: list[httpx.Request] = []
    two: dict[str, Any] = {
        "": {"next": "http://10.0.0.7:8000/steal/?limit=100&offset=100", "results": [{"id": 1}]},
        "100": {"next": None, "results": []},
    }
    await open_project(serve(two, seen)).experiments()
    assert {(each.url.host, each.url.path) for each in seen} == {
        ("ph.example", "/api/projects/1/experiments/")
    }
    assert seen[1].url.params["offset"] == "100"


async def test_a_next_that_repeats_is_no_complete_list(open_project: Open) -> None:
    """A list that leads in a circle ends, and is not taken for complete."""
    circle: dict[str, Any] = {
        "": {"next": "/?offset=1", "results": []},
        "1": {"next": "/?offset=1", "results": []},
    }
    with pytest.raises(errors.AnswerUnusable, match="read before"):
        await open_project(serve(circle)).experiments()


async def test_a_list_without_end_is_cut(
    open_project: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More pages than any project can have are not read."""
    monkeypatch.setattr(pages, "MAX_PAGES", 3)

    def handler(request: httpx.Request) -> httpx.Response:
        offset = int(request.url.params.get("offset", 0)) + 1
        return httpx.Response(200, json={"next": f"/?offset={offset}", "results": []})

    posthog = open_project(handler)
    with pytest.raises(errors.AnswerUnusable, match="more than 3 pages"):
        await posthog.experiments()
    assert posthog.requests == 3


@pytest.mark.parametrize(
    "page",
    [
        {},
        {"results": None},
        {"results": {}},
        {"results": [1]},
        {"results": [], "next": 7},
        {"results": [], "next": "/no-query"},
        {"results": [{"id": 1}], "next": None, "count": 12},
    ],
)
async def test_a_page_of_another_shape_is_unusable(open_project: Open, page: Any) -> None:
    """What does not look like a complete list never passes for an empty one."""
    with pytest.raises(errors.AnswerUnusable):
        await open_project(serve({"": page})).surveys()


@pytest.mark.parametrize("count", [1, 9])
async def test_a_capped_count_is_not_trusted(open_project: Open, count: int) -> None:
    """Large projects stop counting; there the last page alone says that it is the last."""
    rows = [{"id": 1}, {"id": 2}]
    page = {"results": rows, "next": None, "count": count, "count_is_capped": True}
    assert await open_project(serve({"": page})).early_access_features() == rows


async def test_flags_are_read_in_a_stable_order_archived_ones_too(open_project: Open) -> None:
    """The list hides archived flags, so it is asked twice; nothing is listed twice."""
    seen: list[dict[str, str]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(dict(request.url.params))
        rows = [{"id": 1}, {"id": 3}] if "archived" in request.url.params else [{"id": 1}]
        return httpx.Response(200, json={"count": len(rows), "next": None, "results": rows})

    assert await open_project(handler).flags() == [{"id": 1}, {"id": 3}]
    assert seen == [
        {"limit": "100", "order": "id"},
        {"limit": "100", "order": "id", "archived": "true"},
    ]


@pytest.mark.parametrize(
    "pages_of_it",
    [
        {
            "": {"total_count": 2, "next": "/?page=2&limit=1", "results": [{"id": "a"}]},
            "2": {"total_count": 2, "next": None, "results": [{"id": "b"}]},
        },
        {
            "": {"count": 2, "next": "/?page=2&page_size=1", "results": [{"id": "a"}]},
            "2": {"count": 2, "next": None, "results": [{"id": "b"}]},
        },
        {
            "": {"next": "/?cursor=cD0yMDI2", "results": [{"id": "a"}]},
            "cD0yMDI2": {"next": None, "previous": None, "results": [{"id": "b"}]},
        },
    ],
    ids=["total_count", "count", "cursor"],
)
async def test_all_three_shapes_of_the_activity_log_are_read(
    open_project: Open, pages_of_it: dict[str, Any]
) -> None:
    """Servers of different age page their activity log differently."""
    read = await open_project(serve(pages_of_it)).activity()
    assert [each["id"] for each in read.rows] == ["a", "b"]


async def test_the_activity_log_is_read_back_so_far(
    open_project: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Old changes are left out without an error: newest come first."""
    monkeypatch.setattr(activity, "PAGES", 1)
    first = {"": {"count": 9, "next": "/?page=2", "results": [{"id": "a"}]}}
    read = await open_project(serve(first)).activity()
    assert [each["id"] for each in read.rows] == ["a"]


async def test_a_log_that_counts_more_than_it_shows_is_read(open_project: Open) -> None:
    """The log is never complete, so what it counts is not held against it."""
    short = {"": {"count": 9, "next": None, "results": [{"id": "a"}]}}
    read = await open_project(serve(short)).activity()
    assert [each["id"] for each in read.rows] == ["a"]


@pytest.mark.parametrize("status", [402, 403, 404])
async def test_without_the_projects_log_the_flags_own_log_is_read(
    open_project: Open, status: int
) -> None:
    """The project's log needs a scope of its own, and some plans do not have it."""

    def handler(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/activity_log/"):
            return httpx.Response(status, json={"detail": "no"})
        assert request.url.path == "/api/projects/1/feature_flags/activity/"
        return httpx.Response(200, json={"total_count": 1, "next": None, "results": [{"id": "a"}]})

    read = await open_project(handler).activity()
    assert [each["id"] for each in read.rows] == ["a"]


async def test_only_changes_of_flags_are_scheduled_changes(open_project: Open) -> None:
    """The list is asked for one model; other kinds have other ids."""
    seen: list[httpx.Request] = []
    await open_project(serve({"": {"next": None, "results": []}}, seen)).scheduled_changes()
    assert seen[0].url.params["model_name"] == "FeatureFlag"
