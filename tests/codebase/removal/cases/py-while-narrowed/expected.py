def run(posthog, user):
    while user.more():
        user.step()
    else:
        user.stop()
    while user.rest > 0 and not user.done:
        user.rest -= 1
