"""What the JavaScript SDKs offer: browser, Node, React, React Native, Next, Nuxt."""

from codebase.surface import Component, Method, Surface

_FLAG = Method("flag", gives="flag")

_SNAPSHOT_FLAGS = ("flagKeys",)

SURFACE = Surface(
    packages=frozenset(
        {
            "posthog-js",
            "posthog-node",
            "posthog-react-native",
            "posthog-js-lite",
            "@posthog/react",
            "@posthog/next",
            "@posthog/nuxt",
        }
    ),
    clients=frozenset({"default", "posthog"}),
    classes=frozenset({"PostHog", "PostHogClient"}),
    snapshots=frozenset({"FeatureFlagEvaluations", "FeatureFlagSnapshot"}),
    factories=frozenset(
        {
            "usePostHog",
            "useOptionalPostHog",
            "getPostHog",
            "createPostHog",
            "getServerSidePostHog",
        }
    ),
    methods={
        "capture": Method("event", field="event"),
        "captureImmediate": Method("event", field="event"),
        "isFeatureEnabled": _FLAG,
        "getFeatureFlag": _FLAG,
        "getFeatureFlagPayload": _FLAG,
        "getFeatureFlagResult": _FLAG,
        "getRemoteConfigPayload": _FLAG,
        "register": Method(context=True),
        "register_once": Method(context=True),
        "registerForSession": Method(context=True),
        "register_for_session": Method(context=True),
        "getAllFlags": Method(gives="flags", requested=_SNAPSHOT_FLAGS),
        "getAllFlagsAndPayloads": Method(gives="bundle", requested=_SNAPSHOT_FLAGS),
        "evaluateFlags": Method(gives="snapshot", requested=_SNAPSHOT_FLAGS),
        "onFeatureFlags": Method(listener=True),
        "init": Method("init", gives="client", writes=("bootstrap.featureFlags",)),
        "override": Method(writes=("",)),
        "overrideFeatureFlags": Method(writes=("flags", "payloads", "")),
        "updateFlags": Method(writes=("",)),
        "updateEarlyAccessFeatureEnrollment": Method("flag"),
    },
    snapshot={
        "isEnabled": _FLAG,
        "getFlag": _FLAG,
        "getFlagPayload": _FLAG,
        "only": Method(gives="snapshot", requested=("0",)),
        "onlyAccessed": Method(gives="snapshot"),
    },
    functions={
        "useFeatureFlagEnabled": _FLAG,
        "useFeatureFlagVariantKey": _FLAG,
        "useFeatureFlagPayload": _FLAG,
        "useFeatureFlagResult": _FLAG,
        "useFeatureFlag": _FLAG,
        "useActiveFeatureFlags": Method(gives="keys"),
        "useFeatureFlags": Method(gives="flags"),
    },
    components={
        "PostHogFeature": Component("flag", "flag"),
        "PostHogProvider": Component(
            "init", "apiKey", writes=("options.bootstrap.featureFlags", "bootstrap.featureFlags")
        ),
    },
    construction=Method("init", writes=("bootstrap.featureFlags",)),
    parts=frozenset({"featureFlags", "default"}),
    global_objects=frozenset({"window", "globalThis", "self", "global"}),
    ambient=dict.fromkeys(
        (
            "usePostHog",
            "useFeatureFlagEnabled",
            "useFeatureFlagVariantKey",
            "useFeatureFlagPayload",
            "useFeatureFlagResult",
        ),
        "@posthog/nuxt",
    ),
    properties=("properties", "1"),
    sends=("properties", "1"),
)
