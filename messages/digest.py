"""The periodic Slack message: what there is to tidy, what waits for people, what was not done.

Slack refuses more than 50 blocks and, without saying so in its reference, about 13,000 characters
of them. The message stays below both: lists are shortened until it fits, at whole lines.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from messages import escape, words
from messages.digest_content import (
    DigestContent,
    WaitingPullRequest,
    changes,
    grouped,
    ranked,
    revision,
)
from scans.model import BlockedBy, Finding, Model
from scans.model.action import Skipped

__all__ = ["DigestContent", "SlackMessage", "WaitingPullRequest", "digest"]

MOST_BLOCKS = 45
MOST_CHARACTERS = 10_000
MOST_SECTION = 2_500
_LONGEST_TEXT = 300
_LONGEST_HEADER = 140

_LONGEST_NAME = 60
_TOP = 5
_FEWEST_REASONS = 3

Block = dict[str, Any]


class _Room(NamedTuple):
    """How much a message shows."""

    entries: int
    """Of each list."""
    characters: int
    """Of each fact."""


_ROOMS = (_Room(10, 200), _Room(5, 200), _Room(3, 120), _Room(1, 60))
"""The first that fits is taken; the last always does."""


class SlackMessage(Model):
    """One message, ready to be sent."""

    text: str
    """What a notification shows: the conclusion, at most 300 characters of mrkdwn."""
    blocks: tuple[Block, ...]
    key: str
    """The same for every attempt to send the digest of one period."""
    revision: str
    """Changes only with what is said."""


def digest(content: DigestContent) -> SlackMessage:
    """Return the message for one period."""
    key, version = f"digest:{content.project}:{content.period}", revision(content)
    blocks: list[Block] = []
    for room in _ROOMS:
        blocks = _numbered(_blocks(content, room), f"{key}:{version}")
        if len(blocks) <= MOST_BLOCKS and len(json.dumps(blocks)) <= MOST_CHARACTERS:
            break
    return SlackMessage(text=_text(content), blocks=tuple(blocks), key=key, revision=version)


def _numbered(blocks: Iterable[Block], prefix: str) -> list[Block]:
    return [block | {"block_id": f"{prefix}:{number}"} for number, block in enumerate(blocks)]


def _text(content: DigestContent) -> str:
    waiting = len(content.pull_requests)
    project = escape.slack(escape.cut(content.project, _LONGEST_NAME))
    parts = [f"{project}: {_headline(content)}."]
    if waiting:
        verb = "waits" if waiting == 1 else "wait"
        parts.append(f"{words.counted(waiting, 'pull request')} {verb} for you.")
    if content.blind:
        parts.append("Not everything could be read.")
    return escape.cut(" ".join(parts), _LONGEST_TEXT)


def _blocks(content: DigestContent, room: _Room) -> Iterator[Block]:
    header = escape.cut(_headline(content), _LONGEST_HEADER)
    yield {"type": "header", "text": {"type": "plain_text", "text": header, "emoji": False}}
    yield from _section("", [_breakdown(content)])
    yield from _section("", _blind_lines(content, room))
    for finding in ranked(content)[: min(_TOP, room.entries)]:
        yield from _section("", _finding_lines(content, finding, room))
    yield from _section("Waiting for people", _waiting_lines(content, room))
    yield from _section("Not done, and why", _skipped_lines(content, room))
    yield from _section("Not judged", _abstained_lines(content, room))
    yield {"type": "context", "elements": [_mrkdwn(_heartbeat(content))]}


def _section(title: str, lines: Sequence[str]) -> Iterator[Block]:
    """Yield one section of as many whole lines as Slack takes; none without lines."""
    if not lines:
        return
    kept = [f"*{title}*"] if title else []
    room = MOST_SECTION - sum(map(len, kept))
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            kept.append("…")
            break
        kept.append(line)
    yield {"type": "section", "text": _mrkdwn("\n".join(kept))}


def _mrkdwn(text: str) -> Block:
    """Verbatim, so that Slack makes no link of what looks like one."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _headline(content: DigestContent) -> str:
    number = len(content.findings)
    if content.blind and not number:
        return "No conclusion: not everything could be read"
    text = f"{words.counted(number, 'thing')} to tidy" if number else "Nothing to tidy"
    delta = changes(content)
    if delta is None or delta == (0, 0):
        return text
    signs = ", ".join(
        f"{sign}{count}" for sign, count in zip("+\u2212", delta, strict=True) if count
    )
    since = f" since {_day(content.previous_as_of)}" if content.previous_as_of else ""
    return f"{text} ({signs}{since})"


def _breakdown(content: DigestContent) -> str:
    counts: dict[str, int] = {}
    for finding in content.findings:
        counts[finding.verdict] = counts.get(finding.verdict, 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = " · ".join(f"{count} {escape.slack(words.verdict(name))}" for name, count in ordered)
    return f"*{escape.slack(content.project)}* {shown}".rstrip()


def _blind_lines(content: DigestContent, room: _Room) -> list[str]:
    lines = [
        f":warning: Could not read {_name(each.source)} ({_fact(each.reason, room)}); "
        "nothing is concluded from it."
        for each in content.blind
    ]
    return _shortened(lines, room.entries)


def _finding_lines(content: DigestContent, finding: Finding, room: _Room) -> list[str]:
    return [
        f"{_name(finding.subject)} {_fact(finding.reason, room)}",
        f"→ {_next(content, finding)}",
    ]


def _next(content: DigestContent, finding: Finding) -> str:
    """Return the one thing to do about a finding: review, or what its scan suggests, or why not."""
    for each in content.pull_requests:
        if each.subject == finding.subject:
            return f"review {_link(each)}"
    for skipped in content.skipped:
        if skipped.fingerprint == finding.fingerprint:
            return f"nothing is proposed: {words.BLOCKED_BY[skipped.blocked_by]}"
    return words.ACTION[finding.suggested_action]


def _waiting_lines(content: DigestContent, room: _Room) -> list[str]:
    oldest_first = sorted(content.pull_requests, key=lambda each: each.created_at)
    lines = [
        f"• {_link(each)} {escape.slack(escape.cut(each.title, 2 * _LONGEST_NAME))} "
        f"({'draft, ' if each.draft else ''}{_age(each.created_at, content.as_of)})"
        for each in oldest_first
    ]
    return _shortened(lines, room.entries)


def _skipped_lines(content: DigestContent, room: _Room) -> list[str]:
    lines = [_group_line(*group, room) for group in grouped(content).items()]
    return _shortened(lines, max(room.entries, _FEWEST_REASONS))


def _group_line(reason: BlockedBy, skipped: Sequence[Skipped], room: _Room) -> str:
    names = ", ".join(_name(each.subject) for each in skipped[: room.entries])
    hidden = len(skipped) - room.entries
    more = f" and {hidden} more" if hidden > 0 else ""
    alone = len(skipped) == 1 and skipped[0].detail
    detail = f" ({_fact(skipped[0].detail, room)})" if alone else ""
    words_of = words.BLOCKED_BY[reason]
    return f"• {words_of[0].upper()}{words_of[1:]} ({len(skipped)}): {names}{more}{detail}"


def _abstained_lines(content: DigestContent, room: _Room) -> list[str]:
    lines = [f"• {_name(each.subject)} {_fact(each.reason, room)}" for each in content.abstained]
    return _shortened(lines, room.entries)


def _heartbeat(content: DigestContent) -> str:
    modes = content.modes.model_dump()
    outputs = ", ".join(f"{name.replace('_', ' ')} {mode}" for name, mode in modes.items())
    last = _moment(content.last_success) if content.last_success else "never"
    following = f" · next {_moment(content.next_look)}" if content.next_look else ""
    version = escape.slack(escape.cut(content.version, _LONGEST_NAME))
    return f"Last look {last}{following} · Groundskeeper {version} · {outputs}"


def _shortened(lines: list[str], most: int) -> list[str]:
    more = [f"and {len(lines) - most} more"] if len(lines) > most else []
    return [*lines[:most], *more]


def _name(text: str) -> str:
    return escape.slack_code(escape.cut(text, _LONGEST_NAME))


def _fact(text: str, room: _Room) -> str:
    return escape.slack(escape.cut(text, room.characters))


def _link(each: WaitingPullRequest) -> str:
    return escape.slack_link(f"{each.repository} pull request {each.number}", each.url)


def _age(then: datetime, now: datetime) -> str:
    days = (now - then).days
    return f"{words.counted(days, 'day')} old" if days > 0 else "new"


def _day(moment: datetime) -> str:
    day = moment.astimezone(UTC)
    return f"{day.day} {day:%b}"


def _moment(moment: datetime) -> str:
    return f"{_day(moment)} {moment.astimezone(UTC):%H:%M} UTC"
