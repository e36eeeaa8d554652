import posthog
from posthog import Posthog

ID = "the-id"
E = "const_event"
PAYLOAD = {"event": "payload_event", "distinct_id": "u", "properties": {"event": "no"}}
hog = Posthog("phc")
posthog.capture(ID, E)
posthog.capture(E)
posthog.capture(ID, E, {"a": 1})
posthog.capture(E, distinct_id=ID)
posthog.capture(E, ID)
posthog.capture(distinct_id=ID, event=E)
posthog.capture(ID, event=E)
posthog.capture(event=E)
posthog.capture(**PAYLOAD)
posthog.capture(**{"event": "inline_payload", "distinct_id": "u"})
posthog.capture(**{**PAYLOAD, "event": "overridden"})
posthog.capture(**dict(event="dict_call", distinct_id="u"))
posthog.capture(*["u", "star_list"])
posthog.capture(*("u", "star_tuple"), **{"properties": {}})
posthog.capture_ai("ai_event", distinct_id="u")
posthog.capture_ai(event="ai_kw", distinct_id="u")
posthog.capture("u", "with_comment",  # a comment
                {"x": 1})
posthog.capture(
    # leading comment
    "u",
    # between
    "comment_between",
)
posthog.capture("$pageview")
posthog.capture("u", "it's", {})
posthog.capture("u", 'say \"hi\"')
posthog.capture("u", "caf\u00e9 \x41")
posthog.capture("u", r"raw\d")
posthog.capture("u", """triple""")
posthog.capture("u", f"plain_f")
posthog.capture("u", ("paren_" "joined"))
posthog.capture("u", "back" \
                "slash")


def dyn(name, **kwargs):
    posthog.capture("u", name)
    posthog.capture(**kwargs)
    posthog.capture("u", name.lower())
    posthog.capture("u", mystery(name))
    posthog.capture("u", names[0])
    posthog.capture("u", b"bytes")
    posthog.capture("u", event=name + "_x")


def more(request, settings):
    hog.capture("u", settings.EVENT)
    hog.capture(request.user.id, request.POST["event"])
    hog.feature_enabled(f"flag-{request.x}", "u")
    hog.feature_enabled("x-%s-y" % request.x, "u")
    hog.get_feature_flag(key=request.x, distinct_id="u")
    hog.feature_enabled(request.GET.get("k"), "u"); hog.feature_enabled("next-to-dynamic", "u")


hog.identify("u", "no_identify")
hog.alias("a", "no_alias")
hog.set("u", {"a": "b"})
hog.group_identify("company", "no_group")
hog.capture_exception(ValueError("no_exc"))
hog.page("u", "no_page")
hog.screen("u", "no_screen")
hog.flush()
hog.shutdown()
hog.feature_flag_definitions()
posthog.tag("x", "no_tag")
posthog.set_context_session("no_session")
