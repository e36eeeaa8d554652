def build(posthog, user):
    def row(item):
        return [each for each in item]

    return row
