from enum import StrEnum


class Flag(StrEnum):
    """Every flag of the shop."""

    SIDE_RAIL = "side-rail"
