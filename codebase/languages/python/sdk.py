"""What the Python SDK offers, majors up to 7."""

from codebase.languages.python.forms import TOKENS
from codebase.surface import Method, Surface

_FLAG = Method("flag", keyword="key", gives="flag")

_READ = Method("flag", keyword="key", gives="flag")

_REQUESTED = ("flag_keys", "flag_keys_to_evaluate")

_METHODS = {
    "capture": Method("event", keyword="event", id_first=True),
    "capture_ai": Method("event", keyword="event"),
    "feature_enabled": _FLAG,
    "get_feature_flag": _FLAG,
    "get_feature_flag_payload": _FLAG,
    "get_feature_flag_result": _FLAG,
    "get_remote_config_payload": _FLAG,
    "get_all_flags": Method(gives="flags", requested=_REQUESTED),
    "get_feature_variants": Method(gives="flags", requested=_REQUESTED),
    "get_feature_payloads": Method(gives="flags", requested=_REQUESTED),
    "get_all_flags_and_payloads": Method(gives="bundle", requested=_REQUESTED),
    "get_feature_flags_and_payloads": Method(gives="bundle", requested=_REQUESTED),
    "evaluate_flags": Method(gives="snapshot", requested=_REQUESTED),
    "tag": Method(sets=True),
    **dict.fromkeys(TOKENS, Method("init")),
}

SURFACE = Surface(
    packages=frozenset({"posthog", "posthoganalytics"}),
    clients=frozenset({"default_client"}),
    classes=frozenset({"Posthog", "Client", "AsyncPosthog", "AsyncClient"}),
    methods=_METHODS,
    snapshots=frozenset({"FeatureFlagEvaluations"}),
    snapshot={
        "is_enabled": _READ,
        "get_flag": _READ,
        "get_flag_payload": _READ,
        "only": Method(gives="snapshot", requested=("0", "keys")),
        "only_accessed": Method(gives="snapshot"),
    },
    functions=_METHODS,
    construction=Method("init", keyword="project_api_key"),
    properties=("properties", "2"),
    sends=("properties", "2"),
)

OPEN_FEATURE = Surface(
    packages=frozenset({"openfeature"}),
    classes=frozenset({"OpenFeatureClient"}),
    factories=frozenset({"get_client"}),
    methods={
        f"get_{kind}_{part}": Method("flag", keyword="flag_key", gives="flag", bridge=True)
        for kind in ("boolean", "string", "integer", "float", "object")
        for part in ("value", "details", "value_async", "details_async")
    },
)
