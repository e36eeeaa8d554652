"""Whose change it may have been, worded as surely as it is known. Never "caused by"."""

from collections.abc import Iterator, Sequence

from messages import escape
from messages.incident.view import NOBODY, Room, View, address, person, short
from scans.deploy_watch.incident import Incident, Ranking, Reason, Suspect
from scans.deploy_watch.verdicts import ALERTING

_KIND = {
    "flag": "feature flag",
    "experiment": "experiment",
    "remote_config": "remote configuration",
    "provider": "another company's service",
}
_UNKNOWN = "something else, or nobody's change"


def suspect_lines(incident: Incident, view: View, room: Room) -> list[str]:
    """Return who is suspected, why, and who else; one mrkdwn line each."""
    ranking = incident.ranking
    if incident.verdict not in ALERTING:
        return ["*Suspect* nobody is named: the old release is hit as well. That is no acquittal."]
    if ranking is None or not ranking.suspects:
        return ["*Suspect* not known: the deploy's changes could not be weighed; see the thread."]
    if not is_merge(ranking.suspects[0]) or ranking.certainty == "low":
        return _candidates(ranking, room)
    first, *rest = ranking.suspects
    lines = [_suspect(incident, first, view, room), *_reasons(first, room)]
    others = [suspect_name(each, room) for each in rest[: room.candidates]]
    return [*lines, f"*Others* {' · '.join(others)}"] if others else lines


def is_merge(suspect: Suspect) -> bool:
    """Tell whether a suspect is a change to the code, and so has an author."""
    return suspect.kind in ("pull_request", "commit")


def _suspect(incident: Incident, suspect: Suspect, view: View, room: Room) -> str:
    assert incident.ranking is not None
    if incident.ranking.certainty == "high":
        return f"*Suspect, high certainty* {suspect_name(suspect, room, view)}"
    deployer = incident.deploy.deployer
    by = f"; deployed by {person(deployer, view)}" if deployer else ""
    return f"*It may be* {suspect_name(suspect, room)}{by}"


def _candidates(ranking: Ranking, room: Room) -> list[str]:
    shown = ranking.suspects[: room.candidates]
    lines = ["*No single suspect.* Candidates:"]
    for suspect in shown:
        reason = next(iter(strongest_first(suspect)), None)
        why = f": {_text(reason.text, room)}" if reason is not None else ""
        lines.append(f"• {suspect_name(suspect, room)}{why}")
    return lines


def _reasons(suspect: Suspect, room: Room) -> Iterator[str]:
    strongest = strongest_first(suspect)
    yield from (
        f"• {signed(reason.points)} {_text(reason.text, room)}"
        for reason in strongest[: room.reasons]
    )
    if len(strongest) > room.reasons:
        yield f"• and {len(strongest) - room.reasons} more, in the thread"
    if not strongest:
        yield "• no reason was given"


def strongest_first(suspect: Suspect) -> list[Reason]:
    """Return the evidence for and against a suspect, that of most weight first."""
    return sorted(suspect.reasons, key=lambda reason: -abs(reason.points))


def suspect_name(suspect: Suspect, room: Room, view: View = NOBODY) -> str:
    """Return what a suspect is called, linked, with its author and its points."""
    points = f"({suspect.points:.1f} points)"
    if suspect.kind == "unknown":
        return f"{_UNKNOWN} {points}"
    title = escape.cut(suspect.title.strip() or "without a title", room.characters)
    if not is_merge(suspect):
        return f"{_KIND[suspect.kind]} {_linked(title, suspect.url)} {points}"
    by = f" by {person(suspect.author, view)}" if suspect.author else ", author not known"
    return f"{_name(suspect)} {_linked(title, suspect.url)}{by} {points}"


def _name(suspect: Suspect) -> str:
    """Return its number, unbroken so that it is found when somebody searches for it."""
    return f"#{suspect.number}" if suspect.number else short(suspect.sha)


def _linked(text: str, url: str) -> str:
    return escape.slack_link(text, address(url))


def _text(text: str, room: Room) -> str:
    return escape.slack(escape.cut(text, room.characters))


def signed(points: float) -> str:
    """Return points with their sign, `+4.0`, and a minus as long as the plus is wide."""
    return f"{points:+.1f}".replace("-", "\u2212")


def in_words(incident: Incident) -> str:
    """Return whom the message suspects, as mrkdwn for a notification."""
    ranking = incident.ranking
    suspects: Sequence[Suspect] = ranking.suspects if ranking else ()
    if incident.verdict not in ALERTING or ranking is None or not suspects:
        return ""
    first = suspects[0]
    if not is_merge(first) or ranking.certainty == "low":
        return "No single suspect."
    by = f" by {person(first.author, NOBODY)}" if first.author else ""
    return f"{'Suspect:' if ranking.certainty == 'high' else 'It may be'} {_name(first)}{by}."
