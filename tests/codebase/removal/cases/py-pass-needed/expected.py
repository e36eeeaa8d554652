def warm_up(posthog, users, kind):
    for user in users:
        pass
    with lock():
        pass
    if users:
        pass
    match kind:
        case "all":
            pass
        case _:
            done()
