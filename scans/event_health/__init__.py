"""Events that arrive and are not what they were: which, since when, and after which deploy?

`questions` says what has to be asked, `assess` judges the answers, `conclude` adds the places in
code, `arrivals_to_tell` says what authors of merged changes want to hear. Each verdict has its own
file: `dropped.py`, `missing.py`, `unbalanced.py`, `merged.py`, `type_changes.py`, `duplicates.py`.
"""

from scans.event_health.assess import assess, readers_wanted
from scans.event_health.assessment import HealthAssessment, HealthCandidate
from scans.event_health.awaited import Arrived, Awaited
from scans.event_health.conclude import conclude
from scans.event_health.questions import questions
from scans.event_health.settings import Chain, EventHealthSettings
from scans.event_health.telling import MergedNews, arrivals_to_tell
from scans.event_health.verdicts import NEVER_FINDINGS, Verdict

REPORTED = tuple(str(verdict) for verdict in Verdict if verdict not in NEVER_FINDINGS)
"""The verdicts that a finding can carry."""

__all__ = [
    "REPORTED",
    "Arrived",
    "Awaited",
    "Chain",
    "EventHealthSettings",
    "HealthAssessment",
    "HealthCandidate",
    "MergedNews",
    "Verdict",
    "arrivals_to_tell",
    "assess",
    "conclude",
    "questions",
    "readers_wanted",
]
