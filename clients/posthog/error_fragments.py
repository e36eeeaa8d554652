"""Fragments of the HogQL of a deploy watch: what differs between servers and between projects.

A text has the names of fragments in angle brackets; a name of a customer's is a value and never
part of a text. Times go in as Unix seconds, hours and minutes come out as whole numbers counted
from one of them, so no zone plays a part.
"""

import re

from scans.deploy_watch.counting import Counting, Unit

_PLACE = re.compile(r"<(\w+)>")

_NO_BOTS = " AND ifNull($virt_bot_name, '') = ''"
"""Bots with a name. `$virt_is_bot` alone is true for whoever sends no browser's name as well: every
server and every phone."""

_WINDOW = "timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})"

_WHOSE = """\
toString(person_id) AS person_key, $session_id AS session_key,
         concat(ifNull(properties.$host, ''), ifNull(properties.$current_url, '')) AS place,
         (ifNull(toString(properties.$process_person_profile), '') IN ('false', '0')
           AND $session_id = '') AS nobody"""
"""Without a profile and without a session, an id was made up for the event alone."""

_PERSON: dict[Unit, str] = {
    "person": "if(nobody, place, person_key)",
    "session": "session_key",
    "place": "place",
    "event": "''",
}
"""Who a row of an error counts for."""
PEOPLE: dict[Unit, str] = {
    "person": "uniq(if(nobody, place, person_key))",
    "session": "uniqIf(session_key, session_key != '')",
    "place": "uniqIf(place, place != '')",
    "event": "count()",
}
"""How many there are of them."""

_PEOPLE_IF: dict[Unit, str] = {
    "person": "uniqIf(if(nobody, place, person_key), {})",
    "session": "uniqIf(session_key, session_key != '' AND {})",
    "place": "uniqIf(place, place != '' AND {})",
    "event": "countIf({})",
}

_TAGS = ("$release_id", "$app_version")
"""PostHog's own properties in which a session's events may carry a release."""
OWN = "properties[{own}]"

_HOURLY = """(
  SELECT intDiv({before} - toUnixTimestamp(timestamp), 3600) AS hours_back, <issue> AS issue,
         <whose>
  FROM events
  WHERE event = '$exception'<bots> AND <window>
)"""


def filled(text: str, counting: Counting, **parts: str) -> str:
    """Return a text with a fragment at every place, those inside of fragments too."""
    column = "toString(issue_id)" if counting.issue_column else "properties.$exception_issue_id"
    exposed = (
        "event = {exposure} AND $session_id != ''" if counting.exposure else "$session_id != ''"
    )
    known = {
        "hourly": _HOURLY,
        "window": _WINDOW,
        "whose": _WHOSE,
        "bots": _NO_BOTS if counting.spares_bots else "",
        "issue": f"ifNull({column}, '')",
        "exposed": exposed,
        "release": _release(counting.release_property),
        "person": _PERSON[counting.unit],
        "people": PEOPLE[counting.unit],
        "people_since": _PEOPLE_IF[counting.unit].format("since"),
        "people_before": _PEOPLE_IF[counting.unit].format("NOT since"),
        **parts,
    }
    while _PLACE.search(text):
        text = _PLACE.sub(lambda place: known[place[1]], text)
    return text


def is_own(name: str) -> bool:
    """Return whether a property for releases is the customer's, whose name is a value."""
    return bool(name) and name not in _TAGS


def _release(name: str) -> str:
    if not name:
        return "''"
    return f"ifNull({OWN if is_own(name) else f'properties.{name}'}, '')"
