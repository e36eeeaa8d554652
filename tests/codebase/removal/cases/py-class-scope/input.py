def make(posthog, user):
    on = posthog.feature_enabled("report-v2", user.id)

    class Report:
        size = 10 if on else 5

        def rows(self):
            return self.all if on else self.first

    def page():
        if on:
            return Report()
        return None

    return page
