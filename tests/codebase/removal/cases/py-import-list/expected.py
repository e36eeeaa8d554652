from reports.old import export
from reports.tools import (
    columns,
    rows,  # all of them
)


def report(posthog, user):
    return export(columns(rows(user)))
