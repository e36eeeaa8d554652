def make(posthog, user):
    class Report:
        size = 10

        def rows(self):
            return self.all

    def page():
        return Report()

    return page
