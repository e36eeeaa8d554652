"""Events that nobody sends any more: which are they, and may their captures go?

`questions` and `readers_wanted` say what is still to be read, `assess` judges what PostHog and the
names in code say, `conclude` holds it against the lines of code. The rule itself is `rule.py`.
"""

from scans.dead_events.assess import assess, readers_wanted
from scans.dead_events.assessment import EventAssessment, EventCandidate, Obstacle
from scans.dead_events.conclude import conclude
from scans.dead_events.questions import questions
from scans.dead_events.rule import Verdict
from scans.dead_events.settings import DeadEventSettings

REPORTED = tuple(
    str(verdict) for verdict in Verdict if verdict not in {Verdict.INCONCLUSIVE, Verdict.ALIVE}
)
"""The verdicts that a finding can carry."""

__all__ = [
    "REPORTED",
    "DeadEventSettings",
    "EventAssessment",
    "EventCandidate",
    "Obstacle",
    "Verdict",
    "assess",
    "conclude",
    "questions",
    "readers_wanted",
]
