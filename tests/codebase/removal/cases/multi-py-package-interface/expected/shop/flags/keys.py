BULK_EDIT = "bulk-edit"
SIDE_RAIL = "side-rail"
