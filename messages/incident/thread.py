"""What stands below an incident's message: the whole evidence, and every development, once each."""

import json
from collections.abc import Iterator
from typing import Literal

from messages import escape
from messages.digest import SlackMessage
from messages.incident import numbers
from messages.incident.blocks import MOST_CHARACTERS, Block, context, section
from messages.incident.message import finished, headline, whole
from messages.incident.view import Room, address, short, top_frame
from messages.incident.whose import signed, strongest_first, suspect_name
from scans.deploy_watch.incident import Incident, IssueFacts, Suspect
from scans.deploy_watch.looks import SeriesLook
from scans.deploy_watch.verdicts import Verdict
from scans.words import when

ReplyKind = Literal["detail", "news", "recovered", "all_clear", "rolled_back", "critical"]

_ROOMS = (Room(8, 8, 200), Room(5, 6, 120), Room(3, 4, 60), Room(1, 3, 24))
"""The first that fits is taken; the last always does."""
_MOST_SERIES = 10
_COLUMNS = (
    ("error", 28),
    ("people", 6),
    ("expected", 8),
    ("now", 6),
    ("evidence", 13),
    ("since", 6),
)
"""Narrow enough for Slack at half a window's width."""
_LEGEND = (
    "Points are a rule of thumb; a percentage says how far one is ahead of the others. Neither is "
    "a probability. In the table, *now* is how many times as many as expected at the last look, "
    "and *since* when it began, after the deploy."
)


def thread_reply(incident: Incident, key: str, kind: ReplyKind, text: str = "") -> SlackMessage:
    """Return one reply, which mentions nobody; `key` tells it from the others of the incident.

    `text` is a sentence of ours, for `news`, and more to say for the rest.
    """
    own_key = reply_key(incident, key)
    if kind == "detail":
        return _detail(incident, own_key)
    said = _said(incident, kind, text)
    return finished(own_key, whole(said), section([said]))


def reply_key(incident: Incident, key: str) -> str:
    """Return the identity of a reply among all messages of the channel."""
    return f"{incident.key}#{key}"


def _said(incident: Incident, kind: ReplyKind, text: str) -> str:
    """Return a development as one line of mrkdwn."""
    more = escape.slack(text.strip())
    match kind:
        case "recovered":
            at = incident.recovered_at
            own = f"*Recovered.* Back to what is expected{f' since {when(at)}' if at else ''}."
        case "all_clear":
            own = "*All clear.* It is over, and this deploy is no longer watched."
        case "rolled_back":
            own = _rolled_back(incident)
        case "critical":
            now = f"{headline(incident)}. {numbers.size(incident)}"
            own = f"*Critical now.* {escape.slack(now)}"
        case _:
            own = "" if more else "Nothing new."
    return f"{own} {more}".strip()


def _rolled_back(incident: Incident) -> str:
    back = incident.rolled_back_by
    if back is None:
        return "*Rolled back.* It should be over soon."
    sha = f" to {short(back.sha)}" if back.sha else ""
    return f"*Rolled back*{sha} on {when(back.at)}. It should be over soon."


def _detail(incident: Incident, key: str) -> SlackMessage:
    text = "All suspects, all errors in evidence, and what was not read."
    for room in _ROOMS[:-1]:
        message = finished(key, text, _blocks(incident, room))
        if len(json.dumps(message.blocks)) <= MOST_CHARACTERS:
            return message
    return finished(key, text, _blocks(incident, _ROOMS[-1]))


def _blocks(incident: Incident, room: Room) -> Iterator[Block]:
    yield from section(list(_suspects(incident, room)))
    yield from section(_table(incident))
    yield from section(list(_errors(incident, room)))
    yield from section(list(_unread(incident, room)))
    yield context(_LEGEND)


def _suspects(incident: Incident, room: Room) -> Iterator[str]:
    ranking = incident.ranking
    if ranking is None or not ranking.suspects:
        held = incident.verdict is Verdict.SHARED_RISE
        why = "none are named: the old release is hit as well" if held else "none are known"
        yield f"*Suspects* {why}."
        return
    yield f"*Suspects* certainty is {ranking.certainty}."
    for number, suspect in enumerate(ranking.suspects[: room.candidates], 1):
        yield f"{number}. {suspect_name(suspect, room)}, {100 * suspect.share:.0f} %"
        yield from _reasons(suspect, room)
    if (more := len(ranking.suspects) - room.candidates) > 0:
        yield f"and {more} more with fewer points"


def _reasons(suspect: Suspect, room: Room) -> Iterator[str]:
    for reason in strongest_first(suspect)[: room.reasons]:
        text = escape.slack(escape.cut(reason.text, room.characters))
        yield f"    • {signed(reason.points)} {text}"


def _table(incident: Incident) -> list[str]:
    """Return the series in evidence as a block of fixed width, one line of mrkdwn in all."""
    if not incident.in_evidence:
        return []
    names = {each.issue: each.type for each in incident.issues}
    rows = [_row([title for title, _ in _COLUMNS])]
    rows += [_row(_cells(look, names)) for look in incident.in_evidence[:_MOST_SERIES]]
    return [f"*In evidence*\n```{chr(10).join(rows)}```"]


def _cells(look: SeriesLook, names: dict[str, str]) -> list[str]:
    name = names.get(look.series) or numbers.series_name(look.series)
    onset = "?" if look.onset is None else f"{look.onset:+d} min"
    new = look.new
    return [
        name,
        str(look.people),
        "new" if new else f"{look.expected:.1f}",
        "" if new else f"{look.ratio:.1f}x",
        "" if new else numbers.evidence_of(look) or "under 1",
        onset,
    ]


def _row(cells: list[str]) -> str:
    (_, width), *others = _COLUMNS
    name = escape.cut(escape.terminal(cells[0]).replace("`", "\u02cb"), width)
    padded = name + " " * (width - len(name))
    rest = "".join(f" {cell:>{size}}" for cell, (_, size) in zip(cells[1:], others, strict=True))
    # Entities count as one character on the screen, so they come after the padding.
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        padded = padded.replace(sign, entity)
    return padded + rest


def _errors(incident: Incident, room: Room) -> Iterator[str]:
    if len(incident.issues) > 1:
        yield "*Errors*"
        yield from (_error(each, room) for each in incident.issues[: room.candidates])


def _error(issue: IssueFacts, room: Room) -> str:
    kind = escape.cut(issue.type or "error of no type", room.characters)
    linked = escape.slack_link(kind, address(issue.url))
    message = escape.slack(escape.cut(issue.message, room.characters))
    frame = top_frame(issue)
    where = ""
    if frame is not None:
        place = f"{frame.file}:{frame.line}" if frame.line else frame.file
        where = f", {escape.slack_code(escape.cut(place, room.characters))}"
    return f"• {linked}: {message}{where}"


def _unread(incident: Incident, room: Room) -> Iterator[str]:
    notes = (*incident.blind, *(incident.ranking.notes if incident.ranking else ()))
    if not notes:
        yield "*Not read* everything that was asked for was read."
        return
    yield "*Not read, or to be known*"
    for note in notes[: room.candidates]:
        yield f"• {escape.slack(escape.cut(note, room.characters))}"
    if (more := len(notes) - room.candidates) > 0:
        yield f"• and {more} more"
