class Flags:
    #: edit several rows
    BULK_EDIT = "bulk-edit"
    #: the rail on the left
    SIDE_RAIL = "side-rail"
