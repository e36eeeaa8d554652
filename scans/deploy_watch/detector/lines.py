"""One line per look, for people who follow a watch: what was seen and what is still missing."""

from scans.deploy_watch.detector.standing import Found
from scans.deploy_watch.looks import SeriesLook
from scans.deploy_watch.verdicts import Verdict

MOST_EVIDENCE = 1e9
"""Above it a number says nothing more to anybody."""


def line(found: Found, shown: SeriesLook | None, needed: float, verdict: Verdict) -> str:
    """Return the line of a look about the series that it shows, the strongest."""
    words: list[str] = []
    if found.refused:
        words.append(f"not judged: {found.refused}")
    if shown is not None:
        words.append(_numbers(shown, needed, found))
    words.append(verdict.replace("_", " "))
    return ": ".join(words)


def _numbers(shown: SeriesLook, needed: float, found: Found) -> str:
    if shown.new:
        least = next((one.needed for one in found.new if one.issue == shown.series), 0)
        return f"new issue {shown.series}, {shown.people} people where {least} alert"
    return (
        f"{shown.series}, {shown.people} people where {shown.expected:.1f} are usual, "
        f"{shown.ratio:.1f} times lately, evidence {_evidence(shown.evidence)} "
        f"where {needed:,.0f} alerts"
    )


def _evidence(evidence: float) -> str:
    if evidence > MOST_EVIDENCE:
        return f"over {MOST_EVIDENCE:,.0f}"
    return f"{evidence:,.0f}" if evidence >= 10 else f"{evidence:.2g}"
