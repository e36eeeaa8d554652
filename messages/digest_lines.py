"""The lines of a digest: each says one thing, escaped and cut to the room there is."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from messages import escape, words
from messages.digest_content import (
    DigestContent,
    ScanSection,
    WaitingPullRequest,
    changes,
    grouped,
)
from scans.model import Blind, BlockedBy, Finding, SuggestedAction
from scans.model.action import Skipped
from scans.words import day, when

LONGEST_NAME = 60
_FEWEST_REASONS = 3


class Room(NamedTuple):
    """How much a message shows."""

    entries: int
    """Of each list."""
    characters: int
    """Of each fact."""
    name: int
    """Characters of each name."""


def headline(content: DigestContent) -> str:
    """Return the conclusion: how much there is, and the change since the last digest."""
    if content.saw_nothing or (content.blindness and not content.number):
        return "No conclusion: not everything could be read"
    number = content.number
    text = f"{words.counted(number, 'thing')} to tidy" if number else "Nothing to tidy"
    signs = _signs(content.sections)
    if not signs:
        return text
    since = f" since {day(content.previous_as_of)}" if content.previous_as_of else ""
    return f"{text} ({signs}{since})"


def _signs(sections: Iterable[ScanSection]) -> str:
    """Return the signed counts; empty if nothing changed, or nobody knows."""
    delta = changes(sections) or (0, 0)
    signed = zip("+\u2212", delta, strict=True)
    return ", ".join(f"{sign}{count}" for sign, count in signed if count)


def scan_line(content: DigestContent, section: ScanSection) -> str:
    """Return one scan's title: how much, what changed, which verdicts."""
    title = f"*{escape.slack(content.project)} · {escape.slack(words.scan(section.scan))}*"
    number = len(section.findings) + section.omitted
    if not number:
        return f"{title} {'no conclusion' if section.blind else 'nothing found'}"
    signs = _signs([section])
    return f"{title} {number}{f' ({signs})' if signs else ''}: {_verdicts(section)}"


def _verdicts(section: ScanSection) -> str:
    counts: dict[str, int] = {}
    for finding in section.findings:
        counts[finding.verdict] = counts.get(finding.verdict, 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    more = [f"{section.omitted} more, for a later look"] if section.omitted else []
    named = (f"{count} {escape.slack(words.verdict(name))}" for name, count in ordered)
    return " · ".join([*named, *more])


def blind_lines(blind: Sequence[Blind], room: Room) -> list[str]:
    """Return a warning for each source that could not be read."""
    lines = [
        f":warning: Could not read {_name(each.source, room)} ({_fact(each.reason, room)}); "
        "nothing is concluded from it."
        for each in blind
    ]
    return _shortened(lines, room.entries)


def finding_lines(
    content: DigestContent, section: ScanSection, finding: Finding, room: Room
) -> list[str]:
    """Return what is true of a subject, and the one thing to do about it."""
    severe = ":red_circle: " if finding.severity == "high" else ""
    new = " _new_" if section.is_new(finding) else ""
    return [
        f"{severe}{_name(finding.subject, room)} {_fact(finding.reason, room)}{new}",
        f"→ {_next(content, finding)}",
    ]


def _next(content: DigestContent, finding: Finding) -> str:
    """Return the one thing to do about a finding: review, or what its scan suggests, or why not."""
    for each in content.pull_requests:
        if (each.scan, each.subject) == (finding.scan, finding.subject):
            return f"review {_link(each)}"
    if finding.suggested_action is not SuggestedAction.POST_ALERT:
        for skipped in content.skipped:
            if skipped.fingerprint == finding.fingerprint:
                return f"nothing is proposed: {words.BLOCKED_BY[skipped.blocked_by]}"
    return words.ACTION[finding.suggested_action]


def gone_lines(section: ScanSection, room: Room) -> list[str]:
    """Return what the last digest told of and is over."""
    if not section.gone:
        return []
    return [f"Over since the last digest: {_names(section.gone, room)}"]


def waiting_lines(content: DigestContent, room: Room) -> list[str]:
    """Return our open pull requests, the oldest first."""
    oldest_first = sorted(content.pull_requests, key=lambda each: each.created_at)
    lines = [
        f"• {_link(each)} {escape.slack(escape.cut(each.title, 2 * room.name))} "
        f"({'draft, ' if each.draft else ''}{_age(each.created_at, content.as_of)})"
        for each in oldest_first
    ]
    return _shortened(lines, room.entries)


def skipped_lines(content: DigestContent, room: Room) -> list[str]:
    """Return what is not done, by its reason."""
    lines = [_group_line(*group, room) for group in grouped(content).items()]
    return _shortened(lines, max(room.entries, _FEWEST_REASONS))


def _group_line(reason: BlockedBy, skipped: Sequence[Skipped], room: Room) -> str:
    alone = len(skipped) == 1 and skipped[0].detail
    detail = f" ({_fact(skipped[0].detail, room)})" if alone else ""
    words_of = words.BLOCKED_BY[reason]
    names = _names([each.subject for each in skipped], room)
    return f"• {words_of[0].upper()}{words_of[1:]} ({len(skipped)}): {names}{detail}"


def abstained_lines(content: DigestContent, room: Room) -> list[str]:
    """Return what was looked at and not judged."""
    abstained = [each for section in content.sections for each in section.abstained]
    lines = [f"• {_name(each.subject, room)} {_fact(each.reason, room)}" for each in abstained]
    return _shortened(lines, room.entries)


def heartbeat(content: DigestContent) -> str:
    """Return the last line: who looked when, and what may leave this machine."""
    modes = content.modes.model_dump()
    outputs = ", ".join(f"{name.replace('_', ' ')} {mode}" for name, mode in modes.items())
    version = escape.slack(escape.cut(content.version, LONGEST_NAME))
    looks = ", ".join(map(_look, content.sections)) or "never"
    return f"Last look: {looks} · Groundskeeper {version} · {outputs}"


def _look(section: ScanSection) -> str:
    last = when(section.last_success) if section.last_success else "never"
    following = f" (next {when(section.next_look)})" if section.next_look else ""
    return f"{escape.slack(words.scan(section.scan))} {last}{following}"


def _shortened(lines: list[str], most: int) -> list[str]:
    more = [f"and {len(lines) - most} more"] if len(lines) > most else []
    return [*lines[:most], *more]


def _names(subjects: Sequence[str], room: Room) -> str:
    hidden = len(subjects) - room.entries
    more = f" and {hidden} more" if hidden > 0 else ""
    return ", ".join(_name(each, room) for each in subjects[: room.entries]) + more


def _name(text: str, room: Room) -> str:
    return escape.slack_code(escape.cut(text, room.name))


def _fact(text: str, room: Room) -> str:
    return escape.slack(escape.cut(text, room.characters))


def _link(each: WaitingPullRequest) -> str:
    return escape.slack_link(f"{each.repository} pull request {each.number}", each.url)


def _age(then: datetime, now: datetime) -> str:
    days = (now - then).days
    return f"{words.counted(days, 'day')} old" if days > 0 else "new"
