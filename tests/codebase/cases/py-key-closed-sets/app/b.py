from enum import Enum
from typing import Literal, get_args

import posthog
from posthog import feature_enabled as fe

Plan = Literal["h-free", "h-pro"]
TABLE = {"a": "h-ta", "b": "h-tb"}
FN = {"x": {"key": "h-fx"}, "y": {"key": "h-fy"}}
KEYS = ["h-k1", "h-k2"]


class Gate(Enum):
    A = "h-ga"
    B = "h-gb"


def branches(x, y):
    if x:
        n = "h-if"
    elif y:
        n = "h-elif"
    else:
        n = "h-else"
    fe(n, "u")


def default_then(x):
    n = "h-default"
    if x:
        n = "h-special"
    fe(n, "u")


def unknown_then(x):
    n = "h-known"
    if x:
        n = x.name
    fe(n, "u")


def matching(kind):
    match kind:
        case "a":
            n = "h-ma"
        case "b" | "c":
            n = "h-mb"
        case _:
            n = "h-mz"
    fe(n, "u")


def ternary(a, b):
    fe("h-t1" if a else "h-t2" if b else "h-t3", "u")


def loops():
    for k in KEYS:
        fe(k, "u")
    for k, v in TABLE.items():
        fe(v, "u")
    for v in TABLE.values():
        fe(v, "u")
    for k in {"h-s1", "h-s2"}:
        fe(k, "u")
    for k, kind in [("h-p1", 1), ("h-p2", 2)]:
        fe(k, "u")
    for i, k in enumerate(KEYS):
        fe(k, "u")
    for g in Gate:
        fe(g.value, "u")
    for k in sorted(KEYS):
        fe(k, "u")
    for k in TABLE:
        fe(TABLE[k], "u")
    for k in TABLE.keys():
        posthog.capture("u", k)
    for item in [{"flag": "h-o1"}, {"flag": "h-o2"}]:
        fe(item["flag"], "u")
    any(fe(k, "u") for k in KEYS)
    [fe(k, "u") for k in KEYS if k]
    {k: fe(k, "u") for k in ("h-d1", "h-d2")}
    for a in KEYS + ["h-k3"]:
        fe(a, "u")
    for a, b in zip(KEYS, range(2)):
        fe(a, "u")
    list(map(lambda k: fe(k, "u"), KEYS))


def typed(plan: Plan, inline: Literal["h-i1", "h-i2"], gate: Gate, opt: Literal["h-op"] | None = None):
    fe(plan, "u")
    fe(inline, "u")
    fe(gate.value, "u")
    fe(opt, "u")


def lookup(kind, other):
    fe(TABLE[kind], "u")
    fe(FN[kind]["key"], "u")
    fe(TABLE.get(kind, "h-fallback"), "u")
    fe(KEYS[other], "u")
    fe(TABLE.get(kind) or "h-or", "u")
    fe({"p": "h-in1", "q": "h-in2"}[kind], "u")


def name_of(kind):
    if kind == 1:
        return "h-r1"
    return "h-r2"


def name_match(kind):
    match kind:
        case 1:
            return "h-rm1"
        case _:
            return "h-rm2"


def name_partly(kind):
    if kind:
        return "h-part"
    return kind.name


def name_none(kind):
    if kind:
        return "h-nn"
    return None


fe(name_of(3), "u")
fe(name_match(3), "u")
fe(name_partly(unknown_thing), "u")
fe(name_none(3), "u")


def opens(plan: Plan):
    posthog.capture("u", f"app_{plan}_opened")


def wrapper(plan: Plan):
    fe(plan, "u")


wrapper("h-free")


def loop_unknown(xs):
    for x in xs:
        fe(x, "u")


def shadow(k):
    for TABLE in k:
        fe(TABLE, "u")
    KEYS = k
    fe(KEYS[0], "u")
    del KEYS


def aug():
    n = "h-aug"
    n += "_x"
    fe(n, "u")


def g(kind):
    global GG
    GG = kind


GG = "h-gg"
fe(GG, "u")
fe(KEYS[0] or KEYS[1], "u")
