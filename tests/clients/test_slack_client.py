"""Slack: messages that are posted once, and what Slack answers instead."""

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from slack_sdk import WebClient

from clients import errors
from clients.slack import PostedMessage, Slack
from tests.clients.emulated import (
    NARROW_SLACK_TOKEN,
    SLACK_TOKEN,
    Emulated,
    emulators,
)
from tests.clients.scripted_server import Answer, ScriptedServer, scripted_server

pytestmark = pytest.mark.requires_server

SINCE = datetime.now(UTC) - timedelta(minutes=5)
_numbers = itertools.count(1)


def section(text: str, block_id: str = "b:1:1") -> dict[str, Any]:
    """Return a section with some text."""
    return {
        "type": "section",
        "block_id": block_id,
        "text": {"type": "mrkdwn", "text": text},
    }


def button(action_id: str) -> dict[str, Any]:
    """Return a button."""
    label = {"type": "plain_text", "text": "Keep"}
    return {"type": "button", "action_id": action_id, "text": label, "value": "id"}


def post(
    slack: Slack,
    channel: str = "flags",
    *,
    key: str = "digest:1",
    revision: str = "r1",
    text: str = "3 flags to tidy",
    blocks: list[dict[str, Any]] | None = None,
) -> PostedMessage:
    """Post a message that is as short as possible."""
    return slack.post_once(
        channel,
        key=key,
        revision=revision,
        text=text,
        blocks=[section(text)] if blocks is None else blocks,
        since=SINCE,
    )


@pytest.fixture(scope="module")
def emulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulated]:
    """Both services, for all tests of this file."""
    with emulators(tmp_path_factory.mktemp("emulate")) as running:
        yield running


@pytest.fixture
def slack(emulated: Emulated) -> Slack:
    """A bot with all the scopes it needs, in the channel."""
    client: Any = WebClient(SLACK_TOKEN, base_url=emulated.slack)
    client.conversations_join(channel=channel_id(client))
    return Slack(SecretStr(SLACK_TOKEN), emulated.slack)


@pytest.fixture
def key() -> str:
    """A key that no other test uses."""
    return f"digest:hazelnut:{next(_numbers)}"


def channel_id(client: Any) -> str:
    """Return the id of a channel."""
    return next(c["id"] for c in client.conversations_list()["channels"] if c["name"] == "flags")


def messages(emulated: Emulated, key: str) -> list[dict[str, Any]]:
    """Return every message of the channel that carries `key`."""
    client: Any = WebClient(SLACK_TOKEN, base_url=emulated.slack)
    history = client.conversations_history(channel=channel_id(client), include_all_metadata=True)
    return [
        message
        for message in history["messages"]
        if message.get("metadata", {}).get("event_payload", {}).get("key") == key
    ]


class TestPostOnce:
    """One message per key."""

    def test_it_is_posted(self, slack: Slack, emulated: Emulated, key: str):
        """The first attempt posts text, blocks and metadata."""
        posted = post(slack, key=key)
        assert (posted.created, posted.updated) == (True, False)
        (message,) = messages(emulated, key)
        assert message["ts"] == posted.ts
        assert posted.ts.replace(".", "") in posted.url
        assert message["text"] == "3 flags to tidy"
        assert message["blocks"][0]["block_id"] == "b:1:1"

    @pytest.mark.parametrize("spelling", ["flags", "#flags"])
    def test_a_channel_is_found_by_its_name(self, slack: Slack, key: str, spelling: str):
        """People write channels with and without the sign, programs by id."""
        posted = post(slack, spelling, key=key)
        assert post(slack, posted.channel_id, key=key).ts == posted.ts

    def test_twice_is_once(self, slack: Slack, emulated: Emulated, key: str):
        """An attempt whose answer was lost is found by the next one, in any process."""
        first = post(slack, key=key)
        again = post(Slack(SecretStr(SLACK_TOKEN), emulated.slack), key=key)
        assert (again.ts, again.created, again.updated) == (first.ts, False, False)
        assert len(messages(emulated, key)) == 1

    def test_another_revision_rewrites(self, slack: Slack, emulated: Emulated, key: str):
        """A changed content replaces the message, and is not posted beside it."""
        first = post(slack, key=key)
        again = post(slack, key=key, revision="r2", text="2 flags to tidy")
        assert (again.ts, again.created, again.updated) == (first.ts, False, True)
        (message,) = messages(emulated, key)
        assert message["text"] == "2 flags to tidy"
        assert post(slack, key=key, revision="r2", text="2 flags to tidy").updated is False

    def test_another_key_is_another_message(self, slack: Slack, key: str):
        """Two keys never share a message."""
        assert post(slack, key=key).ts != post(slack, key=f"{key}:next").ts

    def test_a_channel_that_is_not_there(self, slack: Slack):
        """The operator hears which channel, and what to do."""
        with pytest.raises(errors.NotFound, match=r"nowhere.*invite"):
            post(slack, "#nowhere")

    def test_a_missing_scope_is_named(self, emulated: Emulated):
        """A bot that may not look before it posts does not post."""
        narrow = Slack(SecretStr(NARROW_SLACK_TOKEN), emulated.slack)
        with pytest.raises(errors.ScopeMissing, match="channels:read"):
            post(narrow)


class TestWhatIsNeverSent:
    """A message that Slack would refuse is our fault, before anything is sent."""

    @pytest.mark.parametrize(
        ("blocks", "said"),
        [
            ([section("x", f"b{n}") for n in range(46)], "46 blocks"),
            ([section("x" * 2_600, f"b{n}") for n in range(4)], "characters"),
            ([section("x" * 3_001)], "3000"),
            ([section("x"), section("y")], "block_id 'b:1:1' is there twice"),
            ([{"type": "actions", "elements": [button("a"), button("a")]}], "action_id 'a'"),
            ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "plain_text"),
            ([{"type": "hologram"}], "hologram"),
            ([{"text": "no type"}], "None is unknown"),
            ([{"type": "section"}], "block 1"),
        ],
    )
    def test_blocks(self, blocks: list[dict[str, Any]], said: str):
        """The first thing that is wrong is named."""
        nowhere = Slack(SecretStr("xoxb-x"), "http://127.0.0.1:1/api/")
        with pytest.raises(errors.OurFault, match=said):
            post(nowhere, blocks=blocks)

    @pytest.mark.parametrize("text", ["", " ", "x" * 301])
    def test_text(self, text: str):
        """Notifications need a short text."""
        nowhere = Slack(SecretStr("xoxb-x"), "http://127.0.0.1:1/api/")
        with pytest.raises(errors.OurFault, match="text of"):
            post(nowhere, text=text, blocks=[])


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """A server that stands for Slack."""
    with scripted_server() as running:
        yield running


@pytest.fixture
def scripted(server: ScriptedServer) -> Slack:
    """A client of that server."""
    server.on("POST /api/auth.test", ok(user_id="U1", bot_id="B1"))
    return Slack(SecretStr("xoxb-failing"), f"{server.url}/api/")


CHANNEL = "C0000000001"
LIST = "POST /api/conversations.list"
HISTORY = "POST /api/conversations.history"
POST = "POST /api/chat.postMessage"


def ok(**members: Any) -> Answer:
    """Return an answer that Slack gives when all is well."""
    return Answer(200, {"ok": True, **members})


def refused(error: str, **members: Any) -> Answer:
    """Return an answer that Slack gives when something is wrong: 200, too."""
    return Answer(200, {"ok": False, "error": error, **members})


class TestWhoMustAct:
    """Every refusal ends with the one who can do something about it."""

    @pytest.mark.parametrize(
        ("answer", "kind", "said"),
        [
            (refused("invalid_auth"), errors.CredentialsRejected, "invalid_auth"),
            (refused("token_revoked"), errors.CredentialsRejected, "token_revoked"),
            (refused("missing_scope", needed="channels:history"), errors.ScopeMissing, "history"),
            (refused("channel_not_found"), errors.NotFound, "invite the bot"),
            (refused("not_in_channel"), errors.OperatorMustAct, "invite the bot"),
            (refused("is_archived"), errors.OperatorMustAct, "another channel"),
            (refused("invalid_blocks"), errors.RequestRefused, "invalid_blocks"),
            (refused("something_new"), errors.RequestRefused, "something_new"),
            (refused("internal_error"), errors.ServerFailed, "internal_error"),
            (Answer(503, {"ok": False}), errors.ServerFailed, "503"),
            (Answer(502, b"<html>"), errors.ServerFailed, "502"),
            (Answer(200, b"<html>"), errors.AnswerUnusable, "non-JSON"),
            (Answer(200, {"ok": True}, breaks=True), errors.Unreachable, "IncompleteRead"),
        ],
    )
    def test_by_code(
        self,
        scripted: Slack,
        server: ScriptedServer,
        answer: Answer,
        kind: type[errors.ClientError],
        said: str,
    ):
        """Each code has its error, and no error has the token."""
        server.on(HISTORY, answer)
        with pytest.raises(kind, match=said) as caught:
            post(scripted, CHANNEL)
        assert "xoxb" not in str(caught.value)
        assert len(server.asked) == 1

    def test_details_of_a_refusal(self, scripted: Slack, server: ScriptedServer):
        """What Slack says about single blocks is kept."""
        server.on(HISTORY, ok(messages=[]))
        metadata = {"messages": ["[ERROR] unsupported type: hologram"]}
        server.on(POST, refused("invalid_blocks", response_metadata=metadata))
        with pytest.raises(errors.RequestRefused, match="unsupported type"):
            post(scripted, CHANNEL)

    def test_asked_to_wait(self, scripted: Slack, server: ScriptedServer):
        """Slack's own waiting time is passed on, and nothing is sent again meanwhile."""
        server.on(HISTORY, ok(messages=[]))
        server.on(POST, Answer(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "12"}))
        with pytest.raises(errors.RateLimited) as caught:
            post(scripted, CHANNEL)
        assert caught.value.retry_after == 12
        assert server.paths("POST") == ["/api/conversations.history", "/api/chat.postMessage"]

    def test_a_broken_post_is_not_repeated(self, scripted: Slack, server: ScriptedServer):
        """After a broken connection only the history tells whether the message is there."""
        server.on(HISTORY, ok(messages=[]))
        server.on(POST, Answer(200, {"ok": True}, breaks=True))
        with pytest.raises(errors.Unreachable):
            post(scripted, CHANNEL)
        assert server.paths("POST").count("/api/chat.postMessage") == 1

    def test_nobody_there(self):
        """A host that is down is tried again later."""
        with pytest.raises(errors.Unreachable):
            post(Slack(SecretStr("xoxb-x"), "http://127.0.0.1:1/api/"), CHANNEL)


class TestLooking:
    """Where a message of ours is looked for, and what is believed."""

    def message(self, **changes: Any) -> dict[str, Any]:
        """Return a message that carries the key."""
        payload = {"key": "digest:1", "revision": "r1"}
        metadata = {"event_type": "groundskeeper", "event_payload": payload}
        return {"ts": "1.1", "user": "U1", "metadata": metadata, **changes}

    def test_every_page_of_channels(self, scripted: Slack, server: ScriptedServer):
        """A channel on a later page, or a private one, is found; an archived one is not."""
        archived = {"id": "C0", "name": "flags", "is_archived": True}
        server.on(
            LIST,
            ok(channels=[archived], response_metadata={"next_cursor": "more"}),
            ok(channels=[{"id": "C1", "name": "flags-2"}], response_metadata={"next_cursor": ""}),
            ok(channels=[{"id": "G2", "name": "flags"}]),
        )
        server.on(HISTORY, ok(messages=[]))
        server.on(POST, ok(ts="2.2"))
        assert post(scripted).channel_id == "G2"
        assert "cursor=more" in server.asked[1].body
        assert "private_channel" in server.asked[2].body

    def test_every_page_of_the_history(self, scripted: Slack, server: ScriptedServer):
        """The history is read to its end, since the first attempt and no further."""
        server.on(
            HISTORY,
            ok(messages=[{"ts": "3.3"}], response_metadata={"next_cursor": "more"}),
            ok(messages=[self.message()]),
        )
        assert post(scripted, CHANNEL).ts == "1.1"
        assert f"oldest={SINCE.timestamp():.6f}" in server.asked[0].body
        assert "include_all_metadata=1" in server.asked[0].body

    def test_metadata_of_somebody_else(self, scripted: Slack, server: ScriptedServer):
        """Another app that writes our metadata does not keep us from posting."""
        server.on(HISTORY, ok(messages=[self.message(user="U2", bot_id="B2")]))
        server.on(POST, ok(ts="2.2"))
        assert post(scripted, CHANNEL).created

    def test_of_two_the_current_one_is_adopted(self, scripted: Slack, server: ScriptedServer):
        """Where two messages carry the key, the one with the current content is it."""
        stale = {"event_type": "groundskeeper", "event_payload": {"key": "digest:1"}}
        listed = [self.message(ts="9.9", metadata=stale), self.message()]
        server.on(HISTORY, ok(messages=listed))
        assert post(scripted, CHANNEL).ts == "1.1"

    def test_a_message_without_a_link(self, scripted: Slack, server: ScriptedServer):
        """A message that is posted is posted, also if Slack will not say where to see it."""
        server.on(HISTORY, ok(messages=[]))
        server.on(POST, ok(ts="2.2"))
        server.on("POST /api/chat.getPermalink", refused("internal_error"))
        posted = post(scripted, CHANNEL)
        assert (posted.created, posted.url) == (True, "")

    def test_links_do_not_unfold(self, scripted: Slack, server: ScriptedServer):
        """A digest full of links stays as long as it was written."""
        server.on(HISTORY, ok(messages=[]))
        server.on(POST, ok(ts="2.2"))
        post(scripted, CHANNEL)
        sent = json.loads(server.asked[1].body)
        assert (sent["unfurl_links"], sent["unfurl_media"]) == (False, False)
        assert sent["metadata"]["event_payload"] == {"key": "digest:1", "revision": "r1"}
