"""Names, shares and hours as the sentences of this scan say them."""

from datetime import UTC, datetime

from scans.words import cut, when


def quoted(name: str) -> str:
    """Return a name as it stands in a sentence, on any page: code spans are only Markdown."""
    return f"“{cut(name)}”"


def percent(part: int, whole: int) -> str:
    """Return a share; neither all nor nothing unless it is."""
    if 0 < part < whole:
        rounded = round(100 * part / whole)
        return {0: "less than 1 %", 100: "more than 99 %"}.get(rounded, f"{rounded} %")
    return f"{100 if part else 0} %"


def share(part: int, whole: int) -> float:
    """Return a share in percent, for the evidence; of nothing it is none."""
    return round(100 * part / whole, 1) if whole else 0.0


def clock(at: datetime, beside: datetime) -> str:
    """Return a time next to another one: without the day where it is the same."""
    at, beside = at.astimezone(UTC), beside.astimezone(UTC)
    return f"{at:%H:%M}" if at.date() == beside.date() else when(at)
