"""When a look judges nothing. Silence of a broken SDK is no recovery, and little data no calm."""

import numpy as np

from scans.deploy_watch.detector.timeline import Timeline
from scans.deploy_watch.looks import Baseline

LEAST_HOURS = 7 * 24
LEAST_SESSIONS = 30
"""Since T0."""
RECENT_MINUTES = 15
LEAST_PACE = 0.2
"""Share of the sessions that the pace of the last three hours before T0 lets expect."""
MOST_SILENT_MINUTES = 5
"""In a row, without session and without error, where `BUSY_PACE` sessions a minute are usual."""
BUSY_PACE = 2.0


def why_not(baseline: Baseline, people: Timeline, sessions: Timeline, minute: int) -> str:
    """Return why nothing can be judged at this minute; empty where it can.

    `people` are those of the total, in its row 0.
    """
    if baseline.hours < LEAST_HOURS:
        return f"only {baseline.hours} hours of history, {LEAST_HOURS} are needed"
    since = sessions.within(0, minute)
    if since < LEAST_SESSIONS:
        return f"only {since:.0f} sessions since the deploy, {LEAST_SESSIONS} are needed"
    pace = baseline.sessions_per_minute
    recent = sessions.within(minute - RECENT_MINUTES, minute)
    usual = pace * RECENT_MINUTES
    if recent < LEAST_PACE * usual:
        return f"{recent:.0f} sessions in {RECENT_MINUTES} minutes, {usual:.0f} are usual"
    silent = _silent_minutes(people, sessions, minute) if pace >= BUSY_PACE else 0
    if silent > MOST_SILENT_MINUTES:
        return f"{silent} minutes without any session or error"
    return ""


def _silent_minutes(people: Timeline, sessions: Timeline, minute: int) -> int:
    """Return the longest silence within the last minutes."""
    ends = np.arange(minute - RECENT_MINUTES, minute) + 1
    heard = sessions.within(ends - 1, ends) + people.within(ends - 1, ends)[0] > 0
    if heard.all():
        return 0
    longest = silence = 0
    for one in heard.tolist():
        silence = 0 if one else silence + 1
        longest = max(longest, silence)
    return longest
