"""Dates, numbers and names as a sentence has them."""

from datetime import datetime

LONGEST_TEXT = 60
"""Names come out of public events and of forms, so their length is anybody's choice."""


def cut(text: str) -> str:
    """Return text from elsewhere at a length that fits a sentence."""
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def days(count: int) -> str:
    """Return a number of days in words."""
    return "1 day" if count == 1 else f"{count} days"


def date(at: datetime) -> str:
    """Return a UTC day: `12 Oct 2026`."""
    return f"{at.day} {at:%b %Y}"


def iso(at: datetime) -> str:
    """Return a time as evidence carries it."""
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
