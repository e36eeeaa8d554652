from app import posthog


class Theme:
    dark = posthog.feature_enabled("night-mode", "server")

    def name(self):
        return "dark" if self.dark else "light"
