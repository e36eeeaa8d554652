"""What crosses between the half that reads PostHog and the half that reads code.

Small on purpose: it travels through a workflow's history. Nothing of events that are alive.
"""

from pydantic import Field

from scans.dead_events.rule import Verdict
from scans.model.base import Model
from scans.model.finding import Abstention, Blind, BlockedBy, Evidence, Severity


class Obstacle(Model):
    """Something that would miss the event if its captures were gone."""

    blocked_by: BlockedBy
    reason: str


class EventCandidate(Model):
    """An event that may be dead, judged as far as PostHog and the names in code tell."""

    name: str
    verdict: Verdict
    """`never_arrived` only if its captures are old enough."""
    arrives: bool = False
    """Whether it arrived within the window and is not silent."""
    obstacles: tuple[Obstacle, ...] = ()
    cautions: tuple[str, ...] = ()
    severity: Severity = "low"
    confidence: float = Field(ge=0, le=1)
    reason: str = ""
    """Empty where only the code can complete it."""
    evidence: tuple[Evidence, ...] = ()
    blind_spots: tuple[str, ...] = ()


class EventAssessment(Model):
    """All events of one project, judged without looking at lines of code."""

    candidates: tuple[EventCandidate, ...] = ()
    abstained: tuple[Abstention, ...] = ()
    blind: tuple[Blind, ...] = ()
    subjects: int = 0
    active: int = 0
    """Events that are alive."""
    permanent: int = 0
    """Events that the operator keeps."""
    requests: int = 0

    @property
    def wanted(self) -> tuple[str, ...]:
        """The events whose captures decide what happens next."""
        return tuple(one.name for one in self.candidates if one.verdict is not Verdict.ORPHAN)
