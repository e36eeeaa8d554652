"""Comments on merged pull requests: once each, and never where they are not wanted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from activities.merged import NO_CREDENTIAL, merged_in
from activities.telling import Voice, tell_merged
from activities.wiring import Repository
from clients.capture import CaptureFile
from clients.errors import WriteRefused
from clients.git import Git, RepositoryAddress
from clients.github import GitHub
from clients.github.model import Comment
from scans.event_health import Arrived, MergedNews
from scans.model import BlockedBy, CommentOutcome, MergedChange
from scans.model.action import OutputMode

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
SHOP = "my-org/shop"


class Conversation:
    """A pull request's comments, as a client for GitHub keeps them apart."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.locked = False

    def comment_once(
        self, name: str, number: int, *, body: str, same: Callable[[str], bool]
    ) -> Comment:
        """Find or write a comment."""
        if self.locked:
            raise WriteRefused(
                "GitHub", f"comment on {name}#{number}", "the conversation is locked"
            )
        if not any(map(same, self.bodies)):
            self.bodies.append(body)
        return Comment(url="http://127.0.0.1/comment", body=body, author="bot")


def news(kind: str = "seen") -> MergedNews:
    """What became of pull request 12."""
    change = MergedChange(
        repository=SHOP,
        number=12,
        url="http://127.0.0.1/pull/12",
        title="Count coupons",
        merged_at=AT - timedelta(days=2),
        sha="5f0c7a1e" * 5,
        deployed_at=AT - timedelta(days=1),
    )
    arrived = (Arrived(event="coupon_used"),)
    return MergedNews.model_validate({"change": change, "kind": kind, "arrived": arrived})


@pytest.fixture
def conversation() -> Conversation:
    """Nobody has said anything."""
    return Conversation()


Tell = Callable[..., tuple[CommentOutcome, ...]]


@pytest.fixture
def tell(conversation: Conversation, tmp_path: Path) -> Tell:
    """Tells the news of one pull request in a mode."""

    def told(mode: OutputMode, *said: MergedNews) -> tuple[CommentOutcome, ...]:
        capture = CaptureFile(tmp_path / "capture.jsonl")
        voice = Voice(mode, cast("GitHub", conversation), capture)
        return tell_merged(voice, SHOP, said or (news(),))

    return told


def test_the_same_news_is_told_once(conversation: Conversation, tell: Tell) -> None:
    """A second attempt, and another scan, find what was said; other news is another comment."""
    for _ in range(3):
        (outcome,) = tell("on")
        assert (outcome.url, outcome.blocked_by) == ("http://127.0.0.1/comment", None)
    tell("on", news("missing"))
    assert len(conversation.bodies) == 2


def test_preview_writes_down_what_would_be_said(
    conversation: Conversation, tell: Tell, tmp_path: Path
) -> None:
    """One record, however often it is looked at, and not a word on GitHub."""
    outcomes = [tell("preview") for _ in range(2)]
    assert [each.blocked_by for (each,) in outcomes] == [BlockedBy.PREVIEW] * 2
    (record,) = CaptureFile(tmp_path / "capture.jsonl").read().records
    assert (record.output, record.target) == ("comments", "my-org/shop#12")
    assert "`coupon_used`" in record.payload["body"]
    assert conversation.bodies == []


def test_off_says_nothing_at_all(conversation: Conversation, tell: Tell, tmp_path: Path) -> None:
    """Neither a comment nor a record, and the reason stands in the outcome."""
    (outcome,) = tell("off")
    assert outcome.blocked_by is BlockedBy.OUTPUT_OFF
    assert conversation.bodies == []
    assert CaptureFile(tmp_path / "capture.jsonl").read().records == ()


def test_a_locked_conversation_is_an_outcome(conversation: Conversation, tell: Tell) -> None:
    """Who takes no comments is left alone; the report says so."""
    conversation.locked = True
    (outcome,) = tell("on")
    assert outcome.blocked_by is BlockedBy.REFUSED
    assert "locked" in outcome.detail


async def test_without_a_credential_merged_changes_are_not_known(tmp_path: Path) -> None:
    """Nothing is concluded, nothing fails, and what is not known is said of the repository."""
    address = RepositoryAddress(name=SHOP, url=str(tmp_path))
    repository = Repository(address=address, projects=("shop",))
    found = await merged_in(Git(tmp_path), None, repository, AT, None, lambda _: None)
    assert found.changes == ()
    assert [(each.subject, each.reason) for each in found.abstained] == [(SHOP, NO_CREDENTIAL)]
