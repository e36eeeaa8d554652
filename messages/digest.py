"""The periodic Slack message: what there is to tidy, what waits for people, what was not done.

Slack refuses more than 50 blocks and, without saying so in its reference, about 13,000 characters
of them. The message stays below both: lists are shortened until it fits, at whole lines.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from messages import escape, words
from messages.digest_content import (
    DigestContent,
    ScanSection,
    WaitingPullRequest,
    ranked,
    revision,
)
from messages.digest_lines import (
    LONGEST_NAME,
    Room,
    abstained_lines,
    blind_lines,
    finding_lines,
    gone_lines,
    headline,
    heartbeat,
    scan_line,
    skipped_lines,
    waiting_lines,
)
from scans.model import Model

__all__ = ["DigestContent", "ScanSection", "SlackMessage", "WaitingPullRequest", "digest"]

MOST_BLOCKS = 45
MOST_CHARACTERS = 10_000
MOST_SECTION = 2_500
_LONGEST_TEXT = 300
_LONGEST_HEADER = 140

_TOP = 5
"""Findings of one scan."""

Block = dict[str, Any]

_ROOMS = (
    Room(10, 200, LONGEST_NAME),
    Room(5, 200, LONGEST_NAME),
    Room(3, 120, LONGEST_NAME),
    Room(2, 80, 40),
    Room(1, 50, 20),
)
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
    """Return the message for one period; if every scan was blind, it says that and no more."""
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
    project = escape.slack(escape.cut(content.project, LONGEST_NAME))
    parts = [f"{project}: {headline(content)}."]
    if waiting:
        verb = "waits" if waiting == 1 else "wait"
        parts.append(f"{words.counted(waiting, 'pull request')} {verb} for you.")
    if content.blindness:
        parts.append("Not everything could be read.")
    return escape.cut(" ".join(parts), _LONGEST_TEXT)


def _blocks(content: DigestContent, room: Room) -> Iterator[Block]:
    header = escape.cut(headline(content), _LONGEST_HEADER)
    yield {"type": "header", "text": {"type": "plain_text", "text": header, "emoji": False}}
    yield from _section("", blind_lines(content.blind, room))
    for section in content.sections:
        yield from _scan(content, section, room)
    if not content.saw_nothing:
        yield from _section("Waiting for people", waiting_lines(content, room))
        yield from _section("Not done, and why", skipped_lines(content, room))
        yield from _section("Not judged", abstained_lines(content, room))
    yield {"type": "context", "elements": [_mrkdwn(heartbeat(content))]}


def _scan(content: DigestContent, section: ScanSection, room: Room) -> Iterator[Block]:
    yield from _section("", [scan_line(content, section), *blind_lines(section.blind, room)])
    for finding in ranked(content, section)[: min(_TOP, room.entries)]:
        yield from _section("", finding_lines(content, section, finding, room))
    yield from _section("", gone_lines(section, room))


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
