"""What crosses between the half that reads PostHog and the half that reads code.

Small on purpose: it travels through a workflow's history. No filters, no payloads, no people.
"""

from pydantic import Field

from scans.model.base import Model
from scans.model.finding import Abstention, Blind, BlockedBy, Evidence, FixedValue
from scans.stale_flags.rule import Verdict


class Obstacle(Model):
    """Something that has to go away before the flag can be removed."""

    blocked_by: BlockedBy
    reason: str


class FlagCandidate(Model):
    """A stale flag, judged as far as PostHog knows."""

    key: str
    verdict: Verdict
    fixed_value: FixedValue | None = None
    archived: bool = False
    ops: bool = False
    obstacles: tuple[Obstacle, ...] = ()
    cautions: tuple[str, ...] = ()
    evaluation_runtime: str | None = None
    """`server` or `client` if the flag is false everywhere else."""
    evaluation_contexts: tuple[str, ...] = ()
    fingerprint: str
    confidence: float = Field(ge=0, le=1)
    reason: str
    evidence: tuple[Evidence, ...] = ()


class FlagAssessment(Model):
    """All flags of one project, judged without code."""

    candidates: tuple[FlagCandidate, ...] = ()
    constants: dict[str, FixedValue] = Field(default_factory=dict[str, FixedValue])
    """What flags that are in use, and no candidates, serve to everyone."""
    known_keys: tuple[str, ...] = ()
    roster_complete: bool = False
    """Whether a key that is not in `known_keys` is surely not in PostHog."""
    abstained: tuple[Abstention, ...] = ()
    blind: tuple[Blind, ...] = ()
    subjects: int = 0
    active: int = 0
    permanent: int = 0
    requests: int = 0

    @property
    def candidate_keys(self) -> tuple[str, ...]:
        """The keys whose call sites decide what happens next."""
        return tuple(candidate.key for candidate in self.candidates)
