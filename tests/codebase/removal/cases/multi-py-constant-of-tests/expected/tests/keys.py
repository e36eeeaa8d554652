SIDE_RAIL = "side-rail"
BULK_EDIT = "bulk-edit"
