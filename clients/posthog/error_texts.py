"""The HogQL for errors: who met which, hour by hour in the past and minute by minute at a look."""

from clients.posthog.error_fragments import OWN, PEOPLE, filled
from scans.deploy_watch.counting import Counting

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
    units = {f"of_{unit}": people for unit, people in PEOPLE.items()}
    return filled(_TOTAL, counting, **units)


def issues(counting: Counting) -> str:
    """Return the text for people by the hour and issue."""
    return filled(_ISSUES, counting)


def busiest(counting: Counting, most: int) -> str:
    """Return the text for people by the hour of the `most` issues with most people."""
    return filled(_BUSIEST, counting, most=str(most))


def met(counting: Counting) -> str:
    """Return the text for when each issue was first met, and how many people it ever reached."""
    return filled(_MET, counting)


def people(counting: Counting, *, own: bool, sampled: bool = False) -> str:
    """Return the text for who met which issue in which minute, and on which release."""
    known = "\nWHERE who != ''" if counting.unit in ("session", "place") else ""
    return filled(
        _WHO,
        counting,
        told=", any(own) AS own" if own else "",
        kept=", own" if own else "",
        carried=f", {OWN} AS own" if own else "",
        whom=_SAMPLED if sampled else known,
    )


def born(counting: Counting) -> str:
    """Return the text for when issues were met first, and what they look like now."""
    return filled(_BORN, counting)


def risen(counting: Counting) -> str:
    """Return the text for the people of every issue, since T0 and as long before."""
    return filled(_RISEN, counting)


def details(counting: Counting) -> str:
    """Return the text for what issues look like, and their people since T0 and before."""
    return filled(_DETAILS, counting)


def with_flag(counting: Counting, *, some_issues: bool) -> str:
    """Return the text for how many people with a flag fail, and how many do of everybody."""
    among = " AND <issue> IN {ids}" if some_issues else ""
    return filled(_WITH_FLAG, counting, among=among)
