"""Every exchange with a counterpart, kept so that a test can count and compare them."""

import itertools
import json
import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal, cast
from urllib.parse import parse_qsl

Service = Literal["github", "slack", "git"]

BODY_LIMIT = 200_000
"""Characters of a body worth keeping; a blob of the sample shop has a few thousand."""

_SECRET_KEYS = {"token", "client_secret", "private_key", "password"}
_SECRET_VALUES = re.compile(r"\b(?:gh[pso]_|xox[a-z]-|xapp-|phx_|phc_)[\w-]+")


@dataclass
class Exchange:
    """One request and what became of it."""

    id: int
    service: Service
    method: str
    path: str
    """Without the service's prefix and without the query."""
    query: dict[str, str]
    request: Any
    """The JSON or form body without secrets, `None` when there is none of these."""
    status: int | None = None
    """`None` while it is held, and for good when the client left without an answer."""
    fault: str | None = None
    forwarded: bool = False
    """The effect, if the request has one, has happened."""


@dataclass
class Ledger:
    """What has happened since the start or the last reset, in order of arrival."""

    exchanges: list[Exchange] = field(default_factory=list[Exchange])
    failures: list[str] = field(default_factory=list[str])
    """Requests that were refused as unknown or went wrong in here: each fails the test run."""
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def open(
        self,
        service: Service,
        method: str,
        path: str,
        query: dict[str, str],
        content_type: str,
        body: bytes,
    ) -> Exchange:
        """Notes a request that has just arrived."""
        request = _readable(content_type, body)
        exchange = Exchange(next(self._ids), service, method, path, query, request)
        self.exchanges.append(exchange)
        return exchange

    def fail(self, exchange: Exchange, reason: str) -> None:
        """Notes that nothing sensible could be answered."""
        self.failures.append(f"{exchange.service} {exchange.method} {exchange.path}: {reason}")

    def matching(self, service: str = "*", method: str = "*", path: str = "*") -> list[Exchange]:
        """Exchanges that fit all three globs, oldest first."""
        return [
            exchange
            for exchange in self.exchanges
            if fnmatchcase(exchange.service, service)
            and fnmatchcase(exchange.method, method)
            and fnmatchcase(exchange.path, path)
        ]

    def clear(self) -> None:
        """Forgets everything that has happened."""
        self.exchanges.clear()
        self.failures.clear()


def _readable(content_type: str, body: bytes) -> Any:
    """The body as a person would write it down, or nothing if it is not text for people."""
    if not body or len(body) > BODY_LIMIT:
        return None
    text = body.decode(errors="replace")
    if "x-www-form-urlencoded" in content_type:
        return _without_secrets(dict(parse_qsl(text, keep_blank_values=True)))
    try:
        return _without_secrets(json.loads(text))
    except ValueError:
        return None


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        return {
            key: "[removed]" if key in _SECRET_KEYS else _without_secrets(member)
            for key, member in members.items()
        }
    if isinstance(value, list):
        return [_without_secrets(member) for member in cast("list[Any]", value)]
    if isinstance(value, str):
        return _SECRET_VALUES.sub("[removed]", value)
    return value
