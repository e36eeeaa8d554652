"""Where an answer to a press may go."""

import json

import httpx
import pytest

from clients.slack_requests import Replies

SLACK, EMULATED = "https://slack.com/api/", "http://127.0.0.1:4300/api/"
HOOK = "https://hooks.slack.com/actions/T1/2/3"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://hooks.slack.com/actions/1",
        "https://hooks.slack.com.evil.example/actions/1",
        "https://hooks.slack.com:8443/actions/1",
        "https://hooks.slack.com@evil.example/actions/1",
        "https://user@hooks.slack.com/actions/1",
        "https://evil.example/hooks.slack.com",
        "http://169.254.169.254/latest/meta-data",
        "http://127.0.0.1:4301/actions/1",
        "https://127.0.0.1:4300/actions/1",
        "file:///etc/passwd",
        "https://[::1",
        "https://hooks.slack.com:x/",
    ],
)
async def test_nobody_but_slack_is_called(url: str) -> None:
    """An address comes from outside: another scheme, host, port or user is not called at all."""
    called: list[str] = []

    def note(request: httpx.Request) -> httpx.Response:
        called.append(str(request.url))
        return httpx.Response(200)

    for api_url in (SLACK, EMULATED):
        replies = Replies(api_url, httpx.MockTransport(note))
        assert not await replies.say(url, "text")
    assert called == []


async def test_an_answer_is_for_one_person_alone() -> None:
    """It replaces nothing and is seen by whoever pressed; a redirect is not followed."""
    sent: list[dict[str, object]] = []

    def take(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(200)

    assert await Replies(SLACK, httpx.MockTransport(take)).say(HOOK, "already resolved")
    assert sent == [
        {"response_type": "ephemeral", "replace_original": False, "text": "already resolved"}
    ]
    away = httpx.MockTransport(lambda _: httpx.Response(302, headers={"location": "http://x"}))
    assert not await Replies(SLACK, away).say(HOOK, "text")


async def test_the_configured_host_may_be_called() -> None:
    """An emulator or a proxy answers at the address of its own interface."""
    taken = httpx.MockTransport(lambda _: httpx.Response(200))
    assert await Replies(EMULATED, taken).say("http://127.0.0.1:4300/response/1", "text")


async def test_that_slack_is_away_is_nobodys_concern() -> None:
    """An answer that cannot be given raises nothing."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("away", request=request)

    assert not await Replies(SLACK, httpx.MockTransport(fail)).say(HOOK, "text")
