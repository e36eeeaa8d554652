"""Names, numbers and times as the sentences and facts of every scan have them."""

from datetime import UTC, datetime

LONGEST_NAME = 60
"""Names and answers come out of public events and of forms: their length is anybody's choice."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Not the locale's: the same finding reads the same on every machine."""


def cut(text: str) -> str:
    """Return text from elsewhere at a length that fits a sentence."""
    return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}…"


def days(count: int) -> str:
    """Return a number of days in words."""
    return "1 day" if count == 1 else f"{count} days"


def day(at: datetime) -> str:
    """Return the UTC day of a time, without its year: `12 Oct`."""
    at = at.astimezone(UTC)
    return f"{at.day} {MONTHS[at.month - 1]}"


def date(at: datetime) -> str:
    """Return the UTC day of a time: `12 Oct 2026`."""
    return f"{day(at)} {at.astimezone(UTC).year}"


def when(at: datetime) -> str:
    """Return a time to the minute: `18 Nov 14:00 UTC`."""
    return f"{day(at)} {at.astimezone(UTC):%H:%M} UTC"


def iso(at: datetime) -> str:
    """Return a time as evidence keeps it: ISO 8601 in UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
