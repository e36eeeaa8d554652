from enum import StrEnum


class Flag(StrEnum):
    """What can be switched."""

    NEW_NAV = "new-nav"

    OTHER = "other"
