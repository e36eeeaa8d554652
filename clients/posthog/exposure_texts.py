"""The HogQL for sessions, and for those in a funnel: by the minute at a look, else by the hour."""

from collections.abc import Sequence

from clients.posthog.error_fragments import OWN, filled, is_own
from scans.deploy_watch.counting import Counting
from scans.model import Json

_EXPOSURE_HOURS = """\
SELECT hours_back, uniq(tuple(session_key, minute)) AS sessions
FROM (
  SELECT intDiv({before} - toUnixTimestamp(timestamp), 3600) AS hours_back,
         intDiv(toUnixTimestamp(timestamp), 60) AS minute, $session_id AS session_key
  FROM events
  WHERE <exposed><bots> AND <window>
)
GROUP BY hours_back ORDER BY hours_back LIMIT {limit}"""

_RELEASES = """\
SELECT count() AS events, countIf(properties.$release_id IS NOT NULL) AS with_release_id,
       countIf(properties.$app_version IS NOT NULL) AS with_version<told>
FROM events
WHERE <exposed><bots> AND <window>
LIMIT {limit}"""

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


def values(counting: Counting) -> Json:
    """Return the values of a text for sessions; which bound it in time come on top."""
    found: Json = {"exposure": counting.exposure} if counting.exposure else {}
    return found | ({"own": counting.release_property} if is_own(counting.release_property) else {})


def exposure_hours(counting: Counting) -> str:
    """Return the text for session minutes by the hour.

    A session counts in every minute in which it did something: a look adds up minutes as well.
    """
    return filled(_EXPOSURE_HOURS, counting)


def releases(counting: Counting, *, own: bool) -> str:
    """Return the text for how many events of sessions carry a release, by the way they do."""
    told = f", countIf({OWN} IS NOT NULL) AS with_own" if own else ""
    return filled(_RELEASES, counting, told=told)


def exposed(counting: Counting, funnels: Sequence[int]) -> str:
    """Return the text for sessions, and for those in each funnel, given its number of steps."""
    parts = [filled(_EXPOSURE, counting), *_funnels(counting, funnels)]
    return filled(_EXPOSED, counting, parts=_joined(parts))


def funnel_hours(counting: Counting, funnels: Sequence[int]) -> str:
    """Return the text for sessions that entered each funnel, by the hour."""
    return filled(_FUNNEL_HOURS, counting, parts=_joined(_funnels(counting, funnels)))


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
    return filled(
        _FUNNEL,
        counting,
        name=name,
        number=str(number),
        times=",\n         ".join(times),
        through=" AND ".join(through),
    )


def _joined(parts: Sequence[str]) -> str:
    return "\nUNION ALL\n".join(parts)
