"""Deploys that nobody told us of get the watch they would have had, and no second one."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pydantic import SecretStr
from temporalio.client import Client

from activities.heartbeat import Pulse
from activities.reconcile import Hear, Reconciling, find_deploys
from activities.watch_payloads import DeploysFound, FindDeploys
from clients.github import AppCredentials, GitHub, TokenCredentials
from runtime.hand_over import TemporalWatches
from scans.deploy_watch.settings import DeployWatchSettings
from tests.clients.scripted_server import Answer, ScriptedServer, scripted_server
from tests.workflows.bench import dev_server, working
from tests.workflows.pretend_watch import PretendWatch
from workflows import names

pytestmark = pytest.mark.requires_server

SHOP = "my-org/shop"
REPOSITORY = f"/repos/{SHOP}"
NOW = datetime.now(UTC).replace(microsecond=0)
ORDER = FindDeploys(project="shop", at=NOW)
WATCH = f"deploy-watch:{SHOP}:production:"


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """A server that stands for GitHub, where nothing was deployed."""
    with scripted_server() as running:
        running.on(f"GET {REPOSITORY}/deployments", Answer(200, []))
        yield running


def known(github: GitHub | None) -> Reconciling:
    """One repository of one project."""
    return Reconciling(github, {SHOP: ("shop",), "my-org/app": ("app",)}, DeployWatchSettings())


def by_token(server: ScriptedServer) -> GitHub:
    """GitHub for whoever has a token."""
    credentials = TokenCredentials(SecretStr("ghp_missed"))
    return GitHub(server.url, credentials, seconds_between_writes=0)


def iso(minutes_ago: float) -> str:
    """A time as GitHub writes it."""
    return (NOW - timedelta(minutes=minutes_ago)).isoformat().replace("+00:00", "Z")


def deployed(server: ScriptedServer, *deploys: tuple[int, float, str, str]) -> None:
    """List deploys by number, age in minutes, environment and state."""
    listed: list[dict[str, Any]] = []
    for number, age, environment, state in deploys:
        url = f"{server.url}{REPOSITORY}/deployments/{number}"
        status = {
            "state": state,
            "created_at": iso(age - 1),
            "environment": environment,
            "environment_url": "",
            "target_url": "",
        }
        server.on(f"GET {REPOSITORY}/deployments/{number}/statuses", Answer(200, [status]))
        listed.append(
            {
                "id": number,
                "url": url,
                "statuses_url": f"{url}/statuses",
                "sha": f"{number}" * 40,
                "environment": environment,
                "transient_environment": False,
                "creator": {"login": "sam-walnut"},
                "created_at": iso(age),
            }
        )
    server.on(f"GET {REPOSITORY}/deployments", Answer(200, listed))


async def found_by(client: Client, github: GitHub | None) -> DeploysFound:
    """Look once, as the Schedule does."""

    def hearer(client: Client) -> Hear:
        return TemporalWatches(client).hear

    return await find_deploys(known(github), client, hearer, ORDER, Pulse())


async def test_a_deploy_that_was_not_heard_of_is_watched_once(server: ScriptedServer) -> None:
    """Only what succeeded, lately, where deploys are watched; known ones cost no request."""
    deployed(
        server,
        (9, 5, "Production", "success"),
        (8, 10, "staging", "success"),
        (7, 12, "production", "failure"),
        (6, 60 * 9, "production", "success"),
    )
    async with dev_server() as client, working(client, PretendWatch()):
        found = await found_by(client, by_token(server))
        assert (found.begun, found.blind) == ((f"{WATCH}9",), ())
        async with asyncio.timeout(30):
            while (await found_by(client, by_token(server))).begun:
                await asyncio.sleep(0.05)
        asked = server.paths("GET").count(f"{REPOSITORY}/deployments/9/statuses?per_page=100")
        again = await found_by(client, by_token(server))
        assert again.begun == ()
        after = server.paths("GET").count(f"{REPOSITORY}/deployments/9/statuses?per_page=100")
        assert after == asked
        listed = [each async for each in client.list_workflows("WorkflowType = 'DeployWatch'")]
        assert [each.id for each in listed] == [f"{WATCH}9"]
        assert listed[0].typed_search_attributes.get(names.PROJECT) == "shop"


async def test_a_webhook_that_did_not_arrive_is_read_and_heard(server: ScriptedServer) -> None:
    """The App keeps what it could not deliver; what got through at another try is left alone."""

    def delivery(
        number: int, guid: str, status: int, event: str = "deployment_status"
    ) -> dict[str, Any]:
        listed = {"id": number, "guid": guid, "event": event, "status_code": status}
        return {**listed, "delivered_at": iso(3)}

    server.on(
        "GET /app/hook/deliveries",
        Answer(
            200,
            [
                delivery(4, "guid-2", 202),
                delivery(3, "guid-1", 503),
                delivery(2, "guid-2", 0),
                delivery(1, "guid-0", 503, "issues"),
            ],
        ),
    )
    payload = {
        "deployment": {"id": 41, "sha": "4" * 40, "environment": "production"},
        "deployment_status": {"state": "success", "created_at": iso(4)},
        "repository": {"full_name": SHOP},
    }
    kept = {**delivery(3, "guid-1", 503), "request": {"headers": {}, "payload": payload}}
    server.on("GET /app/hook/deliveries/3", Answer(200, kept))
    # An App that may not read deployments still has its deliveries.
    server.on(f"GET {REPOSITORY}/installation", Answer(200, {"id": 100, "app_id": 4711}))
    server.on("POST /app/installations/100/access_tokens", Answer(403, {"message": "Forbidden"}))
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    ).decode()
    app = GitHub(server.url, AppCredentials(4711, SecretStr(pem)), seconds_between_writes=0)
    async with dev_server() as client, working(client, PretendWatch()):
        found = await found_by(client, app)
    assert found.begun == (f"{WATCH}41",)
    assert len(found.blind) == 1
    assert "deployments of my-org/shop" in found.blind[0]


async def test_without_a_key_it_says_so() -> None:
    """Nothing is read, and that is no news of nothing."""
    async with dev_server() as client:
        found = await found_by(client, None)
    assert found.blind == ("GitHub is not read: no key is set.",)
