from rows.sorting import quick, tiny


def order(posthog, user, rows):
    if len(rows) < 10:
        tiny(rows)
    # everything long
    else:
        quick(rows)
    return rows
