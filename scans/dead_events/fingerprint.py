"""The identity of a finding: it changes when what was concluded changes, and only then."""

import hashlib
import json

SCAN = "dead_events"

HEX_DIGITS = 16


def fingerprint(subject: str, verdict: str) -> str:
    """Return `dead_events:{subject}:{hash}`.

    The hash covers the verdict alone: counts, dates and lines move every day without meaning
    anything here, and who reads the event is a reason to look, not another finding.
    """
    identity = {"scan": SCAN, "subject": subject, "verdict": verdict}
    canonical = json.dumps(identity, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode("ascii")).hexdigest()
    return f"{SCAN}:{subject}:{digest[:HEX_DIGITS]}"
