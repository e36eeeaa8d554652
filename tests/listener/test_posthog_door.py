"""`POST /posthog`, asked over ASGI by a real client."""

from typing import Any

import httpx
import pytest

from listener.posthog import SECONDS_BETWEEN_HINTS
from tests.listener.callers import (
    POSTHOG,
    Clock,
    PretendWatches,
    as_json,
    by_posthog,
    calling,
)

SPIKE = "$error_tracking_issue_spiking"


def webhook(uuid: str = "e-1", event: str = SPIKE, **more: Any) -> bytes:
    """Body of a webhook destination."""
    told = {"uuid": uuid, "event": event, "distinct_id": "issue", "properties": {"count": 10**9}}
    return as_json({"event": told, "person": {"id": "p"}} | more)


async def send(client: httpx.AsyncClient, body: bytes) -> int:
    """Send one; return the status."""
    return (await client.post("/posthog", content=body, headers=by_posthog())).status_code


@pytest.mark.parametrize("kind", ["created", "reopened", "spiking"])
async def test_a_hint_makes_open_watches_look(kind: str) -> None:
    """Errors that changed are looked at now; where no project is named, by all of them."""
    watches = PretendWatches()
    async with calling(watches) as client:
        assert await send(client, webhook(event=f"$error_tracking_issue_{kind}")) == 202
    assert watches.hinted == ["shop", "web"]


async def test_a_hint_that_names_its_project_is_for_that_one() -> None:
    """PostHog's number narrows it down; a number that nobody configured means nobody."""
    watches = PretendWatches()
    async with calling(watches) as client:
        assert await send(client, webhook(project={"id": 2, "name": "Web"})) == 202
        assert await send(client, webhook("e-2", project={"id": 7})) == 200
    assert watches.hinted == ["web"]


async def test_many_hints_are_one() -> None:
    """A storm of webhooks is one look per project, until the pause between two is over."""
    watches, clock = PretendWatches(), Clock()
    async with calling(watches, clock) as client:
        statuses = [await send(client, webhook(f"e-{number}")) for number in range(20)]
        clock.now += SECONDS_BETWEEN_HINTS
        assert await send(client, webhook("e-0")) == 202
        assert watches.hinted == ["shop", "web"], "the same webhook again is no news"
        clock.now += SECONDS_BETWEEN_HINTS
        assert await send(client, webhook("e-20")) == 202
    assert statuses == [202] + [200] * 19
    assert watches.hinted == ["shop", "web"] * 2


async def test_a_hint_that_was_not_passed_on_may_come_again() -> None:
    """With Temporal away the answer is 503, and the pause does not begin."""
    watches = PretendWatches(away=True)
    async with calling(watches) as client:
        assert await send(client, webhook()) == 503
        watches.away = False
        assert await send(client, webhook()) == 202
    assert watches.hinted == ["shop", "web"]


@pytest.mark.parametrize("event", ["$activity_log_entry_created", "$exception", "$of_next_year"])
async def test_other_events_need_nothing(event: str) -> None:
    """What says nothing of errors is acknowledged, unknown events too."""
    watches = PretendWatches()
    async with calling(watches) as client:
        assert await send(client, webhook(event=event)) == 200
    assert watches.touched == 0


@pytest.mark.parametrize(
    ("path", "secret", "status"),
    [
        pytest.param("/posthog", POSTHOG.get_secret_value(), 202, id="header"),
        pytest.param(f"/posthog/{POSTHOG.get_secret_value()}", "", 202, id="path"),
        pytest.param("/posthog", "", 401, id="neither"),
        pytest.param("/posthog", "guess", 401, id="wrong header"),
        pytest.param("/posthog/guess", "", 401, id="wrong path"),
        pytest.param(f"/posthog/{POSTHOG.get_secret_value()}", "guess", 401, id="header first"),
        pytest.param(f"/posthog/{POSTHOG.get_secret_value()}/x", "", 404, id="longer path"),
    ],
)
async def test_the_secret_is_a_header_or_the_path(path: str, secret: str, status: int) -> None:
    """Either is enough; a header that is there is the one that counts."""
    watches = PretendWatches()
    async with calling(watches) as client:
        answer = await client.post(path, content=webhook(), headers=by_posthog(secret))
    assert answer.status_code == status
    assert bool(watches.touched) == (status == 202)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b'{"event": {"event": "x"}}', b'{"event": "{event}"}']
)
async def test_a_body_that_is_no_webhook_is_refused(body: bytes) -> None:
    """A template that was not filled in is 400, and names the field."""
    async with calling(PretendWatches()) as client:
        answer = await client.post("/posthog", content=body, headers=by_posthog())
    assert answer.status_code == 400
    assert "event" in answer.text or "body" in answer.text
