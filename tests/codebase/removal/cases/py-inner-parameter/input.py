def build(posthog, user):
    dark = posthog.feature_enabled("night-mode", user.id)

    def row(item, dark=False):
        return paint(item) if dark else item

    return row if dark else None
