from enum import StrEnum


class Flag(StrEnum):
    """Every flag of the shop."""

    SIDE_RAIL = "side-rail"
    # until the new table is everywhere
    BULK_EDIT = "bulk-edit"
