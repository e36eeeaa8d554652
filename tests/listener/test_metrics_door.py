"""What the listener counts, and who may read it."""

import httpx
import pytest

from listener.app import create_app
from tests.listener.callers import (
    PretendWatches,
    as_json,
    by_github,
    by_pipeline,
    calling,
    deploy_told,
    doors,
)


async def test_deliveries_are_counted_by_what_became_of_them() -> None:
    """Door, event and outcome are words of ours: a sender cannot make up one more series."""
    body = as_json(deploy_told())
    async with calling(PretendWatches()) as client:
        for _ in range(2):
            await client.post("/deploys", content=body, headers=by_pipeline(body))
        await client.post("/deploys", content=body)
        await client.post("/github", content=b"{}", headers=by_github(b"{}", "made_up_name"))
        shown = (await client.get("/metrics")).text
    counted = 'groundskeeper_deliveries_total{door="%s",event="%s",outcome="%s"} 1.0'
    assert counted % ("deploys", "deploy", "handed_over") in shown
    assert counted % ("deploys", "deploy", "replayed") in shown
    assert counted % ("deploys", "", "unverified") in shown
    assert counted % ("github", "other", "nothing_to_do") in shown
    assert 'groundskeeper_answer_seconds_count{door="deploys"} 3.0' in shown
    assert "groundskeeper_watches_heard_total 1.0" in shown
    assert "groundskeeper_hand_overs_in_flight 0.0" in shown
    assert "made_up_name" not in shown


@pytest.mark.parametrize(
    ("setting", "client", "headers", "status"),
    [
        ("loopback", "127.0.0.1", {}, 200),
        ("loopback", "::1", {}, 200),
        ("loopback", "10.0.0.7", {}, 403),
        ("loopback", "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 403),
        ("loopback", "127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 403),
        ("everyone", "10.0.0.7", {}, 200),
        ("nobody", "127.0.0.1", {}, 403),
    ],
)
async def test_metrics_are_for_this_machine(
    setting: str, client: str, headers: dict[str, str], status: int
) -> None:
    """Whoever comes through a proxy is not on this machine, even where the proxy is."""
    app = create_app(doors(PretendWatches(), metrics=setting))
    transport = httpx.ASGITransport(app=app, client=(client, 4000))
    async with httpx.AsyncClient(transport=transport, base_url="http://listener") as asking:
        assert (await asking.get("/metrics", headers=headers)).status_code == status
