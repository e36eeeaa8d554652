"""The listener's doors, asked over ASGI by a real client."""

import json
from collections.abc import AsyncIterator, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from listener.app import create_app
from listener.doors import Doors, Unavailable
from listener.signature import SIGNATURE, TIMESTAMP, sign
from listener.way import BODY_LIMIT_BYTES
from scans import SCANS

NOW = 1_760_000_000
SECRET = SecretStr("a-secret-of-ci")
BODY = json.dumps({"project": "shop", "scan": "stale_flags"}).encode()


@dataclass
class Temporal:
    """Takes scans the way the composition root hands them over, and can be away."""

    started: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    away: bool = False
    missing: str = ""

    async def start_scan(self, scan: str, project: str, *, delivery: str) -> str:
        """Take one scan."""
        if self.away:
            raise Unavailable("connection refused")
        self.started.append((scan, project, delivery))
        return f"scan:{scan}:{project}:{delivery}"

    async def ready(self) -> str:
        """Say what is missing."""
        return self.missing


@pytest.fixture
def temporal() -> Temporal:
    """A Temporal that takes everything."""
    return Temporal()


def calling(temporal: Temporal) -> httpx.AsyncClient:
    """Return a client of a listener that knows one project and two pipelines."""
    doors = Doors(
        projects=frozenset({"shop"}),
        secrets={"ci": SECRET, "other": SecretStr("another-secret")},
        start_scan=temporal.start_scan,
        ready=temporal.ready,
        now=lambda: NOW,
    )
    transport = httpx.ASGITransport(app=create_app(doors))
    return httpx.AsyncClient(transport=transport, base_url="http://listener")


@pytest.fixture
async def client(temporal: Temporal) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a listener that has just begun."""
    async with calling(temporal) as found:
        yield found


def signed(body: bytes, *, at: int = NOW, secret: SecretStr = SECRET) -> dict[str, str]:
    """Headers of a request that a pipeline sends at `at`."""
    return {TIMESTAMP: str(at), SIGNATURE: sign(secret, at, body)}


@pytest.mark.parametrize("wanted", [each.name for each in SCANS])
async def test_a_signed_request_starts_a_scan(
    client: httpx.AsyncClient, temporal: Temporal, wanted: str
) -> None:
    """A signed, fresh request for any scan is handed over and answered with the workflow's id."""
    body = json.dumps({"project": "shop", "scan": wanted}).encode()
    answer = await client.post("/scans", content=body, headers=signed(body))
    assert answer.status_code == 202
    [(scan, project, delivery)] = temporal.started
    assert (scan, project) == (wanted, "shop")
    assert answer.json() == {"workflow_id": f"scan:{wanted}:shop:{delivery}"}


async def test_a_repeated_request_is_answered_from_the_first(
    client: httpx.AsyncClient, temporal: Temporal
) -> None:
    """The same signature is the same request; another one, of the same body, is not."""
    first, second = [
        await client.post("/scans", content=BODY, headers=signed(BODY)) for _ in range(2)
    ]
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert len(temporal.started) == 1
    await client.post("/scans", content=BODY, headers=signed(BODY, at=NOW + 1))
    assert len(temporal.started) == 2


async def test_a_listener_that_forgot_names_a_request_as_before(temporal: Temporal) -> None:
    """The same signature makes the same delivery everywhere, so Temporal can refuse the second."""
    for _ in range(2):
        async with calling(temporal) as restarted:
            await restarted.post("/scans", content=BODY, headers=signed(BODY))
    first, second = (delivery for _, _, delivery in temporal.started)
    assert first == second


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="unsigned"),
        pytest.param({TIMESTAMP: str(NOW), SIGNATURE: "v1=00"}, id="wrong signature"),
        pytest.param({TIMESTAMP: str(NOW), SIGNATURE: "v1=é".encode()}, id="not ASCII"),
        pytest.param(signed(BODY + b" "), id="signature of another body"),
        pytest.param(signed(BODY, secret=SecretStr("guess")), id="unknown secret"),
        pytest.param(signed(BODY, at=NOW - 301), id="stale"),
        pytest.param(signed(BODY, at=NOW + 301), id="from the future"),
        pytest.param({**signed(BODY), TIMESTAMP: "soon"}, id="no number"),
        pytest.param({**signed(BODY), TIMESTAMP: "9" * 40}, id="absurd number"),
    ],
)
async def test_an_unverified_request_starts_nothing(
    client: httpx.AsyncClient, temporal: Temporal, headers: dict[str, Any]
) -> None:
    """Whatever is not signed by a known client within 300 s gets 401 and no workflow."""
    answer = await client.post("/scans", content=BODY, headers=headers)
    assert answer.status_code == 401
    assert temporal.started == []


async def test_an_oversized_body_is_refused_unread(
    client: httpx.AsyncClient, temporal: Temporal
) -> None:
    """A body over one mebibyte gets 413, also when it is signed."""
    body = b"x" * (BODY_LIMIT_BYTES + 1)
    answer = await client.post("/scans", content=body, headers=signed(body))
    assert answer.status_code == 413
    assert temporal.started == []


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        (b"", 400, "body"),
        (b'{"project": "shop"', 400, "body"),
        (b'{"project": "shop"}', 400, "scan"),
        (b'{"project": "shop", "scan": "stale_flags", "force": true}', 400, "force"),
        (b'{"project": "shop", "scan": "moon_phase"}', 404, "stale_flags"),
        (b'{"project": "ship", "scan": "stale_flags"}', 404, "shop"),
    ],
)
async def test_a_wrong_body_says_what_is_wrong(
    client: httpx.AsyncClient, temporal: Temporal, body: bytes, status: int, word: str
) -> None:
    """A signed request that makes no sense is answered with the field and what is allowed."""
    answer = await client.post("/scans", content=body, headers=signed(body))
    assert answer.status_code == status
    assert word in answer.json()["error"]
    assert temporal.started == []


async def test_an_absent_temporal_means_try_again(
    client: httpx.AsyncClient, temporal: Temporal
) -> None:
    """Without a durable hand-over the answer is 503, and the same request may come again."""
    temporal.away = True
    answer = await client.post("/scans", content=BODY, headers=signed(BODY))
    assert answer.status_code == 503
    temporal.away = False
    assert (await client.post("/scans", content=BODY, headers=signed(BODY))).status_code == 202


async def test_health_and_readiness_are_two_questions(
    client: httpx.AsyncClient, temporal: Temporal
) -> None:
    """`/healthz` says the process lives, `/readyz` whether Temporal can be reached."""
    temporal.missing = "Temporal does not answer"
    assert (await client.get("/healthz")).status_code == 200
    assert (await client.get("/readyz")).status_code == 503
    temporal.missing = ""
    assert (await client.get("/readyz")).status_code == 200


async def test_a_path_that_is_no_door_leads_nowhere(client: httpx.AsyncClient) -> None:
    """A slash too many is not found: a redirect would name a host that the caller made up."""
    answer = await client.post("/scans/", content=BODY, headers=signed(BODY))
    assert answer.status_code == 404


async def test_a_caller_that_leaves_in_the_middle_is_no_mistake(temporal: Temporal) -> None:
    """A body that breaks off is dropped: nothing starts, and nothing is raised into the log."""
    doors = Doors(
        projects=frozenset({"shop"}),
        secrets={"ci": SECRET},
        start_scan=temporal.start_scan,
        ready=temporal.ready,
    )
    scope: dict[str, Any] = {
        "type": "http",
        "method": "POST",
        "path": "/scans",
        "headers": [(SIGNATURE.encode(), b"v1=00")],
        "query_string": b"",
    }
    parts = iter([{"type": "http.request", "body": b"half", "more_body": True}])
    said: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return next(parts, {"type": "http.disconnect"})

    async def send(message: MutableMapping[str, Any]) -> None:
        said.append(message)

    await create_app(doors)(scope, receive, send)
    assert said[0]["status"] == 400
    assert temporal.started == []
