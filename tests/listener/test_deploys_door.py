"""`POST /deploys`, asked over ASGI by a real client."""

import json
from typing import Any

import pytest

from listener.signature import SIGNATURE
from tests.listener.callers import (
    AT,
    NOW,
    SHA,
    WATCH,
    Clock,
    PretendWatches,
    as_json,
    by_pipeline,
    calling,
    deploy_told,
)


async def tell(watches: PretendWatches, **changes: Any) -> tuple[int, dict[str, Any]]:
    """Tell of a deploy; return status and body."""
    body = as_json(deploy_told(**changes))
    async with calling(watches) as client:
        answer = await client.post("/deploys", content=body, headers=by_pipeline(body))
    return answer.status_code, answer.json()


async def test_a_deploy_starts_its_watch() -> None:
    """What the pipeline says of the deploy is what the watch begins with; its id is told."""
    watches = PretendWatches()
    status, answer = await tell(
        watches,
        previous_sha="2E" * 20,
        release="v12",
        deployed_at="2025-10-09T08:50:00+00:00",
        url="https://ci.example/runs/1",
    )
    assert (status, answer) == (202, {"workflow_id": WATCH})
    [(watch, request, heard)] = watches.heard
    assert watch == WATCH
    assert request.project == "shop"
    assert request.deploy == heard.deploy
    assert request.deploy.model_dump(mode="json") == {
        "repository": "org/shop",
        "environment": "production",
        "sha": SHA,
        "at": "2025-10-09T08:50:00Z",
        "source": "pipeline",
        "url": "https://ci.example/runs/1",
        "id": "",
        "previous_sha": "2e" * 20,
        "release": "v12",
        "deployer": "",
    }


async def test_a_deploy_without_a_time_is_one_of_now() -> None:
    """A pipeline that says no time tells of what it has just done."""
    watches = PretendWatches()
    await tell(watches)
    assert watches.heard[0][1].deploy.at.timestamp() == NOW


async def test_a_shared_repository_is_watched_for_each_project() -> None:
    """Every project whose code it holds has its own watch, and the answer names them all."""
    watches = PretendWatches()
    status, answer = await tell(watches, repository="org/shared")
    assert status == 202
    assert answer["workflow_ids"] == [watch for watch, _, _ in watches.heard]
    assert [request.project for _, request, _ in watches.heard] == ["shop", "web"]


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        pytest.param({"repo": "x"}, 400, ["repo", "`sha`"], id="unknown field"),
        pytest.param({"sha": "main"}, 400, ["sha"], id="no commit"),
        pytest.param({"sha": SHA + "\n"}, 400, ["sha"], id="a line after the commit"),
        pytest.param({"environment": ""}, 400, ["environment"], id="empty environment"),
        pytest.param({"environment": "a\u202eb"}, 400, ["environment"], id="turning text"),
        pytest.param({"url": "javascript:alert(1)"}, 400, ["url"], id="no address"),
        pytest.param({"deployed_at": "2025-10-09T08:50:00"}, 400, ["deployed_at"], id="no zone"),
        pytest.param(
            {"deployed_at": "2025-10-09T09:00:00Z"}, 400, ["future", AT], id="in the future"
        ),
        pytest.param(
            {"deployed_at": "2025-10-08T08:00:00Z"}, 400, ["over a day ago"], id="too old"
        ),
        pytest.param({"repository": "org/ship"}, 404, ["org/lost, org/shared, org/shop"], id="404"),
    ],
)
async def test_a_wrong_deploy_says_what_is_wrong(
    changes: dict[str, Any], status: int, words: list[str]
) -> None:
    """A signed request that makes no sense names the field, and starts nothing."""
    watches = PretendWatches()
    found, answer = await tell(watches, **changes)
    assert found == status
    assert all(word in answer["error"] for word in words), answer
    assert watches.touched == 0


async def test_names_are_for_those_who_signed() -> None:
    """Who is not known is told no repository's name."""
    body = as_json(deploy_told(repository="org/ship"))
    headers = by_pipeline(body) | {SIGNATURE: "v1=00"}
    async with calling(PretendWatches()) as client:
        answer = await client.post("/deploys", content=body, headers=headers)
    assert answer.status_code == 401
    assert "org/" not in answer.text


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        pytest.param({"environment": "staging"}, "'staging' is none of", id="staging"),
        pytest.param({"repository": "org/lost"}, "no project", id="no project"),
    ],
)
async def test_what_is_not_watched_is_acknowledged(changes: dict[str, Any], word: str) -> None:
    """A deploy that nobody watches is no mistake of the pipeline's; the answer says why."""
    watches = PretendWatches()
    status, answer = await tell(watches, **changes)
    assert status == 200
    assert answer["status"] == "nothing to do"
    assert word in answer["reason"]
    assert watches.touched == 0


async def test_a_repeated_request_is_one_delivery() -> None:
    """The same signature is answered from the first; the same deploy signed anew is heard again."""
    watches, clock = PretendWatches(), Clock()
    body = as_json(deploy_told())
    async with calling(watches, clock) as client:
        answers = [
            await client.post("/deploys", content=body, headers=by_pipeline(body)) for _ in range(3)
        ]
        assert {answer.text for answer in answers} == {
            json.dumps({"workflow_id": WATCH}, separators=(",", ":"))
        }
        assert len(watches.heard) == 1
        await client.post("/deploys", content=body, headers=by_pipeline(body, at=NOW + 1))
    assert [watch for watch, _, _ in watches.heard] == [WATCH, WATCH]
    assert len({heard.delivery for _, _, heard in watches.heard}) == 2


async def test_an_absent_temporal_loses_nothing() -> None:
    """Without a durable hand-over the answer is 503, and the same request is taken later."""
    watches = PretendWatches(away=True)
    body = as_json(deploy_told())
    async with calling(watches) as client:
        answer = await client.post("/deploys", content=body, headers=by_pipeline(body))
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "1"
        watches.away = False
        answer = await client.post("/deploys", content=body, headers=by_pipeline(body))
    assert answer.status_code == 202
    assert len(watches.heard) == 1


async def test_nothing_is_watched_where_that_is_switched_off() -> None:
    """Where no deploy is watched, a pipeline need not be changed: it hears that this is all."""
    watches = PretendWatches()
    body = as_json(deploy_told())
    async with calling(watches, watching=None) as client:
        answer = await client.post("/deploys", content=body, headers=by_pipeline(body))
    assert answer.status_code == 200
    assert "scans.deploy_watch.enabled" in answer.json()["reason"]
