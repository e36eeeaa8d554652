import os
import json
import posthog
from posthog import Posthog
from django.conf import settings
from .other import helper, helper2

hog = Posthog("phc")
CONST = "q-const"


def run(kind, items, request, **kwargs):
    hog.capture("u", f"q_{kind}")


    hog.feature_enabled(f"{CONST}-{kind}", "u")


    hog.capture("u", "a" + kind + "b")


    hog.capture("u", os.environ["E"])


    hog.capture("u", os.getenv("E", "q_default"))


    hog.feature_enabled(settings.FLAG, "u")


    hog.capture("u", items[0])


    hog.capture("u", unknown_fn(CONST))


    hog.capture("u", CONST.upper())


    hog.capture("u", CONST.replace("q", "z"))


    hog.capture(**kwargs)


    hog.capture("u", json.loads(kind)["event"])


    hog.capture("u", "{}_{}".format(kind, "x"))


    hog.capture("u", "%s" % kind)


    hog.capture("u", "_".join([kind, "x"]))


    hog.feature_enabled(key=kind.flag, distinct_id="u")


    hog.feature_enabled(str(kind), "u")


    hog.get_all_flags("u")[kind]


    hog.evaluate_flags("u").is_enabled(kind)


    [hog.feature_enabled(x, "u") for x in items]


    hog.capture("u", kind or "q_or")


    hog.capture("u", "q_tern" if kind else kind)


    hog.feature_enabled("q-known", "u"), hog.feature_enabled(kind, "u")


    name = "q_first"
    name = kind
    hog.capture("u", name)


    hog.capture("u", CONST[1:])


    hog.capture("u", CONST * 2)


    hog.capture("u", f"{CONST!r}")


    hog.capture("u", f"{CONST:>10}")


    hog.capture("u", (lambda: kind)())


    hog.capture("u", helper.dynamic)


    helper2(kind)


    hog.capture("u", kind.value if hasattr(kind, "value") else kind)


    async_name = yield
    hog.capture("u", async_name)


    del CONST2
    with open("x") as fh:
        hog.capture("u", fh.read())


    try:
        pass
    except ValueError as err:
        hog.capture("u", err.code)


    hog.capture("u", {**items}["a"])


    hog.capture("u", [*items][0])


    hog.capture("u", dict(items)["x"])


    hog.capture("u", *items)


    for key in request.GET:
        hog.capture("u", key)


    match kind:
        case {"event": ev}:
            hog.capture("u", ev)


        case [first, *rest]:
            hog.capture("u", first)


        case other:
            hog.capture("u", other)
