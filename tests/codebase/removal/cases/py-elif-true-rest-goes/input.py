from rows.legacy import slow
from rows.sorting import quick, tiny


def order(posthog, user, rows):
    if len(rows) < 10:
        tiny(rows)
    # everything long
    elif posthog.feature_enabled("quick-sort", user.id):
        quick(rows)
    # was faster once
    elif user.legacy:
        slow(rows, 1)
    # everybody else
    else:
        slow(rows, 2)
    return rows
