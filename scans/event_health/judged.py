"""What a rule says about one event, before anybody asks who reads it."""

from dataclasses import dataclass

from scans.event_health.verdicts import Verdict
from scans.model.finding import Evidence


@dataclass(frozen=True)
class Judged:
    """One thing that is wrong, with its sentence and its facts."""

    event: str
    verdict: Verdict
    about: tuple[str, ...]
    """What else it is about: the property, the other event, the change. Part of its identity."""
    reason: str
    evidence: tuple[Evidence, ...]
    confidence: float
    blind_spots: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unjudged:
    """Something that could not be judged. `cause` is the same for all with the same trouble."""

    event: str
    cause: str
    detail: str = ""
    among: int = 0
    """Of how many the cause is one; 0 where the scan saw all there is to see."""

    @property
    def reason(self) -> str:
        """One sentence for people."""
        return f"{self.cause} ({self.detail})" if self.detail else self.cause
