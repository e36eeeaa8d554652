from typing import Final

SIDE_RAIL: Final = "side-rail"
BULK_EDIT: Final = "bulk-edit"  # the new table
