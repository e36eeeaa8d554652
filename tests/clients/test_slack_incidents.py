"""Slack, as incidents need it: messages that live on, threads, pictures and people."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from slack_sdk import WebClient

from clients import errors
from clients.slack import Picture, PostedMessage, PostedReply, Slack
from clients.slack_failures import MessageGone
from clients.slack_people import KEPT_SECONDS
from tests.clients.emulated import NARROW_SLACK_TOKEN, SLACK_TOKEN, Emulated, emulators
from tests.clients.scripted_server import Answer, ScriptedServer, scripted_server

pytestmark = pytest.mark.requires_server

SINCE = datetime.now(UTC) - timedelta(minutes=5)
PNG = Picture(name="deploy-1.png", content=b"\x89PNG\r\n\x1a\n" + bytes(64), title="t", alt="a")
_numbers = itertools.count(1)


def blocks(text: str) -> list[dict[str, Any]]:
    """Return one section."""
    return [{"type": "section", "block_id": "b", "text": {"type": "mrkdwn", "text": text}}]


def post(slack: Slack, key: str, text: str = "errors rose") -> PostedMessage:
    """Post the message of an incident."""
    return slack.post_once(
        "flags", key=key, revision="r1", text=text, blocks=blocks(text), since=SINCE
    )


def rewrite(slack: Slack, channel: str, ts: str, text: str = "resolved") -> None:
    """Bring a message up to date."""
    slack.rewrite(channel, ts, key="k", revision="r2", text=text, blocks=blocks(text))


def reply(slack: Slack, channel: str, ts: str, key: str, text: str = "recovered") -> PostedReply:
    """Reply in a thread."""
    return slack.reply_once(channel, ts, key=key, revision="r1", text=text, blocks=blocks(text))


@pytest.fixture(scope="module")
def emulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulated]:
    """Both services, for all tests of this file."""
    with emulators(tmp_path_factory.mktemp("emulate")) as running:
        yield running


@pytest.fixture
def raw(emulated: Emulated) -> Any:
    """The same workspace, without us in between."""
    return WebClient(SLACK_TOKEN, base_url=emulated.slack)


@pytest.fixture
def slack(emulated: Emulated, raw: Any) -> Slack:
    """A bot with all the scopes it needs, in the channel."""
    raw.conversations_join(channel=channel_id(raw))
    return Slack(SecretStr(SLACK_TOKEN), emulated.slack)


@pytest.fixture
def key() -> str:
    """A key that no other test uses."""
    return f"deploy-watch:hazelnut/shop:production:{next(_numbers)}"


def channel_id(raw: Any) -> str:
    """Return the id of a channel."""
    return next(c["id"] for c in raw.conversations_list()["channels"] if c["name"] == "flags")


def replies(raw: Any, posted: PostedMessage) -> list[dict[str, Any]]:
    """Return what stands below a message."""
    found = raw.conversations_replies(channel=posted.channel_id, ts=posted.ts)
    return found["messages"][1:]


class TestRewriting:
    """One message lives as long as its incident."""

    def test_it_changes_in_place(self, slack: Slack, raw: Any, key: str):
        """Text and blocks are new, the message is the same, and its key stays findable."""
        posted = post(slack, key)
        slack.rewrite(
            posted.channel_id,
            posted.ts,
            key=key,
            revision="r2",
            text="resolved",
            blocks=blocks("resolved"),
        )
        found = raw.conversations_replies(
            channel=posted.channel_id, ts=posted.ts, include_all_metadata=True
        )["messages"][0]
        assert found["text"] == "resolved"
        assert found["metadata"]["event_payload"] == {"key": key, "revision": "r2"}

    def test_a_deleted_message_is_not_wanted(self, slack: Slack, raw: Any, key: str):
        """Whoever deleted it does not get it back."""
        posted = post(slack, key)
        raw.chat_delete(channel=posted.channel_id, ts=posted.ts)
        with pytest.raises(MessageGone):
            rewrite(slack, posted.channel_id, posted.ts)

    def test_what_slack_would_refuse_is_not_sent(self):
        """A rewrite and a reply are checked as a message is."""
        nowhere = Slack(SecretStr("xoxb-x"), "http://127.0.0.1:1/api/")
        with pytest.raises(errors.OurFault, match="301 characters"):
            rewrite(nowhere, "C0000000001", "1.1", "x" * 301)
        with pytest.raises(errors.OurFault, match="301 characters"):
            reply(nowhere, "C0000000001", "1.1", "k", "x" * 301)


class TestReplies:
    """Every development stands once below the message."""

    def test_twice_is_once(self, slack: Slack, emulated: Emulated, raw: Any, key: str):
        """A reply whose answer was lost is found by the next attempt, in any process."""
        posted = post(slack, key)
        first = reply(slack, posted.channel_id, posted.ts, f"{key}#news:1")
        other = Slack(SecretStr(SLACK_TOKEN), emulated.slack)
        again = reply(other, posted.channel_id, posted.ts, f"{key}#news:1")
        assert (first.created, again.created, first.ts == again.ts) == (True, False, True)
        assert [each["text"] for each in replies(raw, posted)] == ["recovered"]

    def test_another_key_is_another_reply(self, slack: Slack, raw: Any, key: str):
        """Two developments never share a reply."""
        posted = post(slack, key)
        for number in (1, 2):
            reply(slack, posted.channel_id, posted.ts, f"{key}#news:{number}")
        assert len(replies(raw, posted)) == 2


class TestSharing:
    """A picture, as an independent implementation understands it."""

    def test_it_is_in_the_thread_once(self, slack: Slack, raw: Any, key: str):
        """Three calls make one reply with one file, and a second attempt makes none."""
        posted = post(slack, key)
        picture = Picture(name=f"{key[-6:]}.png", content=PNG.content, title="t", alt="a")
        assert slack.share_once(posted.channel_id, posted.ts, picture) is True
        assert slack.share_once(posted.channel_id, posted.ts, picture) is False
        (reply_with_file,) = replies(raw, posted)
        assert [each["name"] for each in reply_with_file["files"]] == [picture.name]


class TestPeople:
    """From an address to a person."""

    def test_a_person_is_found_by_the_address_of_a_commit(self, slack: Slack, raw: Any):
        """In any case of the letters, as git and Slack spell them differently."""
        robin = raw.users_lookupByEmail(email="robin@hazelnut.example")["user"]["id"]
        assert slack.user_of("Robin@Hazelnut.example ") == robin

    def test_a_stranger_is_nobody(self, slack: Slack):
        """An address that the workspace does not know is no error."""
        assert slack.user_of("stranger@elsewhere.example") is None

    def test_a_missing_scope_is_named(self, emulated: Emulated):
        """The operator hears which scope finds people."""
        narrow = Slack(SecretStr(NARROW_SLACK_TOKEN), emulated.slack)
        with pytest.raises(errors.ScopeMissing, match=r"users:read\.email"):
            narrow.user_of("robin@hazelnut.example")


CHANNEL = "C0000000001"
LOOKUP = "POST /api/users.lookupByEmail"
REPLIES = "POST /api/conversations.replies"
ASK_UPLOAD = "POST /api/files.getUploadURLExternal"
COMPLETE = "POST /api/files.completeUploadExternal"


def ok(**members: Any) -> Answer:
    """Return an answer that Slack gives when all is well."""
    return Answer(200, {"ok": True, **members})


def refused(error: str) -> Answer:
    """Return an answer that Slack gives when something is wrong: 200, too."""
    return Answer(200, {"ok": False, "error": error})


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """A server that stands for Slack."""
    with scripted_server() as running:
        running.on("POST /api/auth.test", ok(user_id="U1", bot_id="B1"))
        yield running


@pytest.fixture
def scripted(server: ScriptedServer) -> Slack:
    """A client of that server."""
    return Slack(SecretStr("xoxb-failing"), f"{server.url}/api/")


def asked(server: ScriptedServer, method: str) -> list[str]:
    """Return the bodies of the calls of a method."""
    return [each.body for each in server.asked if each.path == f"/api/{method}"]


class TestThreads:
    """Where replies are looked for, and what is believed."""

    def message(self, **changes: Any) -> dict[str, Any]:
        """Return a reply that carries the key `k`."""
        said = {"event_type": "groundskeeper", "event_payload": {"key": "k", "revision": "r1"}}
        return {"ts": "2.2", "user": "U1", "metadata": said, **changes}

    def test_every_page_of_a_thread_is_read(self, scripted: Slack, server: ScriptedServer):
        """A reply far down a long thread is found, and not posted again."""
        server.on(
            REPLIES,
            ok(messages=[{"ts": "1.1"}], response_metadata={"next_cursor": "more"}),
            ok(messages=[self.message()]),
        )
        assert reply(scripted, CHANNEL, "1.1", "k").created is False
        assert asked(server, "chat.postMessage") == []

    def test_metadata_of_somebody_else_is_not_believed(
        self, scripted: Slack, server: ScriptedServer
    ):
        """Another app that writes our metadata does not keep us from replying."""
        server.on(REPLIES, ok(messages=[{"ts": "1.1"}, self.message(user="U2", bot_id="B2")]))
        server.on("POST /api/chat.postMessage", ok(ts="3.3"))
        assert reply(scripted, CHANNEL, "1.1", "k") == PostedReply(ts="3.3", created=True)
        (body,) = asked(server, "chat.postMessage")
        assert '"thread_ts": "1.1"' in body
        assert '"unfurl_links": false' in body
        assert '"reply_broadcast": false' in body

    @pytest.mark.parametrize(
        "answer",
        [
            refused("thread_not_found"),
            ok(messages=[]),
            ok(messages=[{"ts": "1.1", "subtype": "tombstone"}, {"ts": "1.2"}]),
        ],
        ids=["refused", "empty", "a stone in its place"],
    )
    def test_nobody_replies_to_what_was_deleted(
        self, scripted: Slack, server: ScriptedServer, answer: Answer
    ):
        """Neither words nor pictures are put where nobody sees them."""
        server.on(REPLIES, answer)
        with pytest.raises(MessageGone):
            reply(scripted, CHANNEL, "1.1", "k")
        with pytest.raises(MessageGone):
            scripted.share_once(CHANNEL, "1.1", PNG)
        assert (
            asked(server, "chat.postMessage") == asked(server, "files.getUploadURLExternal") == []
        )


class TestPictures:
    """A picture stands once in a thread."""

    @pytest.fixture(autouse=True)
    def takes_files(self, server: ScriptedServer) -> None:
        """Let the server take one file."""
        server.on(REPLIES, ok(messages=[{"ts": "1.1"}]))
        server.on(ASK_UPLOAD, ok(upload_url=f"{server.url}/upload/1", file_id="F1"))
        server.on("POST /upload/1", Answer(200, b"OK"))
        server.on(COMPLETE, ok(files=[{"id": "F1", "title": "t"}]))

    def test_it_is_uploaded_into_the_thread(self, scripted: Slack, server: ScriptedServer):
        """With its name, its size, what it shows in words, and nowhere else."""
        assert scripted.share_once(CHANNEL, "1.1", PNG) is True
        (asking,) = asked(server, "files.getUploadURLExternal")
        assert "filename=deploy-1.png" in asking
        assert f"length={len(PNG.content)}" in asking
        assert "alt_txt=a" in asking
        (complete,) = asked(server, "files.completeUploadExternal")
        assert "thread_ts=1.1" in complete
        assert f"channel_id={CHANNEL}" in complete

    def test_a_picture_that_is_there_is_not_uploaded_again(
        self, scripted: Slack, server: ScriptedServer
    ):
        """Its file's name tells; the same name from somebody else does not."""
        theirs = {"ts": "1.2", "user": "U2", "files": [{"name": PNG.name}]}
        server.on(REPLIES, ok(messages=[{"ts": "1.1"}, theirs]))
        assert scripted.share_once(CHANNEL, "1.1", PNG) is True
        server.on(REPLIES, ok(messages=[{"ts": "1.1"}, {**theirs, "user": "U1"}]))
        assert scripted.share_once(CHANNEL, "1.1", PNG) is False
        assert len(asked(server, "files.completeUploadExternal")) == 1

    @pytest.mark.parametrize(
        ("step", "answer", "kind"),
        [
            (ASK_UPLOAD, refused("missing_scope"), errors.ScopeMissing),
            (ASK_UPLOAD, refused("file_uploads_disabled"), errors.OperatorMustAct),
            ("POST /upload/1", Answer(500, b"secret"), errors.ServerFailed),
            ("POST /upload/1", Answer(201, b"secret"), errors.ServerFailed),
            (COMPLETE, Answer(200, {"ok": True}, breaks=True), errors.Unreachable),
            (COMPLETE, Answer(429, {"ok": False}, {"Retry-After": "9"}), errors.RateLimited),
        ],
    )
    def test_every_step_may_fail(
        self,
        scripted: Slack,
        server: ScriptedServer,
        step: str,
        answer: Answer,
        kind: type[errors.ClientError],
    ):
        """Each failure has its error, quotes no address, and is not repeated by the library."""
        server.on(step, answer)
        with pytest.raises(kind) as caught:
            scripted.share_once(CHANNEL, "1.1", PNG)
        assert "secret" not in str(caught.value)
        assert "/upload/" not in str(caught.value)
        assert len(server.paths("POST")) == len(set(server.paths("POST")))


class TestRemembering:
    """Who is asked for, and how often."""

    @pytest.mark.parametrize(
        "address",
        [
            "12+ada@users.noreply.github.com",
            "noreply@github.com",
            "No-Reply@hazelnut.example",
            "ada@laptop.local",
            "ada@localhost",
            "ada",
            "",
            "ada@hazelnut.example> <!channel",
        ],
    )
    def test_what_names_nobody_is_not_asked_for(
        self, scripted: Slack, server: ScriptedServer, address: str
    ):
        """Addresses that hide a person, and what is none, cost no request."""
        assert scripted.user_of(address) is None
        assert server.asked == []

    def test_an_answer_is_kept_for_a_day(self, server: ScriptedServer):
        """Found or not found: nobody is asked for twice in a day."""
        now = [0.0]
        slack = Slack(SecretStr("xoxb-x"), f"{server.url}/api/", clock=lambda: now[0])
        server.on(LOOKUP, refused("users_not_found"), ok(user={"id": "U7"}))
        assert [slack.user_of("ada@x.example"), slack.user_of("ada@x.example")] == [None, None]
        now[0] = KEPT_SECONDS + 1
        assert [slack.user_of("ada@x.example"), slack.user_of("ADA@x.example")] == ["U7", "U7"]
        assert len(server.asked) == 2

    @pytest.mark.parametrize("user", [{"id": "U7", "deleted": True}, {"id": "U7", "is_bot": True}])
    def test_who_left_and_what_is_no_person_is_nobody(
        self, scripted: Slack, server: ScriptedServer, user: dict[str, Any]
    ):
        """A mention that nobody reads would look as if somebody had been told."""
        server.on(LOOKUP, ok(user=user))
        assert scripted.user_of("ada@x.example") is None

    def test_trouble_is_not_remembered(self, scripted: Slack, server: ScriptedServer):
        """After a failure the next one asks again."""
        server.on(LOOKUP, Answer(503, {"ok": False}), ok(user={"id": "U7"}))
        with pytest.raises(errors.ServerFailed):
            scripted.user_of("ada@x.example")
        assert scripted.user_of("ada@x.example") == "U7"


@pytest.mark.parametrize("code", ["is_archived", "edit_window_closed", "cant_update_message"])
def test_a_channel_that_takes_no_change_says_what_to_do(
    scripted: Slack, server: ScriptedServer, code: str
):
    """The operator can do something about it, and hears what."""
    server.on("POST /api/chat.update", refused(code))
    with pytest.raises(errors.OperatorMustAct, match=code):
        rewrite(scripted, CHANNEL, "1.1")
