"""PostHog's SDK for PHP, as data."""

from codebase.surface import Method, Surface

_FLAG = Method("flag", keyword="key", gives="flag")


SURFACE = Surface(
    packages=frozenset({"PostHog"}),
    classes=frozenset({"PostHog", "Client"}),
    snapshots=frozenset({"FeatureFlagEvaluations"}),
    static=True,
    methods={
        "init": Method("init", keyword="apiKey"),
        "capture": Method("event", field="event", keyword="message"),
        "isFeatureEnabled": _FLAG,
        "getFeatureFlag": _FLAG,
        "getFeatureFlagResult": _FLAG,
        "getFeatureFlagPayload": _FLAG,
        "getRemoteConfigPayload": _FLAG,
        "getAllFlags": Method(gives="flags"),
        "fetchFeatureVariants": Method(gives="flags"),
        "evaluateFlags": Method(gives="snapshot", requested=("flagKeys", "6")),
        "getClient": Method(gives="client"),
    },
    snapshot={
        "isEnabled": _FLAG,
        "getFlag": _FLAG,
        "getFlagPayload": _FLAG,
        "only": Method(gives="snapshot", requested=("*",)),
    },
    construction=Method("init", keyword="apiKey"),
    properties=("properties",),
    sends=("properties",),
)
