"""A recorded deploy: what was known at T0, and what each look then added to it.

A detector may add up one look after the other and never reads ahead, so that it sees what a watch
would have seen at the time.
"""

from dataclasses import dataclass

from scans.deploy_watch.observations import History, Observed


@dataclass(frozen=True)
class CaseLook:
    """One look."""

    minute: int
    """Minutes after T0."""
    news: Observed
    """What was not visible at the look before; sessions are differences too."""


@dataclass(frozen=True)
class Label:
    """What really happened: for the count afterwards, never for the detector."""

    raised: bool
    """Whether the deploy raised the errors."""
    kind: str = ""
    size: float | None = None
    """How many times the errors became."""
    rate: float | None = None
    """Errors per hour before the deploy."""


@dataclass(frozen=True)
class Case:
    """One deploy of one project."""

    id: str
    history: History
    files: tuple[str, ...]
    """Files that the deploy changed."""
    before: Observed
    """What had arrived at T0: rows of the last hour, sessions of the last three."""
    looks: tuple[CaseLook, ...]
    label: Label | None
    """None where the case is blind."""
