from enum import StrEnum


class Flag(StrEnum):
    """What can be switched."""

    NEW_NAV = "new-nav"
    # the new reports, see the wiki
    REPORT_V2 = "report-v2"  # rolled out

    OTHER = "other"
