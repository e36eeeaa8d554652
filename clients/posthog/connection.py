"""One conversation with one PostHog host: the only place that holds the key."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import httpx
from pydantic import SecretStr

from clients.errors import (
    AddressWrong,
    AnswerUnusable,
    CredentialsRejected,
    TimedOut,
    Unreachable,
)
from clients.posthog.answers import SERVICE, read_answer
from clients.posthog.budget import RequestBudget
from clients.posthog.patience import Patience, patiently
from clients.secrecy import hold
from scans.model import Json

MAX_ANSWER_BYTES = 64 * 1024 * 1024
"""A page of 100 flags at their maximum of 512 KB each, and some air."""

CONNECT_SECONDS = 10.0

Query = Mapping[str, str | int]


class Connection:
    """Sends requests to `host` with the key in the `Authorization` header, and nowhere else.

    Redirects are never followed, so the key cannot travel to a host nobody configured.
    """

    def __init__(
        self,
        host: str,
        api_key: SecretStr,
        patience: Patience,
        transport: httpx.AsyncBaseTransport | None,
        budget: RequestBudget | None = None,
    ) -> None:
        self._budget = budget or RequestBudget()
        self.requests = 0
        """HTTP requests sent so far, attempts included."""
        self.patience = patience
        address = _checked_host(host)
        self.host = str(address).rstrip("/")
        """Its address, as it is asked."""
        self._http = httpx.AsyncClient(
            base_url=address,
            headers={"Authorization": f"Bearer {_checked_key(api_key)}"},
            timeout=httpx.Timeout(patience.answer_seconds, connect=CONNECT_SECONDS),
            transport=transport,
            follow_redirects=False,
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._http.aclose()

    async def get(self, path: str, query: Query | None = None) -> Json:
        """Return the JSON object at `path` (absolute, without host). Raises any `ClientError`."""
        return await patiently(partial(self._once, "GET", path, params=query), self.patience)

    async def post(self, path: str, body: Json, *, attempts: int | None = None) -> Json:
        """Return what answers `body`. Only for requests that may be repeated: queries."""
        patience = replace(self.patience, attempts=attempts) if attempts else self.patience
        return await patiently(partial(self._once, "POST", path, json=body), patience)

    async def delete(self, path: str) -> Json:
        """Ask once for something to end; nobody waits for that."""
        return await self._once("DELETE", path)

    async def _once(self, method: str, path: str, **sent: Any) -> Json:
        request = f"{method} {path}"
        self._budget.spend(request, query=method == "POST")
        self.requests += 1
        try:
            async with (
                asyncio.timeout(self.patience.answer_seconds),
                self._http.stream(method, path, **sent) as response,
            ):
                body = await _bounded_body(request, response)
        except (httpx.TimeoutException, TimeoutError) as error:
            raise TimedOut(SERVICE, request, type(error).__name__) from error
        except httpx.DecodingError as error:
            raise AnswerUnusable(SERVICE, request, str(error)) from error
        except httpx.TransportError as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                raise AddressWrong(SERVICE, request, str(error)) from error
            raise Unreachable(SERVICE, request, str(error) or type(error).__name__) from error
        return read_answer(request, response.status_code, response.headers, body)


async def _bounded_body(request: str, response: httpx.Response) -> bytes:
    body = bytearray()
    try:
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > MAX_ANSWER_BYTES:
                raise AnswerUnusable(SERVICE, request, f"more than {MAX_ANSWER_BYTES} bytes")
    except (httpx.ReadError, httpx.RemoteProtocolError) as error:
        # Whoever has begun to answer was reached.
        detail = f"it broke off after {len(body)} bytes"
        raise AnswerUnusable(SERVICE, request, detail) from error
    return bytes(body)


def _checked_host(host: str) -> httpx.URL:
    """Return the address of `host`. Raises `AddressWrong` where a key must never go."""
    try:
        url = httpx.URL(host)
    except httpx.InvalidURL:
        url = httpx.URL()
    if url.scheme not in ("http", "https") or not url.host or url.query or url.userinfo:
        advice = "set host to an address like https://us.posthog.com"
        raise AddressWrong(SERVICE, "the private API", "host is not an address", advice=advice)
    name = url.host.rstrip(".")
    if name.endswith(".i.posthog.com"):
        advice = f"set host to https://{name.replace('.i.posthog.com', '.posthog.com')}"
        detail = f"{name} takes events and must never see a personal API key"
        raise AddressWrong(SERVICE, "the private API", detail, advice=advice)
    return url


def _checked_key(api_key: SecretStr) -> str:
    """Return the key; a line break in a header would print it in somebody else's error."""
    key = api_key.get_secret_value().strip()
    if not re.fullmatch(r"[\x21-\x7e]+", key):
        detail = "the key is empty or holds characters that no key has"
        raise CredentialsRejected(SERVICE, "every request", detail)
    hold(api_key)
    return key
