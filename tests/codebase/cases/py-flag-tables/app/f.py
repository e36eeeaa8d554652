import posthog
from posthog import Posthog, get_feature_flag as gff
from .keys import K

hog = Posthog("phc")
hog.feature_enabled(distinct_id="u", key="order-last")
hog.feature_enabled(only_evaluate_locally=True, distinct_id="u", groups={}, key="order-middle", send_feature_flag_events=False)
hog.get_feature_flag_payload(distinct_id="u", match_value="x", key="payload-last")
hog.get_feature_flag_result(distinct_id="u", key=K)
hog.get_remote_config_payload(key="remote-kw")
gff("fn-alias", "u")
posthog.get_all_flags("u")["one"]
posthog.get_all_flags("u").get("two", False)
posthog.get_all_flags("u").pop("three")
"four" in posthog.get_all_flags("u")
flags = posthog.get_all_flags("u", flag_keys_to_evaluate=["five", "six"])
flags["seven"]
flags.get(K)
if "eight" not in flags:
    pass
for name in ("nine", "ten"):
    flags[name]
bundle = hog.get_all_flags_and_payloads("u")
bundle["featureFlags"]["b-one"]
bundle["featureFlagPayloads"]["b-two"]
bundle["featureFlags"].get("b-three")
bundle.get("featureFlags").get("b-four")
bundle.get("featureFlags", {}).get("b-five")
ff = bundle["featureFlags"]
"b-six" in ff
hog.get_feature_variants("u")["v-one"]
hog.get_feature_payloads("u")["v-two"]
hog.get_feature_flags_and_payloads("u")["featureFlags"]["v-three"]


def unknown(k):
    all_of = hog.get_all_flags("u")
    return all_of[k]


def whole():
    return hog.get_all_flags("u2")


def keys(x):
    fl = hog.get_all_flags(x)
    if fl.get("kk-one") == "test":
        return 1
    return bool(fl["kk-two"])


def dest():
    a = hog.get_all_flags("u")
    b = a or {}
    return b.get("kk-or")


def helper(flags):
    return flags["in-helper"]


def typed_helper(flags: dict):
    return flags.get("in-typed-helper")


def go():
    fl = hog.get_all_flags("u")
    helper(fl)
    typed_helper(fl)
    other = {"not": 1}
    other["not"]
    other.get("not2")
