import posthog
from posthog import Posthog
from .lib import record, Recorder, send as deliver
from . import lib

KEY = "w-module"
hog = Posthog("phc")


def one(KEY):
    posthog.feature_enabled(KEY, "u")


one("w-given")


def two():
    KEY = "w-local"
    posthog.feature_enabled(KEY, "u")


def three(items):
    for KEY in items:
        posthog.feature_enabled(KEY, "u")


def four():
    [posthog.feature_enabled(KEY, "u") for KEY in ("w-comp",)]


def five():
    posthog.feature_enabled(KEY, "u")


def six(x):
    name = "w_six"
    if x:
        name = x
        posthog.capture("u", name)


    posthog.capture("u", name)


def seven(x):
    name = x
    name = "w_seven"
    posthog.capture("u", name)


class A:
    KEY = "w-class"

    def m(self):
        posthog.feature_enabled(KEY, "u")
        posthog.feature_enabled(self.KEY, "u")

    def n(self, KEY):
        posthog.feature_enabled(KEY, "u")


A().n("w-param")


def record_local():
    def record(x):
        return x
    record("w_not_local")


record("w_record")
lib.record("w_record_mod")
deliver("w_deliver")
Recorder().record("w_method")


class Tape:
    def record(self, name):
        return name

    def send(self, name):
        return name


Tape().record("w_not_tape")
tape = Tape()
tape.send("w_not_tape_send")
tape.record("w_not_tape2")
something.record("w_not_something")
queue.send("w_not_queue")
requests.send("w_not_requests")


def untyped(recorder, sender):
    recorder.record("w_not_untyped")
    sender.send("w_not_untyped2")


def uses_param(record):
    record("w_not_param")


def cond(x):
    if x:
        from .lib import record as chosen
    else:
        from .lib import ignore as chosen
    chosen("w_chosen")


def reassign():
    r = record
    r = print
    r("w_not_print")


def try_names():
    try:
        key = compute()
    except Exception:
        key = "w-except"
    posthog.feature_enabled(key, "u")


def loops():
    last = None
    for k in ("w-l1", "w-l2"):
        last = k
    posthog.feature_enabled(last, "u")


def star(*, key="w-kwonly", **rest):
    return posthog.feature_enabled(key, "u")


star(**{"key": "w-splat"})
star(other=1)


def swapped(a, b):
    posthog.capture(b, a)


swapped("w_swapped", "not_this")


def lst():
    keys = []
    keys.append("w-appended")
    for k in keys:
        posthog.feature_enabled(k, "u")


def dct():
    d = {}
    d["x"] = "w-set"
    posthog.feature_enabled(d["x"], "u")


def percent(n):
    posthog.capture("u", "100%")
    posthog.capture("u", "a%d" % n)


    posthog.capture("u", "a {b}")
    posthog.capture("u", f"{{literal}}")
    posthog.capture("u", "w\tab")
    posthog.capture("u", u"w_unicode")
    posthog.capture("u", "w_" f"mixed_{KEY}")
    posthog.capture("u", rf"w_raw\{KEY}")
    posthog.capture("u", "\N{BULLET} w")
    posthog.capture("u", "\
w_cont")


def nested(a):
    def inner(b):
        def innermost(c):
            posthog.capture("u", c)
        innermost(b)
    inner(a)


nested("w_nested")
hog.feature_enabled("w-x", "u").capture("u", "w_not_on_bool")
hog.capture  # not called
hog.client.capture("u", "w_not_part")
posthog.Posthog.capture("u", "w_unbound")
type(hog).capture(hog, "u", "w_type")
str.capture("u", "w_not_str")
"posthog".capture("u", "w_not_text")
[posthog][0].capture("u", "w_list_client")
(lambda e: posthog.capture("u", e))("w_iife")
