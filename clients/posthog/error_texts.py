"""The HogQL of a deploy watch: what is counted of errors and of the sessions they happen in.

What differs between servers and projects is put together from fragments that stand here, where a
text has their names in angle brackets; a name of a customer's is a value and never part of a text.
Times go in as Unix seconds, hours and minutes come out as whole numbers counted from one of them,
so no zone plays a part.
"""

import re
from collections.abc import Sequence

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
_PEOPLE: dict[Unit, str] = {
    "person": "uniq(if(nobody, place, person_key))",
    "session": "uniqIf(session_key, session_key != '')",
    "place": "uniqIf(place, place != '')",
    "event": "count()",
}

_TAGS = ("$release_id", "$app_version")
"""PostHog's own properties in which a session's events may carry a release."""
_OWN = "properties[{own}]"

_HOURLY = """(
  SELECT intDiv({before} - toUnixTimestamp(timestamp), 3600) AS hours_back, <issue> AS issue,
         <whose>
  FROM events
  WHERE event = '$exception'<bots> AND <window>
)"""

_TOTAL = """\
SELECT hours_back, <of_person> AS person_people, <of_session> AS session_people,
       <of_place> AS place_people, count() AS event_people, countIf(nobody) AS of_nobody,
       countIf(session_key != '') AS in_sessions, countIf(place != '') AS at_places,
       countIf(issue != '') AS with_issue
FROM <hourly>
GROUP BY hours_back ORDER BY hours_back LIMIT {limit}"""

_ISSUES = """\
SELECT hours_back, issue, <people> AS people
FROM <hourly>
WHERE issue != ''
GROUP BY hours_back, issue ORDER BY hours_back, issue LIMIT {limit}"""

_BUSIEST = """\
SELECT hours_back, issue, <people> AS people
FROM <hourly>
WHERE issue IN (
  SELECT issue FROM <hourly>
  WHERE issue != ''
  GROUP BY issue ORDER BY <people> DESC, issue LIMIT <most>
)
GROUP BY hours_back, issue ORDER BY hours_back, issue LIMIT {limit}"""

_MET = """\
SELECT issue, max(hours_back) AS hours_back, <people> AS people
FROM <hourly>
WHERE issue != ''
GROUP BY issue ORDER BY issue LIMIT {limit}"""

_EXPOSURE_HOURS = """\
SELECT hours_back, uniq(tuple(session_key, minute)) AS sessions, count() AS events,
       countIf(release_id != '') AS with_release_id, countIf(version != '') AS with_version<told>
FROM (
  SELECT intDiv({before} - toUnixTimestamp(timestamp), 3600) AS hours_back,
         intDiv(toUnixTimestamp(timestamp), 60) AS minute, $session_id AS session_key,
         ifNull(properties.$release_id, '') AS release_id,
         ifNull(properties.$app_version, '') AS version<carried>
  FROM events
  WHERE <exposed><bots> AND <window>
)
GROUP BY hours_back ORDER BY hours_back LIMIT {limit}"""

_WHO = """\
SELECT minute, issue, who, count() AS events, any(release_id) AS release_id,
       any(release) AS release, any(releases) AS releases, any(version) AS version<told>
FROM (
  SELECT minute, issue, <person> AS who, release_id, release, releases, version<kept>
  FROM (
    SELECT intDiv(toUnixTimestamp(timestamp) - {since}, 60) AS minute, <issue> AS issue,
         <whose>,
         properties.$release_id AS release_id, properties.$exception_release AS release,
         properties.$exception_releases AS releases, properties.$app_version AS version<carried>
    FROM events
    WHERE event = '$exception'<bots> AND <window>
  )
)<whom>
GROUP BY minute, issue, who ORDER BY minute, issue, who LIMIT {limit}"""

_SAMPLED = "\nWHERE cityHash64(who) % {parts} = 0"
"""Every row of some of the people, and of nobody else a row."""

_EXPOSED = """\
SELECT place, minute, release, entered, converted
FROM (
<parts>
)
ORDER BY place, minute, release LIMIT {limit}"""

_EXPOSURE = """\
SELECT 0 AS place, minute, release, uniq(session_key) AS entered, 0 AS converted
FROM (
  SELECT intDiv(toUnixTimestamp(timestamp) - {since}, 60) AS minute, $session_id AS session_key,
         <release> AS release
  FROM events
  WHERE <exposed><bots> AND <window>
)
GROUP BY minute, release"""

_FUNNEL = """\
SELECT <number> AS place, intDiv(t0 - {since}, 60) AS minute, '' AS release,
       count() AS entered, countIf(<through>) AS converted
FROM (
  SELECT $session_id AS session_key,
         <times>
  FROM events
  WHERE event IN {<name>names} AND $session_id != ''<bots> AND <window>
  GROUP BY session_key
)
WHERE t0 > 0
GROUP BY minute"""
"""The first time of each step in a session; a step that was not taken has time 0."""

_FUNNEL_HOURS = """\
SELECT place, intDiv(minute, 60) AS hour, sum(entered) AS entered, sum(converted) AS converted
FROM (
<parts>
)
GROUP BY place, hour ORDER BY place, hour LIMIT {limit}"""

_BORN = """\
SELECT issue, toUnixTimestamp(min(timestamp)) AS first_seen,
       argMaxIf(exceptions, timestamp, timestamp >= fromUnixTimestamp({began})) AS exceptions,
       argMaxIf(lib, timestamp, timestamp >= fromUnixTimestamp({began})) AS lib
FROM (
  SELECT <issue> AS issue, timestamp, properties.$exception_list AS exceptions,
         properties.$lib AS lib
  FROM events
  WHERE event = '$exception'<bots> AND <issue> IN {ids} AND <window>
)
GROUP BY issue ORDER BY issue LIMIT {limit}"""

_DETAILS = """\
SELECT issue, <people_since> AS people, <people_before> AS before,
       argMaxIf(exceptions, timestamp, since) AS exceptions, argMaxIf(lib, timestamp, since) AS lib,
       argMaxIf(release_id, timestamp, since) AS release_id,
       argMaxIf(release, timestamp, since) AS release,
       argMaxIf(releases, timestamp, since) AS releases,
       argMaxIf(version, timestamp, since) AS version
FROM (
  SELECT <issue> AS issue, timestamp, timestamp >= fromUnixTimestamp({began}) AS since,
         properties.$exception_list AS exceptions, properties.$lib AS lib,
         properties.$release_id AS release_id, properties.$exception_release AS release,
         properties.$exception_releases AS releases, properties.$app_version AS version,
         <whose>
  FROM events
  WHERE event = '$exception'<bots> AND <issue> IN {ids} AND <window>
)
GROUP BY issue ORDER BY issue LIMIT {limit}"""

_RISEN = """\
SELECT issue, <people_since> AS people, <people_before> AS before
FROM (
  SELECT <issue> AS issue, timestamp >= fromUnixTimestamp({began}) AS since,
         <whose>
  FROM events
  WHERE event = '$exception'<bots> AND <window>
)
WHERE issue != ''
GROUP BY issue ORDER BY issue LIMIT {limit}"""

_PEOPLE_IF: dict[Unit, str] = {
    "person": "uniqIf(if(nobody, place, person_key), {})",
    "session": "uniqIf(session_key, session_key != '' AND {})",
    "place": "uniqIf(place, place != '' AND {})",
    "event": "countIf({})",
}

_WITH_FLAG = """\
SELECT countIf(failures > 0) AS failing, countIf(failures > 0 AND with_flag > 0) AS failing_with,
       count() AS everybody, countIf(with_flag > 0) AS everybody_with
FROM (
  SELECT who, countIf(failed) AS failures, countIf(has_flag) AS with_flag
  FROM (
    SELECT toString(person_id) AS who, event = '$exception'<among> AS failed,
           ifNull(toString(properties[{flag}]), 'false') NOT IN ('false', '0', '') AS has_flag
    FROM events
    WHERE (event = '$exception' OR <exposed>)<bots> AND <window>
  )
  GROUP BY who
)
LIMIT {limit}"""


def total(counting: Counting) -> str:
    """Return the text for people by the hour, in every unit that there is."""
    units = {f"of_{unit}": people for unit, people in _PEOPLE.items()}
    return _filled(_TOTAL, counting, **units)


def issues(counting: Counting) -> str:
    """Return the text for people by the hour and issue."""
    return _filled(_ISSUES, counting)


def busiest(counting: Counting, most: int) -> str:
    """Return the text for people by the hour of the `most` issues with most people."""
    return _filled(_BUSIEST, counting, most=str(most))


def met(counting: Counting) -> str:
    """Return the text for when each issue was first met, and how many people it ever reached."""
    return _filled(_MET, counting)


def exposure_hours(counting: Counting, *, own: bool) -> str:
    """Return the text for session minutes by the hour, and for which release they carry.

    A session counts in every minute in which it did something: a look adds up minutes as well.
    """
    return _filled(
        _EXPOSURE_HOURS,
        counting,
        told=", countIf(own != '') AS with_own" if own else "",
        carried=f", ifNull({_OWN}, '') AS own" if own else "",
    )


def people(counting: Counting, *, own: bool, sampled: bool = False) -> str:
    """Return the text for who met which issue in which minute, and on which release."""
    known = "\nWHERE who != ''" if counting.unit in ("session", "place") else ""
    return _filled(
        _WHO,
        counting,
        told=", any(own) AS own" if own else "",
        kept=", own" if own else "",
        carried=f", {_OWN} AS own" if own else "",
        whom=_SAMPLED if sampled else known,
    )


def exposed(counting: Counting, funnels: Sequence[int]) -> str:
    """Return the text for sessions, and for those in each funnel, given its number of steps."""
    parts = [_filled(_EXPOSURE, counting), *_funnels(counting, funnels)]
    return _filled(_EXPOSED, counting, parts=_joined(parts))


def funnel_hours(counting: Counting, funnels: Sequence[int]) -> str:
    """Return the text for sessions that entered each funnel, by the hour."""
    return _filled(_FUNNEL_HOURS, counting, parts=_joined(_funnels(counting, funnels)))


def born(counting: Counting) -> str:
    """Return the text for when issues were met first, and what they look like now."""
    return _filled(_BORN, counting)


def risen(counting: Counting) -> str:
    """Return the text for the people of every issue, since T0 and as long before."""
    return _filled(_RISEN, counting)


def details(counting: Counting) -> str:
    """Return the text for what issues look like, and their people since T0 and before."""
    return _filled(_DETAILS, counting)


def with_flag(counting: Counting, *, some_issues: bool) -> str:
    """Return the text for how many people with a flag fail, and how many do of everybody."""
    among = " AND <issue> IN {ids}" if some_issues else ""
    return _filled(_WITH_FLAG, counting, among=among)


def is_own(name: str) -> bool:
    """Return whether a property for releases is the customer's, whose name is a value."""
    return bool(name) and name not in _TAGS


def _funnels(counting: Counting, funnels: Sequence[int]) -> list[str]:
    return [_funnel(counting, number, steps) for number, steps in enumerate(funnels, start=1)]


def _funnel(counting: Counting, number: int, steps: int) -> str:
    name, last = f"funnel{number}", steps - 1
    times = (
        f"minIf(toUnixTimestamp(timestamp), event = {{{name}step{step}}}) AS t{step}"
        for step in range(steps)
    )
    through = [f"t{step} >= t{step - 1}" for step in range(1, steps)]
    through.append(f"t{last} <= t0 + {{{name}within}}")
    return _filled(
        _FUNNEL,
        counting,
        name=name,
        number=str(number),
        times=",\n         ".join(times),
        through=" AND ".join(through),
    )


def _joined(parts: Sequence[str]) -> str:
    return "\nUNION ALL\n".join(parts)


def _filled(text: str, counting: Counting, **parts: str) -> str:
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
        "people": _PEOPLE[counting.unit],
        "people_since": _PEOPLE_IF[counting.unit].format("since"),
        "people_before": _PEOPLE_IF[counting.unit].format("NOT since"),
        **parts,
    }
    while _PLACE.search(text):
        text = _PLACE.sub(lambda place: known[place[1]], text)
    return text


def _release(name: str) -> str:
    if not name:
        return "''"
    return f"ifNull({_OWN if is_own(name) else f'properties.{name}'}, '')"
