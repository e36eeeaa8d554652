def theme(posthog, user):
    on = posthog.feature_enabled("night-mode", user.id)
    assert on and user.theme, "no theme"
    first = user.dark if on else user.light; second = 1
    with (user.lock if on else user.guard) as lock:
        lock.take(second)
    for row in (user.rows if on else user.all):
        show(row)
    del (user.dark if on else user.light)[0]
    user.themes[first if on else second] = -1 if on else 1
    pair = (first, second) if on else None
    sign = (lambda: 1) if on else None
    print(f"{first if on else second!r}")
    return pair, sign, not (first if on else second)
