from reports.old import draw, export
from reports.tools import (
    columns,
    legacy_columns,  # until v2 is out
    rows,  # all of them
)


def report(posthog, user):
    if posthog.feature_enabled("report-v2", user.id):
        return export(columns(rows(user)))
    return draw(legacy_columns(rows(user)))
