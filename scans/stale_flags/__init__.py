"""Flags whose decision was taken long ago: which are they, and may they be taken out of the code?

`assess` judges what PostHog says, `conclude` holds it against the code, `reconcile` joins several
projects in between. The rule itself is `rule.py`.
"""

from scans.stale_flags.assess import NEVER_FINDINGS, assess
from scans.stale_flags.assessment import FlagAssessment, FlagCandidate, Obstacle
from scans.stale_flags.conclude import conclude
from scans.stale_flags.questions import questions
from scans.stale_flags.reconcile import reconcile, with_peers
from scans.stale_flags.rule import Verdict
from scans.stale_flags.settings import StaleFlagSettings

REPORTED = tuple(str(verdict) for verdict in Verdict if verdict not in NEVER_FINDINGS)
"""The verdicts that a finding can carry."""

__all__ = [
    "REPORTED",
    "FlagAssessment",
    "FlagCandidate",
    "Obstacle",
    "StaleFlagSettings",
    "Verdict",
    "assess",
    "conclude",
    "questions",
    "reconcile",
    "with_peers",
]
