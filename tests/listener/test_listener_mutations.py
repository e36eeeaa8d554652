"""Ten thousand requests that are nearly right: none is accepted, none is a mistake of ours."""

import gc
import logging
import random
import tracemalloc
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, MutableMapping
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest
import structlog
from starlette.applications import Starlette

from listener.app import create_app
from tests.listener.callers import (
    NOW,
    PretendWatches,
    as_json,
    by_github,
    by_pipeline,
    by_posthog,
    by_slack,
    deploy_told,
    deployment_status,
    doors,
    form,
    pressed,
)

REQUESTS = 10_000
WARM_UP, SAMPLED = 300, 1_000
GROWTH_BYTES = 32 * 1024
"""For a thousand requests more: about thirty bytes each, so none of them is kept."""

REFUSED = {400, 401, 413, 415}


@dataclass(frozen=True)
class Request:
    """One request to a door."""

    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def having(self, name: str, value: str | None) -> "Request":
        """Return it with another value of a header, or without it."""
        rest = tuple(each for each in self.headers if each[0].lower() != name.lower())
        return replace(self, headers=rest if value is None else (*rest, (name, value)))

    def value(self, name: str) -> str:
        """Return a header's value."""
        return next(value for each, value in self.headers if each.lower() == name.lower())


@dataclass(frozen=True)
class Sender:
    """Somebody who is believed: what they send, and by which headers it is proved."""

    path: str
    body: bytes
    signed: Callable[[bytes, int], dict[str, str]]
    proof: str
    timestamp: str = ""
    limit: int = 1024 * 1024

    def request(self, body: bytes | None = None, at: int = NOW) -> Request:
        """Return a request that is right, except for its body or its time."""
        sent = self.body if body is None else body
        return Request(self.path, tuple(self.signed(sent, at).items()), sent)


DEPLOY, SCAN = as_json(deploy_told()), as_json({"project": "shop", "scan": "stale_flags"})
STATUS, PRESS = as_json(deployment_status()), form(pressed())
HINT = as_json({"event": {"uuid": "e", "event": "$error_tracking_issue_spiking"}})

SIGNATURE, STAMP = "x-groundskeeper-signature", "x-groundskeeper-timestamp"
SENDERS = (
    Sender("/deploys", DEPLOY, lambda body, at: by_pipeline(body, at=at), SIGNATURE, STAMP),
    Sender("/scans", SCAN, lambda body, at: by_pipeline(body, at=at), SIGNATURE, STAMP),
    Sender(
        "/github",
        STATUS,
        lambda body, _: by_github(body, "deployment_status"),
        "x-hub-signature-256",
        limit=25 * 1024**2,
    ),
    Sender(
        "/slack",
        PRESS,
        lambda body, at: by_slack(body, at=at),
        "x-slack-signature",
        "x-slack-request-timestamp",
    ),
    Sender("/posthog", HINT, lambda _, __: by_posthog(), "x-groundskeeper-secret"),
)

ODD = ("", " ", "v1=", "v0=", "sha256=", "é", "\xff\xfe", "null", "v1=" + "0" * 64, "A" * 5000)
TYPES = ("text/plain", "multipart/form-data", "application/xml", "json", "*/*", "application/", "é")


def bad_signature(sender: Sender, chance: random.Random) -> Request:
    """One character of the proof is another one, or the proof is something else."""
    request = sender.request()
    right = request.value(sender.proof)
    at = chance.randrange(len(right))
    other = chance.choice([each for each in "0123456789abcdefxyz=" if each != right[at]])
    wrong = chance.choice(
        [right[:at] + other + right[at + 1 :], right[:at], right + other, *ODD, right.upper()]
    )
    return request.having(sender.proof, wrong)


def without_proof(sender: Sender, chance: random.Random) -> Request:
    """A header that proves something is not there, or under another name."""
    names = [name for name in (sender.proof, sender.timestamp) if name]
    return sender.request().having(chance.choice(names), None)


def twice(sender: Sender, chance: random.Random) -> Request:
    """The proof is there twice: what is right, and something else, in any order."""
    request = sender.request()
    right = (sender.proof, request.value(sender.proof))
    rest = request.having(sender.proof, None).headers
    both = [right, (sender.proof.title(), chance.choice(ODD[:-1]) or "x")]
    chance.shuffle(both)
    return replace(request, headers=(*rest, *both))


def stale(sender: Sender, chance: random.Random) -> Request:
    """Rightly signed, and too old, too new, or at no time at all."""
    if not sender.timestamp:
        return bad_signature(sender, chance)
    if chance.random() < 0.3:
        odd = (*ODD, "-1", "1e9", str(NOW) + ".0", "0x10", "9" * 300, f"{NOW}\t", "١٢٣")
        return sender.request().having(sender.timestamp, chance.choice(odd))
    away = chance.randrange(301, 10**8) * chance.choice((1, -1))
    return sender.request(at=NOW + away)


def another_body(sender: Sender, chance: random.Random) -> Request:
    """The body is not the one that was signed: cut off, longer, or with one byte changed."""
    request = sender.request()
    body = bytearray(request.body)
    at = chance.randrange(len(body))
    body[at] ^= chance.randrange(1, 256)
    changed = (bytes(body), request.body[:at], request.body + b" ", b"", request.body * 2)
    if sender.path == "/posthog":
        # It signs nothing; what tells is the secret.
        return replace(request.having(sender.proof, "guess"), body=chance.choice(changed))
    return replace(request, body=chance.choice(changed))


def malformed(sender: Sender, chance: random.Random) -> Request:
    """Rightly signed, and not what is asked for."""
    at = chance.randrange(len(sender.body))
    bodies = [
        b"",
        b"null",
        b"[]",
        b"{",
        b'"text"',
        b"[" * 5000,
        sender.body[:at],
        chance.randbytes(200),
        b"\xff\xfe" + sender.body,
        sender.body.replace(b"{", b"[", 1).replace(b"%7B", b"%5B", 1),
    ]
    return sender.request(chance.choice(bodies))


def wrong_type(sender: Sender, chance: random.Random) -> Request:
    """Rightly signed, as something that this door does not read."""
    other = "application/json" if sender.path == "/slack" else "application/x-www-form-urlencoded"
    return sender.request().having("content-type", chance.choice((*TYPES, other)))


def oversized(sender: Sender, chance: random.Random) -> Request:
    """Larger than anybody should read: by what its header claims."""
    claimed = sender.limit + chance.randrange(1, 10**12)
    return sender.request().having("content-length", str(claimed))


MUTATIONS = (
    bad_signature,
    without_proof,
    twice,
    stale,
    another_body,
    malformed,
    wrong_type,
    oversized,
)


async def send(app: Starlette, request: Request) -> int:
    """Call the application as a server does; return the status."""
    scope: dict[str, Any] = {
        "type": "http",
        "method": "POST",
        "path": request.path,
        "query_string": b"",
        "headers": [
            (name.encode("ascii").lower(), value.encode()) for name, value in request.headers
        ],
    }
    parts = [request.body[:100], request.body[100:]]
    statuses: list[int] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    async def answer(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app(scope, receive, answer)
    (status,) = statuses
    return status


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Ten thousand lines about refusals are no help."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.reset_defaults()


def mutated(chance: random.Random, times: int) -> Iterator[tuple[str, str, Request]]:
    """Yield path, mutation and request."""
    for _ in range(times):
        sender, mutate = chance.choice(SENDERS), chance.choice(MUTATIONS)
        yield sender.path, mutate.__name__, mutate(sender, chance)


async def test_ten_thousand_mutated_requests() -> None:
    """Every one is refused with a status of its own kind, and nobody is reached."""
    watches, found = PretendWatches(), Counter[tuple[str, str, int]]()
    app = create_app(doors(watches))
    for path, mutation, request in mutated(random.Random(7), REQUESTS):
        found[path, mutation, await send(app, request)] += 1
    assert watches.touched == 0
    assert {each: times for each, times in found.items() if each[2] not in REFUSED} == {}
    assert len({each[:2] for each in found}) == len(SENDERS) * len(MUTATIONS)
    for sender in SENDERS:
        assert await send(app, sender.request()) in {200, 202}, "what is right is taken"
    assert watches.touched == len(SENDERS) + 1, "a hint is for two projects"


async def test_refused_requests_leave_nothing_behind() -> None:
    """Memory is where it was, however many were refused."""
    app, chance = create_app(doors(PretendWatches())), random.Random(8)
    sizes: list[int] = []
    tracemalloc.start()
    for times in (WARM_UP, SAMPLED):
        for _, _, request in mutated(chance, times):
            await send(app, request)
        gc.collect()
        sizes.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert sizes[1] - sizes[0] < GROWTH_BYTES


@pytest.mark.parametrize("sender", SENDERS, ids=lambda sender: sender.path)
async def test_a_body_is_counted_whatever_its_header_claims(sender: Sender) -> None:
    """More bytes than the limit are refused as they arrive, with no length given."""
    watches = PretendWatches()
    body = b"x" * (sender.limit + 1)
    headers = sender.signed(body, NOW)

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 2**20):
            yield body[start : start + 2**20]

    transport = httpx.ASGITransport(app=create_app(doors(watches)))
    async with httpx.AsyncClient(transport=transport, base_url="http://listener") as client:
        answer = await client.post(sender.path, content=chunks(), headers=headers)
    assert answer.status_code == 413
    assert watches.touched == 0
