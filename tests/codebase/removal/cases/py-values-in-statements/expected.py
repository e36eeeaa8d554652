def theme(posthog, user):
    assert user.theme, "no theme"
    first = user.dark; second = 1
    with user.lock as lock:
        lock.take(second)
    for row in user.rows:
        show(row)
    del user.dark[0]
    user.themes[first] = -1
    pair = (first, second)
    sign = lambda: 1
    print(f"{first!r}")
    return pair, sign, not first
