class Flags:
    BULK_EDIT = "bulk-edit"
    REPORT_V2 = "report-v2"
