"""The identity of a finding: it changes when the evidence that matters changes, and only then."""

import hashlib
import json
from collections.abc import Sequence

SCAN = "event_health"

HEX_DIGITS = 16


def fingerprint(event: str, verdict: str, about: Sequence[str]) -> str:
    """Return `event_health:{event}:{hash}`.

    The hash covers the verdict and what else it is about: the property, the other event, the merged
    change. Not shares, counts, hours or deploys, which move while the finding stays the same.
    """
    identity = {"scan": SCAN, "subject": event, "verdict": verdict, "about": list(about)}
    canonical = json.dumps(identity, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode("ascii")).hexdigest()
    return f"{SCAN}:{event}:{digest[:HEX_DIGITS]}"
