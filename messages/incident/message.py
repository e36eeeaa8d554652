"""The one message of an incident: posted once, rewritten in place until it is over.

The order is that of the questions people ask: what broke, how badly, how sure is that, since when,
with which deploy, where in the code, whose change, and what can be done. What is not known is named
as such, so that nobody takes silence for an answer.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator

from messages import escape, words
from messages.digest import SlackMessage
from messages.incident import numbers
from messages.incident.blocks import (
    MOST_CHARACTERS,
    Block,
    buttons,
    context,
    numbered,
    plain,
    section,
)
from messages.incident.status import status_line, status_word
from messages.incident.view import (
    NOBODY,
    Room,
    View,
    address,
    main_issue,
    person,
    short,
    source_address,
    top_frame,
)
from messages.incident.whose import in_words, suspect_lines
from scans.deploy_watch.incident import Frame, Incident
from scans.deploy_watch.observations import TOTAL
from scans.deploy_watch.verdicts import Verdict
from scans.model import Deploy
from scans.words import when

LONGEST_TEXT = 300
LONGEST_HEADER = 140
LONGEST_MESSAGE = 200
"""Characters of an error's own message."""
_LONGEST_NAME = 40
_MOST_SHARING = 3

_ROOMS = (Room(3, 3, 200), Room(2, 3, 100), Room(1, 2, 40))
"""The first that fits is taken; the last always does."""


def incident_message(incident: Incident, view: View = NOBODY) -> SlackMessage:
    """Return the message as it should read now; the same facts always make the same revision."""
    text = _text(incident)
    for room in _ROOMS[:-1]:
        message = finished(incident.key, text, _blocks(incident, view, room))
        if len(json.dumps(message.blocks)) <= MOST_CHARACTERS:
            return message
    return finished(incident.key, text, _blocks(incident, view, _ROOMS[-1]))


def finished(key: str, text: str, blocks: Iterable[Block]) -> SlackMessage:
    """Return the message of these blocks; its revision changes only with what it says."""
    given = list(blocks)
    said = json.dumps([text, given], sort_keys=True)
    revision = hashlib.sha256(said.encode()).hexdigest()[:12]
    return SlackMessage(
        text=text, blocks=tuple(numbered(given, key, revision)), key=key, revision=revision
    )


def headline(incident: Incident) -> str:
    """Return the conclusion in a line of plain text: not escaped for any markup."""
    where = f"a deploy to {_cut(incident.deploy.environment) or 'an unnamed environment'}"
    what = _subject(incident)
    ratio = numbers.overall(incident.alarm)
    by = f" {numbers.times(ratio)}" if ratio is not None and ratio >= 1 else ""
    sentence = {
        Verdict.REGRESSION: f"{what} up{by} after {where}",
        Verdict.NEW_ISSUE: f"New after {where}: {what}",
        Verdict.CONVERSION_DROP: f"Conversion of {what} fell after {where}",
        Verdict.SHARED_RISE: f"{what} up{by} since {where}, on the old release too",
    }.get(incident.verdict, f"{what} after {where}")
    return escape.cut(sentence[:1].upper() + sentence[1:], LONGEST_HEADER - 30)


def _subject(incident: Incident) -> str:
    """Return what broke: an error by its type, a funnel by its name."""
    if incident.alarm.series == TOTAL or incident.verdict is Verdict.CONVERSION_DROP:
        return numbers.series_name(incident.alarm.series)
    issue = main_issue(incident)
    return (_cut(issue.type) if issue else "") or "an error"


def _cut(text: str) -> str:
    return escape.cut(escape.terminal(text), _LONGEST_NAME)


def _text(incident: Incident) -> str:
    """Return what a notification shows: mrkdwn, so escaped."""
    project = escape.slack(_cut(incident.project))
    state = f"{word}: " if (word := status_word(incident)) else ""
    said = escape.slack(f"{headline(incident)}. {numbers.size(incident)}")
    return whole(f"{project}: {state}{said} {in_words(incident)}".rstrip())


def whole(text: str) -> str:
    """Return what fits a notification, cut between words so that no escape is cut in half."""
    if len(text) <= LONGEST_TEXT:
        return text
    return f"{text[: LONGEST_TEXT - 1].rpartition(' ')[0]}…"


def _blocks(incident: Incident, view: View, room: Room) -> Iterator[Block]:
    word = status_word(incident)
    header = f"{word}: {headline(incident)}" if word else headline(incident)
    yield {"type": "header", "text": plain(escape.cut(header, LONGEST_HEADER))}
    yield context(status_line(incident))
    yield from section([_what(incident, room), *_how_much(incident)])
    yield from section(list(_when_and_where(incident, view, room)))
    yield from section(suspect_lines(incident, view, room))
    yield from buttons(incident)
    yield context(_foot(incident, view))


def _what(incident: Incident, room: Room) -> str:
    """Return the error itself: all of it is text from elsewhere."""
    issue = main_issue(incident)
    others = _others(incident)
    if incident.verdict is Verdict.CONVERSION_DROP:
        funnel = escape.slack_code(numbers.series_name(incident.alarm.series))
        return f"*{funnel}* fewer sessions than usual come to the end of it{others}"
    if issue is None:
        return f"*{_subject(incident).capitalize()}*; what it says could not be read"
    kind = escape.slack_code(escape.cut(issue.type or "error of no type", _LONGEST_NAME))
    message = escape.cut(issue.message, min(LONGEST_MESSAGE, room.characters))
    said = escape.slack_code(message) if message.strip() else "without a message"
    # All errors together are counted below, and this is but one of them.
    among = "Among them " if incident.alarm.series == TOTAL else ""
    return f"{among}*{kind}* {said}{others}"


def _others(incident: Incident) -> str:
    if incident.verdict is Verdict.CONVERSION_DROP:
        more = len(incident.issues)
        return f"; {words.counted(more, 'error')} in evidence, in the thread" if more else ""
    more = len(incident.issues) - 1
    return f" and {words.counted(more, 'more error')}, in the thread" if more > 0 else ""


def _how_much(incident: Incident) -> Iterator[str]:
    yield f"*How many* {numbers.size(incident)} {numbers.still(incident)}".rstrip()
    yield f"*How sure* {numbers.sure(incident)}"
    yield f"*Since when* {numbers.since(incident)}"


def _when_and_where(incident: Incident, view: View, room: Room) -> Iterator[str]:
    yield f"*Deploy* {_deploy(incident.deploy)}"
    if incident.sharing:
        shared = ", ".join(_deploy(each) for each in incident.sharing[:_MOST_SHARING])
        yield f"*Or an earlier one* less than two hours before: {shared}"
    yield f"*Where* {_where(incident, view, room)}"
    yield f"*On the old release* {numbers.old_release(incident)}."


def _deploy(deploy: Deploy) -> str:
    """Return a deploy: what, where to, when, by whom."""
    sha = short(deploy.sha) if deploy.sha else "of an unknown commit"
    environment = escape.slack(_cut(deploy.environment)) or "an unnamed environment"
    by = f" by {person(deploy.deployer, NOBODY)}" if deploy.deployer else ""
    return f"{sha} to {environment}, {when(deploy.at)}{by}"


def _where(incident: Incident, view: View, room: Room) -> str:
    issue = main_issue(incident)
    if incident.verdict is Verdict.CONVERSION_DROP and issue is None:
        return "a funnel has no stack"
    if issue is None or not issue.frames:
        return "no stack was read"
    frame = top_frame(issue)
    if frame is None:
        return "no line of your own code is in the stack"
    return _frame(incident, frame, view, room)


def _frame(incident: Incident, frame: Frame, view: View, room: Room) -> str:
    known = incident.ranking.paths if incident.ranking else {}
    file = known.get(frame.file, frame.file)
    place = f"{file}:{frame.line}" if frame.line else file
    # The end of a path says more than its beginning.
    shown = place if len(place) <= room.characters else f"…{place[1 - room.characters :]}"
    url = source_address(incident, frame, view)
    linked = escape.slack_link(shown, url) if url else escape.slack_code(shown)
    function = escape.cut(frame.function, _LONGEST_NAME)
    within = f" in {escape.slack_code(function)}" if function.strip() else ""
    minified = "" if frame.resolved else ", of the minified bundle: no source map was found"
    return f"{linked}{within}{minified}"


def _foot(incident: Incident, view: View) -> str:
    parts = [escape.slack(_cut(incident.project))]
    if not address(incident.rollback_url):
        parts.append("no page of the previous deploy is known")
    if not any(address(each.url) for each in incident.issues):
        parts.append("no page of the error is known")
    if run := address(incident.workflow_url):
        parts.append(escape.slack_link("how this was watched", run))
    if view.last_of_the_day:
        parts.append("*the day's number of incidents is reached: this channel gets no further one*")
    return " · ".join(parts)
