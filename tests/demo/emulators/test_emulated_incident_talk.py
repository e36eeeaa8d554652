"""What people do with a message of an incident: threads, pictures, buttons, Socket Mode."""

import json
import threading
from collections.abc import Iterator
from typing import Any, cast
from urllib.parse import parse_qs

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import Clock, SignatureVerifier
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse

from demo.emulators import Emulators, credentials
from tests.demo.emulators.listening import Listener, listening

pytestmark = pytest.mark.requires_server

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
CHANNEL = credentials.SLACK_ALERT_CHANNEL


def _button(action: str = "gk.incident.ack", value: str = "incident-1") -> dict[str, Any]:
    text = {"type": "plain_text", "text": "Acknowledge"}
    return {"type": "button", "action_id": action, "value": value, "text": text, "style": "primary"}


def _people() -> dict[str, Any]:
    words = {"type": "plain_text", "text": "Assign"}
    return {"type": "users_select", "action_id": "gk.incident.assign", "placeholder": words}


def _actions(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "actions", "block_id": "i:1:0", "elements": list(elements)}]


@pytest.fixture
def message(slack: Any) -> Any:
    """A message with a button and a menu of people."""
    blocks = _actions(_button(), _people())
    return slack.chat_postMessage(channel=CHANNEL, text="Checkout breaks", blocks=blocks)


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A listener for interactions."""
    with listening() as one:
        yield one


def _payload(body: bytes) -> dict[str, Any]:
    return json.loads(parse_qs(body.decode())["payload"][0])


def _is_valid(headers: dict[str, str], body: bytes) -> bool:
    verifier = SignatureVerifier(credentials.SLACK_SIGNING_SECRET, Clock())
    return verifier.is_valid_request(body, headers)


def test_a_press_is_signed_and_says_who_pressed_what(
    company: Emulators, slack: Any, message: Any, listener: Listener
) -> None:
    """A form field with the whole interaction, which Slack's own verifier takes."""
    pressed = company.play(
        "slack/press", url=listener.url, channel=CHANNEL, action_id="gk.incident.ack"
    )
    assert pressed["statuses"] == [202]
    ((headers, body),) = listener.wait()
    payload = _payload(body)
    robin = slack.users_lookupByEmail(email="robin-hazel@hazelnut.example")["user"]["id"]
    assert _is_valid(headers, body)
    assert payload["user"]["id"] == robin
    assert payload["channel"]["id"] == message["channel"]
    assert payload["container"]["message_ts"] == payload["message"]["ts"] == message["ts"]
    (action,) = payload["actions"]
    assert (action["action_id"], action["value"]) == ("gk.incident.ack", "incident-1")
    assert payload["trigger_id"]


@pytest.mark.parametrize("signing", ["stale", "wrong", "missing"])
def test_a_press_that_nobody_should_believe(
    company: Emulators, message: Any, listener: Listener, signing: str
) -> None:
    """Too old, signed with another secret, or not at all: Slack's own verifier refuses it."""
    del message
    company.play(
        "slack/press",
        url=listener.url,
        channel=CHANNEL,
        action_id="gk.incident.ack",
        signing=signing,
    )
    ((headers, body),) = listener.wait()
    assert not _is_valid(headers, body)


def test_a_press_repeats_and_a_person_is_chosen(
    company: Emulators, slack: Any, message: Any, listener: Listener
) -> None:
    """The same bytes twice; the menu of people answers with an id."""
    del message
    company.play(
        "slack/press",
        url=listener.url,
        channel=CHANNEL,
        action_id="gk.incident.assign",
        selected_user="sam-walnut",
        times=2,
    )
    first, second = listener.wait(2)
    assert first[1] == second[1]
    sam = slack.users_lookupByEmail(email="sam-walnut@hazelnut.example")["user"]["id"]
    assert _payload(first[1])["actions"][0]["selected_user"] == sam


def test_a_response_address_changes_the_message(
    company: Emulators, slack: Any, message: Any, listener: Listener
) -> None:
    """What an app sends there replaces the message it belongs to."""
    company.play("slack/press", url=listener.url, channel=CHANNEL, action_id="gk.incident.ack")
    address = _payload(listener.wait()[0][1])["response_url"]
    told = {"replace_original": True, "text": "Acknowledged"}
    assert httpx.post(address, json=told).is_success
    thread = slack.conversations_replies(channel=message["channel"], ts=message["ts"])
    assert thread["messages"][0]["text"] == "Acknowledged"
    assert company.look("slack/responses")[-1] == told


def test_a_button_that_nobody_sees_cannot_be_pressed(company: Emulators) -> None:
    """An order in vain says so instead of inventing a message."""
    with pytest.raises(httpx.HTTPStatusError) as refusal:
        company.play("slack/press", url="http://127.0.0.1:9/slack", action_id="gk.nothing")
    assert refusal.value.response.status_code == httpx.codes.CONFLICT


def test_slacks_own_client_hears_presses_through_socket_mode(
    company: Emulators, slack: Any, message: Any
) -> None:
    """Hello, an interaction that is acknowledged, one that is not, and a new connection."""
    del message
    heard, silent = list[dict[str, Any]](), threading.Event()
    came = threading.Semaphore(0)

    def on_request(client: Any, request: Any) -> None:
        heard.append({"type": request.type, **request.payload})
        if not silent.is_set():
            client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
        came.release()

    web = WebClient(credentials.SLACK_APP_TOKEN, base_url=company.addresses.slack_api)
    client = SocketModeClient(app_token=credentials.SLACK_APP_TOKEN, web_client=web)
    cast("Any", client).socket_mode_request_listeners.append(on_request)
    client.connect()
    try:
        press = {"channel": CHANNEL, "action_id": "gk.incident.ack"}
        assert company.play("slack/press", **press)["acknowledged"] == [True]
        assert came.acquire(timeout=30)
        assert heard[0]["actions"][0]["value"] == "incident-1"
        assert heard[0]["type"] in ("interactive", "block_actions")
        silent.set()
        assert company.play("slack/press", patience=0.2, **press)["acknowledged"] == [False]
        silent.clear()
        old = client.current_session
        assert company.play("slack/disconnect") == {"disconnected": 1}
        _until(lambda: client.current_session is not old and company.look("slack/sockets")["open"])
        assert company.play("slack/press", **press)["acknowledged"] == [True]
        assert len(company.look("slack/sockets")["acknowledged"]) == 2
    finally:
        client.close()
    del slack


def _until(done: Any) -> None:
    for _ in range(600):
        if done():
            return
        threading.Event().wait(0.05)
    raise AssertionError("not within half a minute")


def test_socket_mode_is_opened_by_the_apps_token_and_its_invitation_alone(
    company: Emulators, slack: Any
) -> None:
    """A bot's token opens nothing, and an address that was not given out neither."""
    with pytest.raises(SlackApiError) as refusal:
        slack.apps_connections_open(app_token=credentials.SLACK_TOKEN)
    assert cast("Any", refusal.value).response["error"] == "not_allowed_token_type"
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    answer = httpx.get(f"{company.addresses.site}/slack/link/?ticket=guessed", headers=upgrade)
    assert answer.status_code == httpx.codes.FORBIDDEN


def test_a_picture_is_uploaded_into_a_thread_and_shown(
    company: Emulators, slack: Any, message: Any
) -> None:
    """Slack's own three steps; the page shows it below its message."""
    slack.files_upload_v2(
        channel=message["channel"],
        thread_ts=message["ts"],
        content=PICTURE,
        filename="curve.png",
        title="The curve",
        initial_comment="What happened",
    )
    thread = slack.conversations_replies(channel=message["channel"], ts=message["ts"])["messages"]
    address = thread[-1]["files"][0]["url_private"]
    shown = httpx.get(address)
    assert (shown.headers["content-type"], shown.content) == ("image/png", PICTURE)
    page = httpx.get(f"{company.addresses.site}/slack/archives/{CHANNEL}").text
    assert f'<img src="{address}" alt="The curve">' in page


def test_a_file_that_is_no_picture_is_not_shown(slack: Any, message: Any) -> None:
    """Whatever an app uploads, the page serves pictures and nothing that could run."""
    slack.files_upload_v2(
        channel=message["channel"], content="<script>", filename="x.html", title="x"
    )
    history = slack.conversations_history(channel=message["channel"])["messages"]
    assert httpx.get(history[0]["files"][0]["url_private"]).status_code == httpx.codes.NOT_FOUND


def test_a_reply_is_broadcast_to_the_channel(slack: Any, message: Any) -> None:
    """Only where it was asked for; the others stay in the thread."""
    reply = {"channel": message["channel"], "thread_ts": message["ts"]}
    slack.chat_postMessage(text="quietly", **reply)
    loud = slack.chat_postMessage(text="critical", reply_broadcast=True, **reply)
    newest = slack.conversations_history(channel=message["channel"])["messages"][0]
    assert (newest["ts"], newest["subtype"]) == (loud["ts"], "thread_broadcast")


def test_a_channel_page_shows_threads_names_and_buttons(
    company: Emulators, slack: Any, message: Any
) -> None:
    """People see names for ids, buttons as buttons, and replies below their message."""
    sam = slack.users_lookupByEmail(email="sam-walnut@hazelnut.example")["user"]
    slack.chat_postMessage(
        channel=message["channel"], thread_ts=message["ts"], text=f"Over to <@{sam['id']}>"
    )
    page = httpx.get(f"{company.addresses.site}/slack/archives/{CHANNEL}").text
    name = sam["real_name"] or sam["name"]
    assert f'Over to <span class="mention">@{name}</span>' in page
    assert '<span class="button primary">Acknowledge</span>' in page
    assert '<span class="button">Assign ▾</span>' in page


def test_slacks_pace_is_kept_on_order(company: Emulators, slack: Any) -> None:
    """Two messages at once are one too many for a channel, and none for another channel."""
    company.play("slack/pace", seconds=30)
    try:
        slack.chat_postMessage(channel=CHANNEL, text="one")
        with pytest.raises(SlackApiError) as refusal:
            slack.chat_postMessage(channel=CHANNEL, text="two")
        response = cast("Any", refusal.value).response
        assert (response.status_code, response["error"]) == (429, "ratelimited")
        assert 1 <= int(response.headers["Retry-After"]) <= 30
        slack.chat_postMessage(channel=credentials.SLACK_CHANNEL, text="elsewhere")
    finally:
        company.play("slack/pace", seconds=0)
