"""PostHog's SDK for .NET, and feature management in front of it, as data."""

from codebase.surface import Method, Surface

_FLAG = Method("flag", keyword="featureKey", gives="flag")


_READ = Method("flag", keyword="key", gives="flag")


SURFACE = Surface(
    packages=frozenset({"PostHog"}),
    classes=frozenset({"PostHogClient", "IPostHogClient"}),
    snapshots=frozenset({"FeatureFlagEvaluations", "IFeatureFlagEvaluations"}),
    methods={
        "Capture": Method("event", position=1, keyword="eventName"),
        "IsFeatureEnabledAsync": _FLAG,
        "GetFeatureFlagAsync": _FLAG,
        "GetRemoteConfigPayloadAsync": _READ,
        "GetAllFeatureFlagsAsync": Method(gives="flags", requested=("FlagKeysToEvaluate",)),
        "EvaluateFlagsAsync": Method(
            gives="snapshot", requested=("FlagKeysToEvaluate", "flagKeys")
        ),
    },
    snapshot={
        "IsEnabled": _READ,
        "GetFlag": _READ,
        "GetFlagPayload": _READ,
        "Only": Method(gives="snapshot", requested=("*",)),
    },
    functions={"AddPostHog": Method("init", field="ProjectApiKey")},
    construction=Method("init", field="ProjectApiKey"),
    records=frozenset({"AllFeatureFlagsOptions", "FeatureFlagOptions", "PostHogOptions"}),
    ambient=dict.fromkeys(("PostHog", "PostHogClient", "IPostHogClient", "AddPostHog"), "PostHog"),
    parts=frozenset({"Value", "Result"}),
    properties=("properties", "2"),
    sends=("properties", "2"),
)


_ASKED = Method("flag", keyword="feature", gives="flag", bridge=True)


FEATURE_MANAGEMENT = Surface(
    packages=frozenset({"Microsoft.FeatureManagement"}),
    classes=frozenset(
        {
            "FeatureManager",
            "IFeatureManager",
            "IFeatureManagerSnapshot",
            "IVariantFeatureManager",
            "IVariantFeatureManagerSnapshot",
        }
    ),
    methods={"FeatureGate": _ASKED, "IsEnabledAsync": _ASKED, "GetVariantAsync": _ASKED},
    construction=Method(),
)
