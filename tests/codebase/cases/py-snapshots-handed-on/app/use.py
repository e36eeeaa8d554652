from posthog import FeatureFlagEvaluations


def banner(flags: FeatureFlagEvaluations):
    return flags.is_enabled("u-typed")


def traced(a, flags=None):
    return flags.is_enabled("u-traced") if flags else a.get_flag("u-traced-a")


def module_traced(f):
    inner(f)


def inner(g):
    g.is_enabled("u-two-hops")


class Page:
    def __init__(self, flags):
        self.flags = flags

    def go(self):
        return self.flags.is_enabled("u-attr")


def never(flags):
    return flags.is_enabled("not-traced")
