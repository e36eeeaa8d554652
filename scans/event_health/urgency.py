"""How much it matters, and to whom: does somebody look at what has become empty or wrong?"""

from collections.abc import Mapping
from datetime import datetime

from scans.event_health.verdicts import Verdict
from scans.evidence.readers import (
    ACTIONS,
    ALERTS,
    EXPERIMENTS,
    INSIGHTS,
    READER_SOURCES,
    Reader,
    Readers,
)
from scans.evidence.sources import Sources
from scans.model.documents import Documents
from scans.model.finding import Evidence, Severity, SuggestedAction
from scans.words import cut

ALERTING = frozenset({Verdict.PROPERTY_DROPPED, Verdict.PAIR_UNBALANCED, Verdict.TYPE_CHANGED})
"""What silently falsifies numbers that were right before."""

DECIDING = frozenset({"insight", "alert", "experiment_metric"})
"""Readers that show a number to people, or decide by it."""

DECIDING_SOURCES = (INSIGHTS, ACTIONS, EXPERIMENTS, ALERTS)
"""Where those are found; an insight may read an event by way of an action."""

NOT_KNOWN = "Whether an insight, alert or experiment reads it is not known."

MOST_READERS = 5


class Urgency:
    """Asks for readers only where a verdict's weight depends on them."""

    def __init__(self, documents: Documents, now: datetime, *, wanted: bool) -> None:
        self._readers = Readers(Sources(documents, READER_SOURCES), now) if wanted else None
        self._as_of = now

    @property
    def blind(self) -> Mapping[str, str]:
        """The sources that would have told, with the reason why they did not."""
        found = self._readers.blind if self._readers else dict[str, str]()
        return {source: why for source, why in found.items() if source in DECIDING_SOURCES}

    def severity(self, event: str, verdict: Verdict) -> Severity:
        """Return how much a finding matters."""
        if verdict is Verdict.NEAR_DUPLICATE:
            return "low"
        return "high" if verdict in ALERTING and self._deciding(event) else "medium"

    def evidence(self, event: str, verdict: Verdict) -> tuple[Evidence, ...]:
        """Return who reads the event, by kind, as far as that is known and matters."""
        found = self._deciding(event) if verdict in ALERTING else ()
        return tuple(
            Evidence(
                name=f"read_by.{one.kind}",
                value=cut(one.name),
                source=f"posthog.{one.kind}",
                as_of=self._as_of,
            )
            for one in found[:MOST_READERS]
        )

    def blind_spots(self, event: str, verdict: Verdict) -> tuple[str, ...]:
        """Return what is not known about its readers."""
        unknown = verdict in ALERTING and self.blind and not self._deciding(event)
        return (NOT_KNOWN,) if unknown else ()

    def _deciding(self, event: str) -> tuple[Reader, ...]:
        readers = self._readers.of(event) if self._readers else ()
        return tuple(one for one in readers if one.kind in DECIDING)


def action(verdict: Verdict) -> SuggestedAction:
    """Return what a verdict asks for: people are told of wrong numbers, owners of the rest."""
    return SuggestedAction.POST_ALERT if verdict in ALERTING else SuggestedAction.OPEN_ISSUE
