def warm_up(posthog, users, kind):
    on = posthog.feature_enabled("report-v2", "server")
    for user in users:
        if on:
            load(user)
    with lock():
        if on:
            flush()
    if users:
        if on:
            count(users)
    else:
        if on:
            count([])
    match kind:
        case "all":
            # everything
            if on:
                load(None)
        case _:
            done()
