"""The usage document, in the shape an evidence folder has."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from clients import errors
from clients.posthog import PostHog, flag_usage
from scans.model import Questions

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
SINCE = NOW - timedelta(days=7)

COLUMNS = ["flag_key", "response", "calls", "users", "last_call"]


async def test_usage_has_the_shape_of_an_evidence_folder(
    open_project: Callable[..., PostHog], query_answer: Callable[..., httpx.Response]
) -> None:
    """One row per key: counts added, users at least, the newest call, answers by name."""
    sent: list[dict[str, Any]] = []
    last = int(NOW.timestamp()) - 60
    rows = [
        ["new-checkout", True, 118, 40, last],
        ["new-checkout", "false", 2, 2, last - 500],
        ["new-checkout", None, 1, 1, last - 900],
        ["copy", "short", 5, 3, last],
    ]

    def handler(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content)["query"])
        return query_answer(COLUMNS, rows)

    usage = await open_project(handler).flag_usage(NOW, Questions())
    assert usage == {
        "as_of": "2026-11-20T09:00:00Z",
        "window_days": 7,
        "rows": {
            "new-checkout": {
                "count": 121,
                "users": 40,
                "last_seen": "2026-11-20T08:59:00Z",
                "responses": {"true": 118, "false": 2, "null": 1},
            },
            "copy": {
                "count": 5,
                "users": 3,
                "last_seen": "2026-11-20T08:59:00Z",
                "responses": {"short": 5},
            },
        },
    }
    assert list(usage["rows"]) == ["copy", "new-checkout"]
    assert sent[0]["values"] == {"since": int(SINCE.timestamp()), "until": int(NOW.timestamp())}
    assert sent[0]["query"].endswith("LIMIT 20001")


def test_a_boolean_and_its_text_are_one_answer() -> None:
    """Depending on the type of the property the same answer arrives in two forms."""
    rows: list[dict[str, Any]] = [
        {"flag_key": "k", "response": response, "calls": 1, "users": 1, "last_call": 1}
        for response in (True, "true")
    ]
    assert flag_usage.document(rows, SINCE, NOW)["rows"]["k"]["responses"] == {"true": 2}


@pytest.mark.parametrize(
    "odd",
    [
        {"flag_key": None},
        {"calls": "7"},
        {"calls": True},
        {"last_call": None},
        {"calls": 1.5},
        {"users": -1},
    ],
)
def test_a_row_of_another_shape_is_unusable(odd: dict[str, Any]) -> None:
    """A number that is none is never counted as zero."""
    row = {"flag_key": "k", "response": "x", "calls": 1, "users": 1, "last_call": 1} | odd
    with pytest.raises(errors.AnswerUnusable):
        flag_usage.document([row], SINCE, NOW)
