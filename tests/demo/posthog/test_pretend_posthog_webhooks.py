"""Webhooks: unsigned, repeated, out of order, unknown and oversized."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.requires_server
Received = list[tuple[dict[str, str], dict[str, Any]]]


@pytest.fixture
def listener() -> Iterator[tuple[str, Received]]:
    """Somebody who listens: an address, and headers and bodies of what came."""
    received: Received = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append((dict(self.headers.items()), json.loads(body)))
            self.send_response(302 if self.path == "/elsewhere" else 204)
            self.send_header("Location", "/hook")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", received
    server.shutdown()
    thread.join()
    server.server_close()


def _send(client: httpx.Client, **order: Any) -> list[int]:
    answer = client.post("/_control/webhooks", json=order)
    return answer.raise_for_status().json()["statuses"]


def test_a_webhook_carries_no_signature(playground: httpx.Client, listener: tuple[str, Received]):
    """Only a header that a person typed in tells it from a stranger's."""
    url, received = listener
    headers = {"X-Shared-Word": "hazel"}
    assert _send(playground, url=f"{url}/hook", triggers=["flag_changed"], headers=headers) == [204]
    ((sent, body),) = received
    names = {name.lower() for name in sent}
    assert not [name for name in names if "signature" in name or "timestamp" in name]
    assert sent["X-Shared-Word"] == "hazel"
    assert body["event"]["event"] == "$activity_log_entry_created"
    assert body["event"]["properties"]["scope"] == "FeatureFlag"


def test_webhooks_repeat_and_change_their_order(
    playground: httpx.Client, listener: tuple[str, Received]
):
    """The same `uuid` twice, and the newer one first."""
    url, received = listener
    triggers = ["issue_created", "issue_spiking"]
    statuses = _send(playground, url=f"{url}/hook", triggers=triggers, times=2, newest_first=True)
    assert statuses == [204] * 4
    names = [body["event"]["event"].rsplit("_", 1)[1] for _, body in received]
    assert names == ["spiking", "spiking", "created", "created"]
    uuids = [body["event"]["uuid"] for _, body in received]
    assert uuids[0] == uuids[1] != uuids[2] == uuids[3]


def test_webhooks_may_be_unknown_or_oversized(
    playground: httpx.Client, listener: tuple[str, Received]
):
    """An event nobody knows, and a body larger than anybody should read."""
    url, received = listener
    _send(playground, url=f"{url}/hook", triggers=["unknown", "health_issue"], padding=2_000_000)
    assert len(received) == 2
    assert all(len(json.dumps(body)) > 2_000_000 for _, body in received)
    assert received[0][1]["event"]["event"].startswith("$something")


def test_a_redirect_is_not_followed(playground: httpx.Client, listener: tuple[str, Received]):
    """It counts as a failure, and so does a door that nobody opens."""
    url, received = listener
    assert _send(playground, url=f"{url}/elsewhere", triggers=["issue_reopened"]) == [302]
    assert len(received) == 1
    assert _send(playground, url="http://127.0.0.1:9/hook", triggers=["unknown"]) == [0]


def test_webhooks_stay_on_this_machine(playground: httpx.Client):
    """The pretend company writes to nobody outside."""
    order = {"url": "https://hooks.example.com/x", "triggers": ["unknown"]}
    assert playground.post("/_control/webhooks", json=order).status_code == 400
