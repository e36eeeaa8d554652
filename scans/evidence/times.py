"""Times as PostHog writes them."""

from datetime import UTC, datetime


def moment(value: object) -> datetime | None:
    """Return an ISO 8601 time in UTC; None for anything else. Without an offset it is UTC."""
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value)
        if read.tzinfo is UTC:  # as most are: large documents hold tens of thousands
            return read
        return read.replace(tzinfo=read.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
