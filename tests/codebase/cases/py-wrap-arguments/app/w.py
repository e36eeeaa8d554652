import functools
from functools import partial
from typing import Any, Callable, Literal, overload

import posthog
from posthog import Posthog

hog = Posthog("phc")
EVENTS = {"open": "j_open", "close": "j_close"}


def kw_only(*, event, user):
    posthog.capture(user, event)


def star(*args, **kwargs):
    posthog.capture(*args, **kwargs)


def kwargs_only(**kwargs):
    posthog.capture(**kwargs)


def star_tail(user, *args, **kwargs):
    return posthog.feature_enabled(*args, **kwargs)


def payload(payload):
    posthog.capture("u", payload["event"])


def payload_get(data):
    posthog.capture(data.get("user"), data.get("event"))


def nested_payload(msg):
    posthog.capture("u", msg["data"]["name"])


def obj(thing):
    posthog.capture("u", thing.event_name)


def prefix(area, verb):
    posthog.capture("u", f"app_{area}_{verb}")


def prefix2(name):
    posthog.capture("u", "pre_" + name)


def prefix3(name):
    posthog.capture("u", "{}_post".format(name))


def prefix4(name):
    posthog.capture("u", "%s_pct" % name)


def table(which):
    posthog.capture("u", EVENTS[which])


def table_get(which):
    posthog.capture("u", EVENTS.get(which))


def table_local(which):
    name = {"a": "j_la", "b": "j_lb"}[which]
    posthog.capture("u", name)


send = lambda e, **p: posthog.capture("u", e, p)
pre = partial(posthog.capture, "system")
pre_kw = partial(posthog.capture, distinct_id="system")
pre_flag = functools.partial(hog.feature_enabled, distinct_id="u")
bound = hog.capture
bound_flag = hog.feature_enabled


def hop1(e):
    hop2(e)


def hop2(name, user="u"):
    hop3(user, name)


def hop3(user, ev, props=None):
    posthog.capture(user, ev, props)


def deep(e):
    def inner(x):
        posthog.capture("u", x)
    inner(e)


def maker(prefix):
    def track(name):
        posthog.capture("u", prefix + name)
    return track


track_cart = maker("cart_")


def curried(event):
    def go(user):
        posthog.capture(user, event)
    return go


def rec(e, n=0):
    if n < 3:
        return rec(e, n + 1)
    posthog.capture("u", e)


def mutual_a(e):
    mutual_b(e)


def mutual_b(e):
    mutual_a(e)
    posthog.capture("u", e)


def default_flag(key="j-default"):
    return posthog.feature_enabled(key, "u")


def default_none(event=None):
    posthog.capture("u", event or "j_none_default")


def both(key, event):
    if posthog.feature_enabled(key, "u"):
        posthog.capture("u", event)


def two_flags(a, b):
    return posthog.feature_enabled(a, "u") and posthog.get_feature_flag(b, "u")


def typed(kind: Literal["j_lit_a", "j_lit_b"]):
    posthog.capture("u", kind)


def uncalled(event):
    posthog.capture("u", event)


async def acap(event):
    posthog.capture("u", event)


def reassigned(event):
    name = event
    posthog.capture("u", name)


def stripped(event):
    event = event.strip()
    posthog.capture("u", event)


def conditional(event):
    if not event:
        return
    try:
        posthog.capture("u", event)
    except Exception:
        pass


def enumed(event):
    posthog.capture("u", event.value)


def str_enumed(event):
    posthog.capture("u", str(event))


def either(a, b):
    posthog.capture("u", a or b)


def defaulted_dict(opts=None):
    opts = opts or {}
    posthog.capture("u", opts["event"])


def many(events):
    for e in events:
        posthog.capture("u", e)


def starred(first, *names):
    for n in names:
        posthog.capture("u", n)


@functools.wraps
def decorated(event):
    posthog.capture("u", event)


@overload
def over(e: str) -> None: ...
@overload
def over(e: bytes) -> None: ...
def over(e):
    posthog.capture("u", e)


def walrus(e):
    if (n := e):
        posthog.capture("u", n)
