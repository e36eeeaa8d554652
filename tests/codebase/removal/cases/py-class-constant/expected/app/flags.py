class Flags:
    BULK_EDIT = "bulk-edit"
