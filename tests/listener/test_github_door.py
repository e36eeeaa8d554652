"""`POST /github`, asked over ASGI by a real client."""

from typing import Any

import httpx
import pytest

from listener.github import BODY_LIMIT_BYTES
from tests.listener.callers import (
    NOW,
    SHA,
    PretendWatches,
    as_json,
    by_github,
    calling,
    deployment_status,
)

WATCH = "deploy-watch:org/shop:production:17"


async def deliver(
    watches: PretendWatches, payload: dict[str, Any], event: str = "deployment_status", **doors: Any
) -> httpx.Response:
    """Deliver a webhook; return the answer."""
    body = as_json(payload)
    async with calling(watches, **doors) as client:
        return await client.post("/github", content=body, headers=by_github(body, event))


async def test_a_successful_deployment_starts_its_watch() -> None:
    """The watch has GitHub's number, the update the delivery's, and the person is named."""
    watches = PretendWatches()
    answer = await deliver(watches, deployment_status())
    assert (answer.status_code, answer.json()) == (202, {"workflow_id": WATCH})
    [(watch, request, heard)] = watches.heard
    assert (watch, heard.delivery) == (WATCH, "d-1")
    deploy = request.deploy
    assert (deploy.sha, deploy.environment, deploy.deployer) == (SHA, "production", "octocat")
    assert deploy.at.timestamp() == NOW
    assert deploy.url == "https://github.com/org/shop/actions/runs/1"


@pytest.mark.parametrize("state", ["in_progress", "pending", "queued", "failure", "inactive", "?"])
async def test_a_deployment_that_is_no_success_needs_nothing(state: str) -> None:
    """Every state of a deployment but success is acknowledged, unknown ones too."""
    watches = PretendWatches()
    answer = await deliver(watches, deployment_status(state=state))
    assert answer.status_code == 200
    assert state in answer.json()["reason"]
    assert watches.touched == 0


@pytest.mark.parametrize(
    "event",
    ["ping", "push", "release", "pull_request", "check_suite", "issue_comment", "invented_in_2031"],
)
async def test_other_events_are_acknowledged(event: str) -> None:
    """What is not needed yet is answered 200, whatever its payload looks like."""
    watches = PretendWatches()
    answer = await deliver(watches, {"zen": ["anything"]}, event)
    assert (answer.status_code, answer.json()["status"]) == (200, "nothing to do")
    assert watches.touched == 0


async def test_a_preview_is_no_deploy() -> None:
    """An environment that goes away again is not watched, even if it is called production."""
    watches = PretendWatches()
    payload = deployment_status()
    payload["deployment"]["transient_environment"] = True
    assert (await deliver(watches, payload)).status_code == 200
    assert (await deliver(watches, deployment_status(environment="pr-7"))).status_code == 200
    assert watches.touched == 0


async def test_a_repository_that_nobody_configured_is_none_of_our_business() -> None:
    """An App may be installed for all repositories; GitHub must not count that as a failure."""
    watches = PretendWatches()
    payload = deployment_status() | {"repository": {"full_name": "org/other"}}
    answer = await deliver(watches, payload)
    assert answer.status_code == 200
    assert watches.touched == 0


async def test_repositories_are_the_same_in_any_case() -> None:
    """GitHub spells a name as it was created, the settings as somebody typed it."""
    watches = PretendWatches()
    payload = deployment_status() | {"repository": {"full_name": "Org/Shop"}}
    assert (await deliver(watches, payload)).json() == {"workflow_id": WATCH}


async def test_a_redelivery_is_answered_from_the_first() -> None:
    """The same delivery never reaches the watch twice; another one of the same deployment does."""
    watches = PretendWatches()
    body = as_json(deployment_status())
    async with calling(watches) as client:
        for delivery in ("d-1", "d-1", "d-2"):
            headers = by_github(body, "deployment_status", delivery)
            answer = await client.post("/github", content=body, headers=headers)
            assert (answer.status_code, answer.json()) == (202, {"workflow_id": WATCH})
    assert [heard.delivery for _, _, heard in watches.heard] == ["d-1", "d-2"]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        pytest.param({"X-Hub-Signature-256": "sha256=00"}, 401, id="wrong signature"),
        pytest.param({"X-Hub-Signature-256": ""}, 401, id="empty signature"),
        pytest.param({"X-GitHub-Event": ""}, 400, id="no event"),
        pytest.param({"X-GitHub-Delivery": "a b"}, 400, id="odd delivery"),
        pytest.param({"Content-Type": "application/x-www-form-urlencoded"}, 415, id="form"),
    ],
)
async def test_what_is_not_githubs_starts_nothing(changes: dict[str, str], status: int) -> None:
    """A header that GitHub would not send is refused by name."""
    watches = PretendWatches()
    body = as_json(deployment_status())
    async with calling(watches) as client:
        headers = by_github(body, "deployment_status") | changes
        answer = await client.post("/github", content=body, headers=headers)
    assert answer.status_code == status
    assert watches.touched == 0


async def test_a_payload_that_is_none_says_which_field() -> None:
    """A signed body of another form is 400, and names what is missing."""
    watches = PretendWatches()
    payload = deployment_status()
    del payload["deployment"]["sha"]
    answer = await deliver(watches, payload)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("deployment.sha")


async def test_large_payloads_are_githubs_alone() -> None:
    """GitHub's limit is 25 MiB, believed by length as little as by header."""
    watches = PretendWatches()
    payload = deployment_status() | {"padding": "x" * 2_000_000}
    assert (await deliver(watches, payload)).status_code == 202
    async with calling(watches) as client:
        body = b"x" * (BODY_LIMIT_BYTES + 1)
        answer = await client.post("/github", content=body, headers=by_github(body, "push"))
    assert answer.status_code == 413


async def test_a_door_without_a_secret_is_shut() -> None:
    """Nobody is believed where there is nothing to believe by, and the answer says so."""
    watches = PretendWatches()
    answer = await deliver(watches, deployment_status(), github_secret=None)
    assert answer.status_code == 401
    assert "GROUNDSKEEPER_GITHUB_WEBHOOK_SECRET" in answer.json()["error"]
    assert watches.touched == 0


async def test_a_deployment_of_the_day_before_yesterday_is_not_watched() -> None:
    """A webhook may be redelivered for three days; by then there is nothing left to watch."""
    watches = PretendWatches()
    answer = await deliver(watches, deployment_status(created_at="2025-10-07T08:00:00Z"))
    assert answer.status_code == 200
    assert "over a day ago" in answer.json()["reason"]
