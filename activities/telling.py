"""What is said on a merged pull request: what became of it, and what it may have broken. Once."""

from collections.abc import Iterable
from dataclasses import dataclass

from activities.wiring import utc_now
from clients.capture import CaptureFile
from clients.errors import WriteRefused
from clients.github import GitHub
from messages.marker import read_marker
from messages.merged_comment import merged_comment
from scans.event_health import MergedNews
from scans.model import BlockedBy, CommentOutcome
from scans.model.action import OutputMode


@dataclass(frozen=True)
class Voice:
    """Where comments go."""

    mode: OutputMode
    github: GitHub | None
    """None where nothing may be written and no credential is set."""
    capture: CaptureFile


def tell_merged(
    voice: Voice, repository: str, news: Iterable[MergedNews], *, workflow_id: str = ""
) -> tuple[CommentOutcome, ...]:
    """Comment on merged pull requests of one repository, or say why not.

    Raises:
        ClientError: GitHub is away, or refused for another reason than that it takes no comment.
        CaptureFailed: Preview mode could not write down what it would have sent.
    """
    return tuple(_tell(voice, repository, each, workflow_id) for each in news)


def say_once(voice: Voice, outcome: CommentOutcome, body: str, key: str) -> CommentOutcome:
    """Write one comment, whose marker has the fingerprint `key`, or say why not.

    Raises as `tell_merged` does.
    """
    repository, number = outcome.repository, outcome.number
    if voice.mode == "off":
        return outcome.model_copy(update={"blocked_by": BlockedBy.OUTPUT_OFF})
    if voice.mode == "preview":
        _capture(voice.capture, f"{repository}#{number}", body, key)
        return outcome.model_copy(update={"blocked_by": BlockedBy.PREVIEW})
    assert voice.github is not None, "the settings demand a credential when comments are on"
    try:
        said = voice.github.comment_once(
            repository, number, body=body, same=lambda other: _is_the_same(other, key)
        )
    except WriteRefused as error:
        return outcome.model_copy(update={"blocked_by": BlockedBy.REFUSED, "detail": str(error)})
    return outcome.model_copy(update={"url": said.url})


def _tell(voice: Voice, repository: str, news: MergedNews, workflow_id: str) -> CommentOutcome:
    outcome = CommentOutcome(repository=repository, number=news.change.number, kind=news.kind)
    text = merged_comment(news, workflow_id=workflow_id)
    return say_once(voice, outcome, text.body, text.fingerprint)


def _is_the_same(body: str, key: str) -> bool:
    said = read_marker(body)
    return said is not None and said.fingerprint == key


def _capture(capture: CaptureFile, target: str, body: str, key: str) -> None:
    capture.append_once(
        at=utc_now(),
        output="comments",
        operation="comment",
        target=target,
        key=key,
        # It is said once, whatever becomes known later.
        revision=key,
        payload={"body": body},
    )
