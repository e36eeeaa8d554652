"""The identity of a finding: it changes when what was concluded changes, and only then."""

from scans.model.identity import DEAD_EVENTS, fingerprint_of

SCAN = DEAD_EVENTS


def fingerprint(subject: str, verdict: str) -> str:
    """Return `dead_events:{subject}:{hash}`.

    The hash covers the verdict alone: counts, dates and lines move every day without meaning
    anything here, and who reads the event is a reason to look, not another finding.
    """
    return fingerprint_of(SCAN, subject, {"verdict": verdict})
