"""What the author of a merged change is told: it has arrived, or a day later it has not."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from messages import escape
from messages.marker import Marker, write_marker
from scans.event_health import Arrived, Awaited, MergedNews
from scans.model import Model
from scans.model.identity import EVENT_HEALTH
from scans.words import date

_LONGEST_NAME = 160
_MOST = 20
"""Events and properties of one kind; a change that sends more is announced by these."""

_SHA = 7


class CommentText(Model):
    """What a comment says. Markdown; everything foreign in it is escaped."""

    body: str
    fingerprint: str
    """By which the same comment is found again: one per pull request and kind."""


def merged_comment(news: MergedNews, *, workflow_id: str = "") -> CommentText:
    """Return the comment about one merged pull request."""
    change = news.change
    subject = f"{change.repository}#{change.number}"
    marker = Marker(
        scan=EVENT_HEALTH,
        subject=subject,
        repository=change.repository,
        fingerprint=f"{EVENT_HEALTH}:{subject}:{news.kind}",
        head_sha=change.sha,
        workflow_id=workflow_id,
    )
    lines = [*_said(news), "", write_marker(marker)]
    return CommentText(body="\n".join(lines) + "\n", fingerprint=marker.fingerprint)


def _said(news: MergedNews) -> Iterator[str]:
    if news.kind == "seen":
        yield f"What this pull request began to send has arrived in PostHog{_deployed(news)}."
        yield ""
        yield from _listed(_arrival(each) for each in news.arrived)
        return
    yield (
        f"Since its deploy{_deployed(news)}, PostHog has not seen everything that this "
        "pull request began to send."
    )
    yield ""
    yield "**Not seen:**"
    yield from _listed(_what(each) for each in news.missing)
    if news.arrived:
        yield ""
        yield "**Seen:**"
        yield from _listed(_arrival(each) for each in news.arrived)
    yield ""
    yield (
        "It may stand behind a flag or in a rare case. If not, look whether the line runs, and "
        "whether the name is spelled the same everywhere. This is said once."
    )


def _deployed(news: MergedNews) -> str:
    change = news.change
    if change.deployed_at is None:
        return ""
    sha = escape.code(change.sha[:_SHA])
    source = f", says {escape.markdown(change.deploy_source)}" if change.deploy_source else ""
    return f" ({sha} on {_moment(change.deployed_at)}{source})"


def _what(each: Awaited) -> str:
    event = escape.code(escape.cut(each.event, _LONGEST_NAME))
    if not each.property:
        return event
    return f"{escape.code(escape.cut(each.property, _LONGEST_NAME))} of {event}"


def _arrival(each: Arrived) -> str:
    if each.first_at is None:
        return f"{_what(each)}, which had been sent before too"
    return f"{_what(each)}, first on {_moment(each.first_at)}"


def _listed(entries: Iterable[str]) -> Iterator[str]:
    found = list(entries)
    yield from (f"- {each}" for each in found[:_MOST])
    if len(found) > _MOST:
        yield f"- and {len(found) - _MOST} more"


def _moment(at: datetime) -> str:
    return f"{date(at)} {at.astimezone(UTC):%H:%M} UTC"
