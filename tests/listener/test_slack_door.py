"""`POST /slack`, asked over ASGI by a real client."""

from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from scans.deploy_watch.incoming import button_value
from tests.listener.callers import (
    NOW,
    RESPONSE_URL,
    WATCH,
    PretendWatches,
    by_slack,
    calling,
    form,
    pressed,
)


async def press(
    watches: PretendWatches, payload: dict[str, Any] | None = None, **doors: Any
) -> httpx.Response:
    """Press a button; return what Slack hears."""
    body = form(payload or pressed())
    async with calling(watches, **doors) as client:
        return await client.post("/slack", content=body, headers=by_slack(body))


@pytest.mark.parametrize("action", ["ack", "mute", "not_ours"])
async def test_a_button_reaches_its_watch(action: str) -> None:
    """Who pressed what is handed to the watch that the button is of, and Slack hears 200."""
    watches = PretendWatches()
    answer = await press(watches, pressed(f"gk.incident.{action}"))
    assert (answer.status_code, answer.content) == (200, b"")
    [(watch, found)] = watches.pressed
    assert (watch, found.action, found.user) == (WATCH, action, "U012AB3CD")
    assert (found.trigger, found.value) == ("133.447.abc", "")
    assert watches.said == []


@pytest.mark.parametrize(
    ("action", "value"),
    [
        pytest.param(
            {
                "action_id": "gk.incident.snooze",
                "selected_option": {"value": button_value(WATCH, 4)},
            },
            "4",
            id="snooze from a menu",
        ),
        pytest.param(
            {"action_id": "gk.incident.snooze", "value": button_value(WATCH, 24)}, "24", id="snooze"
        ),
        pytest.param(
            {"action_id": "gk.incident.assign", "selected_user": "U0OTHER01"},
            "U0OTHER01",
            id="assign",
        ),
        pytest.param(
            {"action_id": "gk.incident.assign", "selected_user": "<!channel>"}, "", id="nobody"
        ),
    ],
)
@pytest.mark.parametrize("by", ["metadata", "block"])
async def test_a_menu_carries_what_was_chosen(action: dict[str, Any], value: str, by: str) -> None:
    """Hours and people come along; a menu of people says by its message which incident it is of."""
    watches = PretendWatches()
    metadata = {"event_type": "groundskeeper", "event_payload": {"key": WATCH}}
    message = {"ts": "1.2"} | ({"metadata": metadata} if by == "metadata" else {})
    block = {"block_id": f"{WATCH}:3:0"} if by == "block" else {}
    await press(watches, pressed(actions=[action | block], message=message))
    [(watch, found)] = watches.pressed
    assert (watch, found.value) == (WATCH, value)


async def test_a_repeated_delivery_is_one_press() -> None:
    """Slack sends again what it thinks we missed; its trigger tells."""
    watches = PretendWatches()
    body = form(pressed())
    async with calling(watches) as client:
        for at in (NOW, NOW + 1):
            headers = by_slack(body, at=at)
            assert (await client.post("/slack", content=body, headers=headers)).status_code == 200
    assert len(watches.pressed) == 1


async def test_a_button_of_a_watch_that_is_over_says_so() -> None:
    """Whoever presses too late hears it alone, and once."""
    watches = PretendWatches(over=True)
    body = form(pressed())
    async with calling(watches) as client:
        for _ in range(2):
            answer = await client.post("/slack", content=body, headers=by_slack(body))
            assert answer.status_code == 200
    [(url, text)] = watches.said
    assert url == RESPONSE_URL
    assert "already resolved" in text


async def test_what_the_watch_says_is_said_to_the_presser() -> None:
    """A press that was taken may still have an answer, for whoever pressed and nobody else."""
    watches = PretendWatches(answer="Snooze for a whole number of hours, such as 4.")
    await press(watches)
    assert watches.said == [(RESPONSE_URL, watches.answer)]


async def test_a_press_that_nobody_took_is_no_success() -> None:
    """Slack then shows the person that nothing happened; pressing again works."""
    watches = PretendWatches(away=True)
    body = form(pressed())
    async with calling(watches) as client:
        answer = await client.post("/slack", content=body, headers=by_slack(body))
        assert answer.status_code == 503
        watches.away = False
        answer = await client.post("/slack", content=body, headers=by_slack(body))
    assert (answer.status_code, len(watches.pressed)) == (200, 1)


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(pressed("gk.link.issue"), id="a link"),
        pytest.param(pressed("gk.incident.rollback"), id="another link"),
        pytest.param(pressed("somebody.else"), id="a button of somebody else"),
        pytest.param({"type": "view_submission"}, id="a dialogue"),
        pytest.param({"type": "block_actions"}, id="nothing"),
        pytest.param(pressed(user={"id": "U1|evil"}), id="an odd person"),
        pytest.param(pressed(trigger_id="a b"), id="an odd trigger"),
        pytest.param(
            pressed(actions=[{"action_id": "gk.incident.ack", "value": "cleanup:org/shop:x"}]),
            id="another workflow",
        ),
    ],
)
async def test_what_is_no_press_is_acknowledged(payload: dict[str, Any]) -> None:
    """Links, other messages and other workflows: Slack hears 200, and nobody is reached."""
    watches = PretendWatches()
    answer = await press(watches, payload)
    assert (answer.status_code, answer.content) == (200, b"")
    assert watches.touched == 0


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"X-Slack-Signature": "v0=00"}, id="wrong signature"),
        pytest.param({"X-Slack-Signature": "v0=\xe9"}, id="not ASCII"),
        pytest.param({"X-Slack-Request-Timestamp": "soon"}, id="no number"),
        pytest.param({"X-Slack-Request-Timestamp": "9" * 400}, id="absurd number"),
        pytest.param({"X-Slack-Request-Timestamp": ""}, id="no time"),
        pytest.param(by_slack(form(pressed()), at=NOW - 301), id="stale"),
        pytest.param(by_slack(form(pressed()), at=NOW + 301), id="from the future"),
        pytest.param(by_slack(form(pressed()), at=f" {NOW}"), id="a time of another spelling"),
        pytest.param(by_slack(form(pressed()), secret=SecretStr("guess")), id="another secret"),
    ],
)
async def test_what_is_not_slacks_presses_nothing(headers: dict[str, Any]) -> None:
    """Whatever Slack did not sign within 300 s is 401, never 500."""
    watches = PretendWatches()
    body = form(pressed())
    encoded = {name: value.encode("latin-1") for name, value in headers.items()}
    async with calling(watches) as client:
        answer = await client.post("/slack", content=body, headers=by_slack(body) | encoded)
    assert answer.status_code == 401
    assert watches.touched == 0


@pytest.mark.parametrize(
    "body",
    [b"", b"payload=", b"payload=%7B", b"payload={}&payload={}", b"a=1&b=2&c=3&d=4&e=5", b"\xff"],
)
async def test_a_form_that_makes_no_sense_is_refused(body: bytes) -> None:
    """A signed form of another shape is 400 and reaches nobody, bytes that are no text are 401."""
    watches = PretendWatches()
    async with calling(watches) as client:
        answer = await client.post("/slack", content=body, headers=by_slack(body))
    assert answer.status_code == (401 if body == b"\xff" else 400)
    assert watches.touched == 0
