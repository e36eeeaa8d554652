"""One line per look, for people who follow a watch: what was seen and what is still missing."""

from scans.deploy_watch.detector.standing import Found
from scans.deploy_watch.looks import SeriesLook
from scans.deploy_watch.verdicts import Verdict


def line(found: Found, shown: SeriesLook | None, needed: float, verdict: Verdict) -> str:
    """Return the line of a look about the series that it shows, the strongest."""
    words = [f"minute {found.minute}"]
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
        f"lately {shown.ratio:.1f} times, evidence {shown.evidence:.3g} where {needed:.0f} alerts"
    )
