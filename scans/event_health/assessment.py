"""What crosses between the half that reads PostHog and the half that reads code.

Small on purpose: it travels through a workflow's history. Findings in the making, never rows.
"""

from pydantic import Field

from scans.event_health.verdicts import Verdict
from scans.model.base import Model
from scans.model.finding import Abstention, Blind, Evidence, Severity, SuggestedAction


class HealthCandidate(Model):
    """Something that is wrong with an event, judged as far as PostHog knows."""

    event: str
    verdict: Verdict
    fingerprint: str
    confidence: float = Field(ge=0, le=1)
    severity: Severity
    reason: str
    evidence: tuple[Evidence, ...] = ()
    blind_spots: tuple[str, ...] = ()
    suggested_action: SuggestedAction


class HealthAssessment(Model):
    """The events of one project, judged without code."""

    candidates: tuple[HealthCandidate, ...] = ()
    abstained: tuple[Abstention, ...] = ()
    blind: tuple[Blind, ...] = ()
    subjects: int = 0
    """Events that were looked at."""
    active: int = 0
    """Those of them with which nothing is wrong."""
    permanent: int = 0
    """Those that the operator ignores."""
    requests: int = 0

    @property
    def wanted(self) -> tuple[str, ...]:
        """The events whose captures tell where to look, sorted."""
        return tuple(sorted({candidate.event for candidate in self.candidates}))
