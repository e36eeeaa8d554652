"""The identity of a finding: it changes when the evidence that matters changes, and only then."""

from collections.abc import Sequence

from scans.model.identity import EVENT_HEALTH, fingerprint_of

SCAN = EVENT_HEALTH


def fingerprint(event: str, verdict: str, about: Sequence[str]) -> str:
    """Return `event_health:{event}:{hash}`.

    The hash covers the verdict and what else it is about: the property, the other event, the merged
    change. Not shares, counts, hours or deploys, which move while the finding stays the same.
    """
    return fingerprint_of(SCAN, event, {"verdict": verdict, "about": list(about)})
