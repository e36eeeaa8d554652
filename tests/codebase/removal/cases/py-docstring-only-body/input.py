def warm_up(posthog, user):
    """Load what a report needs."""

    # all at once
    if posthog.feature_enabled("report-v2", user.id):
        load(user)


class Reports:
    """All reports."""

    def close(self, posthog, user):
        # nothing else to do
        if posthog.feature_enabled("report-v2", user.id):
            self.flush()

    def open(self, posthog, user):
        # what there is to know

        if posthog.feature_enabled("report-v2", user.id):
            self.load()
