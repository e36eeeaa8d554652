def build(posthog, user):
    dark = posthog.feature_enabled("night-mode", user.id)

    def row(item):
        if dark:
            return [paint(each) for each in item if dark]
        return [each for each in item if not dark or each.light]

    return row
