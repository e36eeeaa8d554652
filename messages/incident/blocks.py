"""The parts of an incident's message that people press, and the frame around its lines."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from messages.incident.view import address
from scans.deploy_watch.incident import Incident
from scans.deploy_watch.incoming import button_value
from scans.deploy_watch.observations import TOTAL
from scans.deploy_watch.verdicts import Verdict

Block = dict[str, Any]

MOST_BLOCKS = 45
MOST_CHARACTERS = 10_000
"""Of all blocks as JSON; Slack's own limit lies somewhere above 11,000."""
MOST_SECTION = 2_500
MOST_BLOCK_ID = 255
MOST_OPTION_VALUE = 75

SNOOZES = ((1, "1 hour"), (4, "4 hours"), (24, "24 hours"))
_USUAL_SNOOZE = 4


def mrkdwn(text: str) -> Block:
    """Return a text object that Slack shows as it is: it makes no link of what looks like one."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain(text: str) -> Block:
    """Return a text object in which nothing is markup."""
    return {"type": "plain_text", "text": text, "emoji": False}


def section(lines: Sequence[str]) -> Iterator[Block]:
    """Yield one section of as many whole lines as Slack takes; none without lines."""
    kept: list[str] = []
    room = MOST_SECTION
    for line in filter(None, lines):
        room -= len(line) + 1
        if room < 0:
            kept.append("…")
            break
        kept.append(line)
    if kept:
        yield {"type": "section", "text": mrkdwn("\n".join(kept))}


def context(text: str) -> Block:
    """Return one small line."""
    return {"type": "context", "elements": [mrkdwn(text)]}


def numbered(blocks: Iterable[Block], key: str, revision: str) -> list[Block]:
    """Return the blocks with ids that no other message, and no other revision of it, has.

    A key that leaves no room for them goes without: Slack then makes ids of its own.
    """
    given = list(blocks)
    prefix = f"{key}:{revision}"
    if len(prefix) > MOST_BLOCK_ID - 4:
        return given
    return [block | {"block_id": f"{prefix}:{number}"} for number, block in enumerate(given)]


def buttons(incident: Incident) -> Iterator[Block]:
    """Yield what may be done about an incident, and where to look at it."""
    if incident.status != "resolved":
        yield {"type": "actions", "elements": list(_verbs(incident))}
    if elements := [*_elsewhere(incident)]:
        yield {"type": "actions", "elements": elements}


def _verbs(incident: Incident) -> Iterator[Block]:
    """Yield at most four elements: more would wrap on a telephone."""
    if not incident.acknowledged_by:
        yield _button("ack", "Acknowledge", incident.key) | {"style": "primary"}
    yield {
        "type": "users_select",
        "action_id": "gk.incident.assign",
        "placeholder": plain("Assign"),
    }
    yield _snooze(incident.key)
    if not incident.marked_wrong_by:
        yield _button("not_ours", "Not this deploy", incident.key)


def _elsewhere(incident: Incident) -> Iterator[Block]:
    # Muting all errors together would silence whatever breaks next.
    if incident.status != "resolved" and incident.alarm.series != TOTAL and not incident.muted_by:
        what = "funnel" if incident.verdict is Verdict.CONVERSION_DROP else "error"
        yield _button("mute", f"Mute this {what}", incident.key) | {
            "confirm": {
                "title": plain(f"Mute this {what}?"),
                "text": plain("Nobody is told of it for 30 days, however bad it becomes."),
                "confirm": plain("Mute"),
                "deny": plain("Cancel"),
            }
        }
    if rollback := address(incident.rollback_url):
        yield _link("gk.incident.rollback", "Previous deploy", rollback)
    issue = next((each.url for each in incident.issues if address(each.url)), "")
    if issue:
        yield _link("gk.link.issue", "Error in PostHog", issue)
    if deploy := address(incident.deploy.url):
        yield _link("gk.link.deploy", "Deploy", deploy)


def _snooze(key: str) -> Block:
    if any(len(button_value(key, hours)) > MOST_OPTION_VALUE for hours, _ in SNOOZES):
        usual = button_value(key, _USUAL_SNOOZE)
        return _button("snooze", f"Snooze {_USUAL_SNOOZE} hours", usual)
    return {
        "type": "static_select",
        "action_id": "gk.incident.snooze",
        "placeholder": plain("Snooze"),
        "options": [
            {"text": plain(name), "value": button_value(key, hours)} for hours, name in SNOOZES
        ],
    }


def _button(verb: str, label: str, value: str) -> Block:
    return {
        "type": "button",
        "action_id": f"gk.incident.{verb}",
        "text": plain(label),
        "value": value,
    }


def _link(action_id: str, label: str, url: str) -> Block:
    return {"type": "button", "action_id": action_id, "text": plain(label), "url": url}
