"""What each status and each odd body means."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from clients import errors
from clients.posthog import Patience, PostHog
from clients.posthog.answers import read_answer

Open = Callable[..., PostHog]
Envelope = Callable[[str], dict[str, Any]]

ONCE = Patience(attempts=1)


@pytest.mark.parametrize(
    ("status", "detail", "expected"),
    [
        (401, "Personal API key is invalid.", errors.CredentialsRejected),
        (402, "not part of your plan", errors.ScopeMissing),
        (403, "API key missing required scope 'query:read'", errors.ScopeMissing),
        (404, "Not found.", errors.NotFound),
        (400, "Unable to resolve field", errors.RequestRefused),
        (409, "a change request was opened", errors.RequestRefused),
        (415, "Unsupported media type", errors.RequestRefused),
        (422, "history incomplete", errors.RequestRefused),
        (429, "Request was throttled.", errors.RateLimited),
        (500, "A server error occurred.", errors.ServerFailed),
        (502, "bad gateway", errors.ServerFailed),
        (503, "unavailable", errors.ServerFailed),
        (504, "gateway timeout", errors.ServerFailed),
        (521, "origin down", errors.ServerFailed),
        (408, "request timeout", errors.TimedOut),
    ],
)
async def test_each_status_is_one_error_that_names_the_request(
    open_project: Open, envelope: Envelope, status: int, detail: str, expected: type[Exception]
) -> None:
    """A refusal becomes the error of whoever must act, with request, status and reason in it."""
    posthog = open_project(httpx.Response(status, json=envelope(detail)), patience=ONCE)
    with pytest.raises(errors.ClientError) as raised:
        await posthog.experiments()
    assert type(raised.value) is expected
    assert "GET /api/projects/1/experiments/" in str(raised.value)
    assert f"{status}: {detail}" in str(raised.value)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'{"results": [',
        b"<html>Log in</html>",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"results": NaN}',
        b"[" * 100_000,
    ],
)
async def test_a_success_that_is_no_json_object_is_unusable(
    open_project: Open, body: bytes
) -> None:
    """Empty, half, garbled or HTML answers are never taken for an empty list."""
    posthog = open_project(httpx.Response(200, content=body))
    with pytest.raises(errors.AnswerUnusable):
        await posthog.me()


def test_half_an_answer_says_where_it_ends() -> None:
    """The position helps to tell a cut answer from a wrong one."""
    with pytest.raises(errors.AnswerUnusable, match="line 1 column 13"):
        read_answer("GET /", 200, {}, b'{"results": ')


def test_a_missing_page_that_is_not_json_is_another_service() -> None:
    """PostHog says 404 in JSON; an HTML 404 comes from something else."""
    with pytest.raises(errors.AddressWrong):
        read_answer("GET /", 404, {}, b"<html>")


def test_the_missing_scope_is_named_in_the_advice() -> None:
    """The operator reads which scope to add."""
    body = json.dumps({"detail": "API key missing required scope 'feature_flag:read'"}).encode()
    with pytest.raises(errors.ScopeMissing) as raised:
        read_answer("GET /", 403, {}, body)
    assert raised.value.advice == "give the personal API key the scope feature_flag:read"


def test_a_key_without_access_to_the_project_is_told_so() -> None:
    """A wrong project id looks like a missing permission; the advice names both."""
    body = b'{"detail": "API key does not have access to the requested project: ID 42."}'
    with pytest.raises(errors.ScopeMissing, match="check project_id"):
        read_answer("GET /", 403, {}, body)


@pytest.mark.parametrize(
    "body",
    [
        b'{"error": "flag is deleted"}',
        b'{"success": false, "error": "flag is deleted"}',
        b'{"type": "multiple", "detail": null, "list": [{"detail": "flag is deleted"}]}',
    ],
)
def test_the_other_forms_of_an_error_body_are_read(body: bytes) -> None:
    """Some actions of PostHog do not use the envelope of the framework."""
    with pytest.raises(errors.RequestRefused, match="400: flag is deleted"):
        read_answer("POST /", 400, {}, body)


@pytest.mark.parametrize(
    ("headers", "detail", "seconds"),
    [
        ({"retry-after": "7"}, "Expected available in 37 seconds.", 7.0),
        ({}, "Request was throttled. Expected available in 37 seconds.", 37.0),
        ({}, "Expected available in 1 second.", 1.0),
        ({"retry-after": "soon"}, "Expected available in 1804 seconds.", 1804.0),
        ({"retry-after": "inf"}, "Expected available in 2 seconds.", 2.0),
        ({"retry-after": "-5"}, "", 0.0),
        ({}, "Exceeded maximum concurrency limit: 3 for key: x and task: y.", None),
        ({}, "Request was throttled.", None),
    ],
)
def test_the_announced_wait_is_read_from_header_or_sentence(
    headers: dict[str, str], detail: str, seconds: float | None
) -> None:
    """`Retry-After` wins; else the sentence; else nobody knows."""
    with pytest.raises(errors.RateLimited) as raised:
        read_answer("GET /", 429, headers, json.dumps({"detail": detail}).encode())
    assert raised.value.retry_after == seconds


def test_a_date_to_retry_after_is_read_against_the_answers_own_date() -> None:
    """Two clocks that differ do not make the wait wrong."""
    headers = {
        "retry-after": "Fri, 20 Nov 2026 09:00:30 GMT",
        "date": "Fri, 20 Nov 2026 09:00:00 GMT",
    }
    with pytest.raises(errors.RateLimited) as raised:
        read_answer("GET /", 429, headers, b"{}")
    assert raised.value.retry_after == 30.0


def test_a_maintenance_that_names_a_wait_is_a_wait() -> None:
    """A 503 with `Retry-After` asks for patience like a 429 does."""
    with pytest.raises(errors.RateLimited) as raised:
        read_answer("GET /", 503, {"retry-after": "20"}, b"")
    assert raised.value.retry_after == 20.0
