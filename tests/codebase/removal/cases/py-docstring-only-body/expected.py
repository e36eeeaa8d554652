def warm_up(posthog, user):
    """Load what a report needs."""


class Reports:
    """All reports."""

    def close(self, posthog, user):
        pass

    def open(self, posthog, user):
        # what there is to know

        pass
