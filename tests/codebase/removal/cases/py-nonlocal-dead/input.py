def make(posthog, user):
    count = 0

    def add():
        if posthog.feature_enabled("report-v2", user.id):
            nonlocal count
            count = 2
        count = 1
        return count

    return add, count
