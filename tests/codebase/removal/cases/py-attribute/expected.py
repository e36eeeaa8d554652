class Theme:
    def __init__(self, posthog, user):
        self.dark = posthog.feature_enabled("night-mode", user.id)

    def name(self):
        return "dark" if self.dark else "light"
