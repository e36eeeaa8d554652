"""Where the key goes, and where it never does."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from pydantic import SecretStr

from clients import errors
from clients.posthog import Patience, PostHog, connection

Open = Callable[..., PostHog]

ONCE = Patience(attempts=1)


async def test_the_key_travels_in_the_authorization_header_only(open_project: Open) -> None:
    """Addresses end up in logs of proxies; headers do not."""
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"id": 7})

    await open_project(handler, key=" phx_hazelnut\n").me()
    assert seen[0].headers["authorization"] == "Bearer phx_hazelnut"
    assert "phx_hazelnut" not in str(seen[0].url)


@pytest.mark.parametrize("status", [200, 401, 403, 429, 500])
async def test_the_key_is_never_printed(
    open_project: Open,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    status: int,
) -> None:
    """Neither errors, nor their traces, nor logs, nor the client itself show the key."""
    caplog.set_level(logging.DEBUG)
    body = {"detail": "the key phx_hazelnut is not good"}
    posthog = open_project(
        httpx.Response(status, json=body),
        patience=Patience(attempts=2, trouble_seconds=0, unannounced_seconds=0),
    )
    shown = ""
    try:
        await posthog.me()
    except errors.ClientError as error:
        shown = "".join(traceback.format_exception(error)) + repr(error) + str(vars(error))
    shown += repr(posthog) + str(vars(posthog)) + caplog.text + "".join(capsys.readouterr())
    assert "phx_hazelnut" not in shown


@pytest.mark.parametrize("key", ["", " ", "phx_a\nb", "phx_é"])
def test_a_key_that_cannot_be_one_is_refused_without_showing_it(key: str) -> None:
    """A broken header would be printed by the library that refuses it."""
    with pytest.raises(errors.CredentialsRejected) as raised:
        PostHog("https://ph.example", 1, SecretStr(key))
    assert "phx" not in str(raised.value)


@pytest.mark.parametrize(
    "host", ["https://us.i.posthog.com", "https://EU.I.posthog.com/", "http://us.i.posthog.com."]
)
def test_a_host_that_takes_events_never_sees_the_key(host: str) -> None:
    """The capture hosts are public doors; the advice names the right one."""
    with pytest.raises(errors.AddressWrong, match=r"set host to https://(us|eu)\.posthog\.com"):
        PostHog(host, 1, SecretStr("phx_hazelnut"))


@pytest.mark.parametrize(
    "host",
    [
        "",
        "us.posthog.com",
        "ftp://ph.example",
        "https://",
        "https://a:b@ph.example",
        "https://ph.example?x=1",
        "https://ph.example:port",
        "https://[::1",
    ],
)
def test_a_host_that_is_no_address_is_the_operators(host: str) -> None:
    """A typing mistake in the settings is found before anything is sent."""
    with pytest.raises(errors.AddressWrong):
        PostHog(host, 1, SecretStr("phx_hazelnut"))


async def test_a_host_behind_a_path_keeps_its_path(open_project: Open) -> None:
    """A self-hosted server may live below a path of a proxy."""
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.path)
        return httpx.Response(200, json={})

    await open_project(handler, host="https://tools.example/posthog/").me()
    assert seen == ["/posthog/api/users/@me/"]


@pytest.mark.parametrize(
    "location", ["https://evil.example/api/", "https://ph.example/elsewhere", "/login"]
)
async def test_redirects_are_not_followed(open_project: Open, location: str) -> None:
    """Being sent on means the host is wrong; the key stays here."""
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.host)
        return httpx.Response(302, headers={"location": location})

    with pytest.raises(errors.AddressWrong):
        await open_project(handler).me()
    assert seen == ["ph.example"]


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (httpx.ConnectError("Name or service not known"), errors.Unreachable),
        (httpx.ReadError(""), errors.Unreachable),
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] x"), errors.AddressWrong),
        (httpx.ReadTimeout(""), errors.TimedOut),
        (httpx.DecodingError("bad gzip"), errors.AnswerUnusable),
    ],
)
async def test_each_failure_of_the_network_has_its_error(
    open_project: Open, failure: httpx.RequestError, expected: type[Exception]
) -> None:
    """No connection, no time, no sense and no trust are told apart."""

    def handler(_: httpx.Request) -> httpx.Response:
        raise failure

    with pytest.raises(expected):
        await open_project(handler, patience=ONCE).me()


async def test_an_answer_that_breaks_off_is_asked_for_again(open_project: Open) -> None:
    """Half an answer is no answer, and a host that began one was reached."""

    class Half(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b'{"results": ['
            raise httpx.RemoteProtocolError("peer closed connection")

    def handler(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Half())

    posthog = open_project(handler, patience=Patience(attempts=2, trouble_seconds=0))
    with pytest.raises(errors.AnswerUnusable, match="broke off after 13 bytes"):
        await posthog.me()
    assert posthog.requests == 2


async def test_an_answer_that_drips_is_cut_off(open_project: Open) -> None:
    """A server that never finishes cannot hold a reader for ever."""

    async def handler(_: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    patience = Patience(attempts=1, answer_seconds=0.01)
    with pytest.raises(errors.TimedOut):
        await open_project(handler, patience=patience).me()


async def test_an_answer_without_end_is_refused(
    open_project: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No answer may fill the memory."""
    monkeypatch.setattr(connection, "MAX_ANSWER_BYTES", 10)
    posthog = open_project(httpx.Response(200, json={"a": "b" * 20}))
    with pytest.raises(errors.AnswerUnusable, match="more than 10 bytes"):
        await posthog.me()
