"""The door to Slack for incidents: once each, whatever is killed, off or refused."""

import hashlib
import itertools
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from slack_sdk import WebClient
from temporalio.testing import ActivityEnvironment

from activities.incidents import IncidentActivities, IncidentPlace, reply, tell
from activities.watch_payloads import ReplyInThread, TellIncident, Told
from clients.capture import CaptureFile, CaptureRecord
from clients.errors import ServerFailed, ServiceTrouble
from clients.slack import Slack
from scans.deploy_watch.incident import Incident
from scans.model import BlockedBy
from tests.clients.emulated import SLACK_TOKEN, Emulated, emulators
from tests.clients.losing_proxy import LosingProxy, losing_proxy
from tests.clients.scripted_server import Answer, ScriptedServer, scripted_server
from tests.messages.incident.incidents import ALARM, CULPRIT, RANKING, certainty, incident

pytestmark = pytest.mark.requires_server

_numbers = itertools.count(1)
ROBIN = "robin@hazelnut.example"


def story(**changes: Any) -> Incident:
    """Return an incident of now with a key that no other test uses."""
    return incident(
        key=f"deploy-watch:hazelnut/shop:production:{next(_numbers)}",
        noticed_at=datetime.now(UTC),
        **changes,
    )


def by_robin(email: str = ROBIN, author: str = "robin") -> Any:
    """Return a ranking whose first suspect is surely of this author."""
    first = CULPRIT.model_copy(update={"author": author, "email": email})
    return RANKING.model_copy(update={"suspects": (first, *RANKING.suspects[1:])})


@pytest.fixture(scope="module")
def emulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulated]:
    """Both services, for all tests of this file."""
    with emulators(tmp_path_factory.mktemp("emulate")) as running:
        yield running


@pytest.fixture
def raw(emulated: Emulated) -> Any:
    """The workspace, without us in between."""
    client: Any = WebClient(SLACK_TOKEN, base_url=emulated.slack)
    channels = {each["name"]: each["id"] for each in client.conversations_list()["channels"]}
    client.conversations_join(channel=channels["flags"])
    return client


@pytest.fixture
def slack(emulated: Emulated, raw: Any) -> Slack:
    """A client that remembers nothing."""
    return Slack(SecretStr(SLACK_TOKEN), emulated.slack)


@pytest.fixture
def capture(tmp_path: Path) -> CaptureFile:
    """A capture file."""
    return CaptureFile(tmp_path / "capture.jsonl")


@pytest.fixture
def place(capture: CaptureFile) -> IncidentPlace:
    """A channel that is told."""
    return IncidentPlace(channel="#flags", mode="on", capture=capture)


def placed(place: IncidentPlace, **changes: Any) -> IncidentPlace:
    """Return the place with something changed."""
    return IncidentPlace(**{**place.__dict__, **changes})


def messages(raw: Any, key: str) -> list[dict[str, Any]]:
    """Return every message of the channel that carries `key`."""
    channels = {each["name"]: each["id"] for each in raw.conversations_list()["channels"]}
    history = raw.conversations_history(channel=channels["flags"], include_all_metadata=True)
    return [
        each
        for each in history["messages"]
        if each.get("metadata", {}).get("event_payload", {}).get("key") == key
    ]


def replies(raw: Any, told: Told) -> list[dict[str, Any]]:
    """Return what stands below a message."""
    return raw.conversations_replies(channel=told.channel_id, ts=told.ts)["messages"][1:]


class TestTelling:
    """One message per incident."""

    def test_it_is_told_and_kept_up_to_date(self, slack: Slack, place: IncidentPlace, raw: Any):
        """The first call posts, every later one rewrites the same message."""
        first = story()
        told = tell(TellIncident(incident=first), slack, place)
        assert (told.blocked_by, bool(told.url)) == (None, True)
        over = first.model_copy(update={"status": "resolved"})
        again = tell(TellIncident(incident=over, told=told), slack, place)
        assert again == told
        (message,) = messages(raw, first.key)
        assert message["ts"] == told.ts
        assert message["text"].startswith("shop: Resolved: ")

    def test_a_lost_answer_is_found_again(
        self, slack: Slack, emulated: Emulated, place: IncidentPlace, raw: Any
    ):
        """Killed between the post and its record, another process adopts the message."""
        ask = TellIncident(incident=story())
        lost = tell(ask, slack, place)
        other = Slack(SecretStr(SLACK_TOKEN), emulated.slack)
        assert tell(ask, other, place) == lost
        assert len(messages(raw, ask.incident.key)) == 1

    def test_a_deleted_message_stays_deleted(self, slack: Slack, place: IncidentPlace, raw: Any):
        """Whoever deleted it is heard: no update, no reply, no second message."""
        ask = TellIncident(incident=story())
        told = tell(ask, slack, place)
        raw.chat_delete(channel=told.channel_id, ts=told.ts)
        gone = tell(ask.model_copy(update={"told": told}), slack, place)
        assert gone.blocked_by is BlockedBy.DISMISSED
        assert "deleted" in gone.detail
        assert tell(ask.model_copy(update={"told": gone}), slack, place) == gone
        answer = ReplyInThread(incident=ask.incident, told=gone, key="news:1", kind="news")
        assert reply(answer, slack, place) == gone
        assert messages(raw, ask.incident.key) == []

    def test_a_channel_that_is_not_there_is_a_reason_people_see(
        self, slack: Slack, place: IncidentPlace
    ):
        """A refusal is a value, with what to do about it; nothing is retried for ever."""
        ask = TellIncident(incident=story())
        told = tell(ask, slack, placed(place, channel="#nowhere"))
        assert (told.blocked_by, told.ts) == (BlockedBy.REFUSED, "")
        assert "nowhere" in told.detail
        assert "invite the bot" in told.detail
        assert tell(ask.model_copy(update={"told": told}), slack, place).blocked_by is None


class TestMentioning:
    """Whom a message calls, at most once."""

    def ask(self, slack: Slack, place: IncidentPlace, **changes: Any) -> Told:
        """Tell an incident whose author is Robin."""
        facts: dict[str, Any] = {"incident": story(ranking=by_robin()), **changes}
        return tell(TellIncident(**facts), slack, place)

    def test_the_author_is_found_by_the_address_of_the_commit(
        self, slack: Slack, place: IncidentPlace, raw: Any
    ):
        """The mention stands in the message, and in what is told of it."""
        robin = raw.users_lookupByEmail(email=ROBIN)["user"]["id"]
        first = story(ranking=by_robin())
        told = self.ask(slack, place, incident=first)
        assert told.mentioned == (robin,)
        assert f"<@{robin}>" in json.dumps(messages(raw, first.key))

    def test_the_table_comes_first(self, slack: Slack, place: IncidentPlace, raw: Any):
        """By id or by address, in any case of the letters."""
        table = placed(place, people={"Robin": "U0TABLE"})
        assert self.ask(slack, table).mentioned == ("U0TABLE",)
        nobody = story(ranking=by_robin(email=""))
        by_address = placed(place, people={"ROBIN": ROBIN})
        robin = raw.users_lookupByEmail(email=ROBIN)["user"]["id"]
        assert self.ask(slack, by_address, incident=nobody).mentioned == (robin,)

    def test_who_is_not_found_is_named_in_plain_text(
        self, slack: Slack, place: IncidentPlace, raw: Any
    ):
        """Names are never matched by their look."""
        first = story(ranking=by_robin(email="12+robin@users.noreply.github.com"))
        assert self.ask(slack, place, incident=first).mentioned == ()
        assert " by robin (" in json.dumps(messages(raw, first.key))

    def test_only_whom_the_caps_allow(self, slack: Slack, place: IncidentPlace):
        """Who has been called too often today is named and not mentioned."""
        assert self.ask(slack, place, may_mention=()).mentioned == ()
        assert len(self.ask(slack, place, may_mention=("Robin",)).mentioned) == 1

    def test_no_later_update_mentions_anybody_else(
        self, slack: Slack, place: IncidentPlace, raw: Any
    ):
        """An edit calls nobody: a better ranking changes the words, a mention stays as it was."""
        first = story(ranking=certainty("low"))
        told = self.ask(slack, place, incident=first)
        better = first.model_copy(update={"ranking": by_robin()})
        again = tell(TellIncident(incident=better, told=told), slack, place)
        assert again.mentioned == ()
        assert "<@" not in json.dumps(messages(raw, first.key))

    def test_a_mention_outlives_an_update(self, slack: Slack, place: IncidentPlace, raw: Any):
        """Who was called stays visible, also when the caps would not allow it a second time."""
        first = story(ranking=by_robin())
        told = self.ask(slack, place, incident=first)
        acknowledged = first.model_copy(update={"acknowledged_by": "U1ABC"})
        tell(TellIncident(incident=acknowledged, told=told, may_mention=()), slack, place)
        assert f"by <@{told.mentioned[0]}>" in json.dumps(messages(raw, first.key))


class TestReplying:
    """Every development once below the message."""

    def test_the_detail_comes_with_its_picture_once(
        self, slack: Slack, emulated: Emulated, place: IncidentPlace, raw: Any
    ):
        """Words and curve stand in the thread, also after an attempt whose answer was lost."""
        first = story()
        told = tell(TellIncident(incident=first), slack, place)
        ask = ReplyInThread(incident=first, told=told, key="detail", kind="detail")
        said = reply(ask, slack, place)
        assert (said.threads, said.blocked_by, said.detail) == (("detail",), None, "")
        other = Slack(SecretStr(SLACK_TOKEN), emulated.slack)
        assert reply(ask, other, place) == said
        words, picture = replies(raw, told)
        assert "All suspects" in words["text"]
        assert picture["files"][0]["name"].startswith("deploy-")

    def test_a_reply_interrupted_before_its_picture_is_completed(
        self, slack: Slack, place: IncidentPlace, raw: Any
    ):
        """Words that are there are not said again; the picture is added."""
        first = story()
        told = tell(TellIncident(incident=first), slack, place)
        ask = ReplyInThread(incident=first, told=told, key="detail", kind="detail")
        blind = first.model_copy(update={"curve": ()})
        reply(ask.model_copy(update={"incident": blind}), slack, place)
        reply(ask, slack, place)
        assert ["files" in each for each in replies(raw, told)] == [False, True]

    def test_who_was_not_told_is_not_told_how_it_goes_on(self, slack: Slack, place: IncidentPlace):
        """Without a message there is no thread."""
        untold = Told(blocked_by=BlockedBy.REFUSED, detail="why")
        ask = ReplyInThread(incident=story(), told=untold, key="news:1", kind="news", text="x")
        assert reply(ask, slack, place) == untold


class TestBecomingCritical:
    """What turns worse after it was told is heard beside its message."""

    def test_the_channel_hears_it_once(
        self, scripted: Slack, server: ScriptedServer, place: IncidentPlace
    ):
        """The reply is broadcast, and the message says "critical" from then on."""
        first = story(alarm=ALARM.model_copy(update={"people": 90, "ratio": 9.0}))
        ask = TellIncident(incident=first, told=Told(channel_id=CHANNEL, ts="1.1"))
        told = tell(ask, scripted, placed(place, channel=CHANNEL))
        assert told.threads == ("critical",)
        update, cry = (
            each.body
            for each in server.asked
            if each.path.endswith(("chat.update", "chat.postMessage"))
        )
        assert "Critical: TypeError" in update
        assert '"reply_broadcast": true' in cry
        assert "Critical now." in cry
        said = {"event_type": "groundskeeper", "event_payload": {"key": f"{first.key}#critical"}}
        there = [{"ts": "1.1"}, {"ts": "2.2", "user": "U1", "metadata": said}]
        server.on("POST /api/conversations.replies", Answer(200, {"ok": True, "messages": there}))
        tell(ask.model_copy(update={"told": told}), scripted, placed(place, channel=CHANNEL))
        assert sum(each.path.endswith("chat.postMessage") for each in server.asked) == 1

    @pytest.mark.parametrize("changes", [{"critical": True}, {"status": "recovering"}])
    def test_what_was_critical_or_is_over_is_not_cried(
        self, scripted: Slack, server: ScriptedServer, place: IncidentPlace, changes: dict[str, Any]
    ):
        """Nobody is called twice, or for what ends."""
        worst = ALARM.model_copy(update={"people": 90, "ratio": 9.0})
        ask = TellIncident(
            incident=story(alarm=worst, **changes), told=Told(channel_id=CHANNEL, ts="1.1")
        )
        assert tell(ask, scripted, placed(place, channel=CHANNEL)).threads == ()


class TestLostAnswers:
    """Killed after any request, the next attempt completes what there is and doubles nothing."""

    def test_every_answer_may_be_lost(self, emulated: Emulated, place: IncidentPlace, raw: Any):
        """One message, one reply and one picture, whichever answer never arrived."""
        upstream = emulated.slack.removesuffix("/api/")
        with losing_proxy(upstream) as proxy:
            address = f"{proxy.url}/api/"
            needed = self.told_with_loss(proxy, address, place, raw, lost=0)
            assert needed > 10
            for lost in range(1, needed + 1):
                self.told_with_loss(proxy, address, place, raw, lost=lost)

    def told_with_loss(
        self, proxy: LosingProxy, address: str, place: IncidentPlace, raw: Any, *, lost: int
    ) -> int:
        """Tell an incident and its detail, losing one answer; return how many were given."""
        proxy.lose(lost)
        first = story(ranking=by_robin())
        told = self.until_it_works(
            address, lambda slack: tell(TellIncident(incident=first), slack, place, patient=True)
        )
        ask = ReplyInThread(incident=first, told=told, key="detail", kind="detail")
        self.until_it_works(address, lambda slack: reply(ask, slack, place))
        asked = proxy.asked
        (message,) = messages(raw, first.key)
        assert message["ts"] == told.ts
        assert ["files" in each for each in replies(raw, told)] == [False, True]
        return asked

    def until_it_works(self, address: str, attempt: Callable[[Slack], Told]) -> Told:
        """Try as Temporal does: each time in a process that remembers nothing."""
        for _ in range(3):
            try:
                return attempt(Slack(SecretStr(SLACK_TOKEN), address))
            except ServiceTrouble:
                continue
        raise AssertionError("three attempts were not enough for one lost answer")


class TestModes:
    """What leaves this machine is the operator's decision."""

    def test_off_is_off(self, place: IncidentPlace, capture: CaptureFile):
        """Nothing is sent, nothing is written down, and the reason is seen."""
        off = placed(place, mode="off")
        assert tell(TellIncident(incident=story()), None, off).blocked_by is BlockedBy.OUTPUT_OFF
        ask = ReplyInThread(incident=story(), told=Told(), key="k", kind="news")
        assert reply(ask, None, off).blocked_by is BlockedBy.OUTPUT_OFF
        assert capture.read().records == ()

    def test_preview_writes_down_exactly_what_would_be_sent(
        self, place: IncidentPlace, capture: CaptureFile, slack: Slack, raw: Any
    ):
        """The message and its replies, with the picture's size and hash instead of its bytes."""
        preview = placed(place, mode="preview")
        first = story()
        told = tell(TellIncident(incident=first), None, preview)
        assert (told.blocked_by, told.ts) == (BlockedBy.PREVIEW, "")
        ask = ReplyInThread(incident=first, told=told, key="detail", kind="detail")
        said = reply(ask, None, preview)
        assert (said.blocked_by, said.threads) == (BlockedBy.PREVIEW, ("detail",))
        message, answer = capture.read().records
        assert self.summary(message) == ("tell_incident", "#flags", first.key)
        assert self.summary(answer) == ("reply_in_thread", "#flags", f"{first.key}#detail")
        picture = answer.payload["picture"]
        assert picture["bytes"] > 10_000
        assert len(picture["sha256"]) == len(hashlib.sha256().hexdigest())
        tell(TellIncident(incident=first), slack, place)
        (sent,) = messages(raw, first.key)
        assert sent["text"] == message.payload["text"]
        assert sent["blocks"] == message.payload["blocks"]

    def summary(self, record: CaptureRecord) -> tuple[str, str, str]:
        """Return what a record is of."""
        return record.operation, record.target, record.key

    def test_preview_repeats_nothing(self, place: IncidentPlace, capture: CaptureFile):
        """A retry is written down once; an update is another revision."""
        preview = placed(place, mode="preview")
        first = story()
        told = tell(TellIncident(incident=first), None, preview)
        tell(TellIncident(incident=first, told=told), None, preview)
        over = first.model_copy(update={"status": "resolved"})
        tell(TellIncident(incident=over, told=told), None, preview)
        assert len(capture.read().records) == 2


CHANNEL = "C0000000001"
OK = Answer(200, {"ok": True, "ts": "1.1", "messages": [], "permalink": "", "user_id": "U1"})
THREAD = Answer(200, {"ok": True, "messages": [{"ts": "1.1"}]})


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """A server that stands for Slack, and takes every message."""
    with scripted_server() as running:
        for method in (
            "auth.test", "conversations.history", "chat.postMessage", "chat.update",
            "chat.getPermalink",
        ):  # fmt: skip
            running.on(f"POST /api/{method}", OK)
        running.on("POST /api/conversations.replies", THREAD)
        yield running


@pytest.fixture
def scripted(server: ScriptedServer) -> Slack:
    """A client of that server."""
    return Slack(SecretStr("xoxb-x"), f"{server.url}/api/")


class TestTrouble:
    """What passes by itself is tried again; what does not is said."""

    LOOKUP = "POST /api/users.lookupByEmail"

    def test_trouble_with_a_mention_is_worth_an_attempt_and_no_alert(
        self, scripted: Slack, server: ScriptedServer, place: IncidentPlace
    ):
        """First it is tried again, then the message goes out without the mention."""
        server.on(self.LOOKUP, Answer(503, {"ok": False}))
        ask = TellIncident(incident=story(ranking=by_robin()))
        there = placed(place, channel=CHANNEL)
        with pytest.raises(ServerFailed):
            tell(ask, scripted, there, patient=True)
        told = tell(ask, scripted, there)
        assert (told.ts, told.mentioned) == ("1.1", ())

    def test_a_missing_scope_costs_the_mention_alone(
        self, scripted: Slack, server: ScriptedServer, place: IncidentPlace
    ):
        """An app that may not look people up alerts all the same."""
        server.on(self.LOOKUP, Answer(200, {"ok": False, "error": "missing_scope"}))
        ask = TellIncident(incident=story(ranking=by_robin()))
        told = tell(ask, scripted, placed(place, channel=CHANNEL), patient=True)
        assert (told.ts, told.mentioned, told.blocked_by) == ("1.1", (), None)

    @pytest.mark.parametrize("code", ["is_archived", "restricted_action", "missing_scope"])
    def test_a_channel_that_takes_nothing_refuses_the_whole_incident(
        self, scripted: Slack, server: ScriptedServer, place: IncidentPlace, code: str
    ):
        """Archived, forbidden or without the scope: a value with Slack's own word for it."""
        server.on("POST /api/chat.postMessage", Answer(200, {"ok": False, "error": code}))
        ask = TellIncident(incident=story(ranking=None))
        told = tell(ask, scripted, placed(place, channel=CHANNEL))
        assert told.blocked_by is BlockedBy.REFUSED
        assert code in told.detail

    def test_a_refused_update_keeps_its_message(
        self, scripted: Slack, server: ScriptedServer, place: IncidentPlace
    ):
        """The message is still known when the channel takes changes again."""
        server.on("POST /api/chat.update", Answer(200, {"ok": False, "error": "is_archived"}))
        told = Told(channel_id=CHANNEL, ts="1.1", mentioned=("U7",))
        after = tell(TellIncident(incident=story(), told=told), scripted, place)
        assert after.blocked_by is BlockedBy.REFUSED
        assert (after.ts, after.mentioned) == ("1.1", ("U7",))

    def test_a_picture_that_is_refused_leaves_the_words(
        self, scripted: Slack, server: ScriptedServer, place: IncidentPlace
    ):
        """The reply is there, and why its picture is not is told."""
        refusal = Answer(200, {"ok": False, "error": "missing_scope", "needed": "files:write"})
        server.on("POST /api/files.getUploadURLExternal", refusal)
        told = Told(channel_id=CHANNEL, ts="1.1")
        ask = ReplyInThread(incident=story(), told=told, key="detail", kind="detail")
        said = reply(ask, scripted, place)
        assert (said.threads, said.blocked_by) == (("detail",), None)
        assert "files:write" in said.detail

    def test_a_service_that_is_away_is_tried_again(
        self, scripted: Slack, server: ScriptedServer, place: IncidentPlace
    ):
        """Only a person's decision is a value; trouble is raised for Temporal to repeat."""
        server.on("POST /api/chat.update", Answer(503, {"ok": False}))
        told = Told(channel_id=CHANNEL, ts="1.1")
        with pytest.raises(ServerFailed):
            tell(TellIncident(incident=story(), told=told), scripted, place)


async def test_the_activities_carry_their_names_and_their_attempt(place: IncidentPlace):
    """Both answer under the names that workflows call, and reach the same functions."""
    door = IncidentActivities(None, placed(place, mode="preview"))
    environment = ActivityEnvironment()
    first = story()
    told = await environment.run(door.tell_incident, TellIncident(incident=first))
    assert told.blocked_by is BlockedBy.PREVIEW
    ask = ReplyInThread(incident=first, told=told, key="news:1", kind="news", text="x")
    said = await environment.run(door.reply_in_thread, ask)
    assert said.threads == ("news:1",)


def test_an_incident_that_waited_is_still_looked_for(
    scripted: Slack, server: ScriptedServer, place: IncidentPlace
):
    """Held over a weekend, its message is searched from the moment it was noticed."""
    held = incident(noticed_at=datetime.now(UTC) - timedelta(hours=61))
    tell(TellIncident(incident=held), scripted, placed(place, channel=CHANNEL))
    (history,) = (each.body for each in server.asked if each.path.endswith("history"))
    oldest = (held.noticed_at - timedelta(minutes=10)).timestamp()
    assert f"oldest={oldest:.6f}" in history
