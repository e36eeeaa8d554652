from enum import Enum


class Flag(str, Enum):
    SIDE_RAIL = "side-rail"
    BULK_EDIT = "bulk-edit"
