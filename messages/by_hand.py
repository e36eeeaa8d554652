"""What a person has to do where we do not: which branch stays, and how to get there."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from messages import escape
from messages.branch import value_text
from scans.model import FixedValue, LeftSite

_ADVICE: dict[str, str] = {
    "key is computed": "find out which keys this can become, and take this one out of them",
    "value is passed on": "follow the answer to where it decides, and decide there",
    "value is returned": "decide in every caller, then drop what only returns the answer",
    "value is reassigned": "the variable has other values too: decide only where it has this one",
    "payload is read": "write the payload that is served now into the code, or drop its reader",
    "effect before the check": "keep what happens before the check, decide the rest",
    "name exists twice": "two things of one name would meet: rename one, then decide",
    "lines would join": "end the line above with a semicolon, then decide",
    "result would change": "mind the value that the whole expression gives, then decide",
    "would not compile": "decide, and give what is left the form that the language wants",
    "language is only read": "decide here as everywhere; no edit is made in this language",
    "file does not parse": "correct the file first, then decide",
    "file is written for another Python than the one here": "decide here as everywhere",
    "line ends are mixed": "give all lines of the file the same end, then decide",
    "another check in this file is left": "decide; it goes together with the rest of its file",
    "check goes through another function": "decide where the function is called, then drop it",
    "cannot be read, so nobody knows what stands there": "look into it, then decide",
    "file is ignored by the settings": "decide here as everywhere, if this file is yours to change",
    "mentioned in a test": "drop tests and mocks of the branch that goes, keep the others",
    "mentioned in a story": "drop the story of the branch that goes, or the flag from it",
    "mentioned in a fixture": "drop the entry",
    "mentioned in a document": "say it without the flag, or drop it",
    "mentioned in a comment": "drop the comment, or say it without the flag",
    "key is used outside a check": "drop the key once nothing needs it; nothing is decided here",
    "name is computed": "find out which events this can become, and take this one out of them",
    "effect in the arguments": "keep what the arguments do, drop the capture",
    "effect before the capture": "keep what happens before the capture, drop the rest",
    "a block would be empty": "drop the capture and what becomes empty, unless it has to be there",
    "the function it goes through does more": "drop the call where it only captures this event",
    "capture goes through another function": "drop the call of it, then what nobody calls",
    "another capture in this file is left": "drop it; it goes together with the rest of its file",
    "name is used outside a capture": "drop the name once nothing needs it; nothing is sent here",
}
_LONGEST_VALUE = 160
_OTHERWISE = "look at it, and decide"


@dataclass(frozen=True)
class Leftover:
    """Places that are left for one reason."""

    reason: str
    advice: str
    sites: tuple[LeftSite, ...]
    """In the order of the account."""


def leftovers(left: Iterable[LeftSite]) -> list[Leftover]:
    """Return the places by reason, most places first."""
    found: dict[str, list[LeftSite]] = {}
    for site in left:
        found.setdefault(site.reason, []).append(site)
    by_reason = sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return [
        Leftover(reason, _ADVICE.get(reason, _OTHERWISE), tuple(sites))
        for reason, sites in by_reason
    ]


def branch_that_stays(value: FixedValue) -> Markup:
    """Return what to decide for, in Markdown, to be read after `keep`."""
    if isinstance(value, bool):
        return Markup(f"the branch that runs when the flag is {'on' if value else 'off'}")  # noqa: S704
    variant = escape.code(escape.cut(value_text(value), _LONGEST_VALUE))
    return Markup(f"the branch for the variant {variant}")  # noqa: S704
