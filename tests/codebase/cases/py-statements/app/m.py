import posthog
from posthog import Posthog, feature_enabled
from functools import partial, partialmethod, singledispatch
from contextlib import suppress
from typing import NamedTuple, TypedDict, Final, Literal

hog = Posthog("phc")


class T:
    track = staticmethod(lambda e: posthog.capture("u", e))
    short = partialmethod(hog.capture, "u")
    fn = hog.feature_enabled

    def go(self):
        T.track("t_staticmethod_lambda")
        self.fn("t-class-attr-method", "u")


class Payload(TypedDict):
    event: str
    user: str


def td(p: Payload):
    posthog.capture(p["user"], p["event"])


td({"event": "t_typed_dict", "user": "u"})
td(Payload(event="t_typed_dict_call", user="u"))


class NT(NamedTuple):
    event: str
    user: str


def nt(n: NT):
    posthog.capture(n.user, n.event)


nt(NT("t_namedtuple", "u"))


def unpack(pair):
    user, event = pair
    posthog.capture(user, event)


unpack(("u", "t_unpack"))


def unpack_star(*pairs):
    for user, event in pairs:
        posthog.capture(user, event)


unpack_star(("u", "t_us1"), ("u", "t_us2"))


def kw_default(*, event: str = "t_kw_default"):
    posthog.capture("u", event)


kw_default()


def nonlocal_case():
    name = "t_nonlocal"

    def inner():
        nonlocal name
        posthog.capture("u", name)
    inner()


def try_else():
    try:
        n = "t_try"
    except Exception:
        n = "t_exc"
    finally:
        pass
    posthog.capture("u", n)


def early(x):
    if x:
        posthog.capture("u", "t_early")
        return
    with suppress(Exception):
        posthog.capture("u", "t_suppressed")


def while_loop():
    i = 0
    while i < 3:
        posthog.capture("u", "t_while")
        i += 1


def gen():
    yield posthog.capture("u", "t_yield")


def ternary_call(x):
    (posthog.capture if x else print)("u", "t_ternary_callee")


def chained(x):
    return x and posthog.capture("u", "t_chained")


print(posthog.feature_enabled("t-arg", "u"), {posthog.feature_enabled("t-set", "u")})
assert posthog.feature_enabled("t-assert", "u"), posthog.get_feature_flag("t-assert-msg", "u")
x = {"k": posthog.feature_enabled("t-dict", "u"), **{posthog.get_feature_flag("t-dict-key", "u"): 1}}
y = [posthog.feature_enabled("t-list", "u") for _ in range(3) if posthog.feature_enabled("t-list-if", "u")]
z = lambda: posthog.capture("u", "t_lambda_body")
f"{posthog.feature_enabled('t-in-fstring', 'u')}"
posthog.capture("u", "t_semi"); posthog.capture("u", "t_semi2")
posthog \
    .capture("u", "t_backslash")
(
    posthog
    .capture(
        "u",
        "t_paren_chain",
    )
)
if posthog.feature_enabled("t-if", "u") and (not posthog.feature_enabled("t-and", "u")):
    pass
elif feature_enabled("t-elif", "u"):
    pass
while posthog.feature_enabled("t-while", "u"):
    break
for _ in [posthog.feature_enabled("t-for", "u")]:
    pass


@posthog.feature_enabled("t-decorator", "u")
def decorated():
    pass


def default_arg(x=posthog.feature_enabled("t-default-arg", "u")):
    return x


class K(posthog.feature_enabled("t-base", "u") and object or object):
    on = posthog.feature_enabled("t-class-body", "u")


raise_it = None
try:
    raise ValueError(posthog.feature_enabled("t-raise", "u"))
except ValueError:
    posthog.capture("u", "t_except")
finally:
    posthog.capture("u", "t_finally")


async def coro():
    async for _ in agen(posthog.feature_enabled("t-async-for", "u")):
        await posthog.capture("u", "t_await")
    return [i async for i in agen(hog.feature_enabled("t-acomp", "u"))]


match posthog.get_feature_flag("t-match", "u"):
    case "a" if posthog.feature_enabled("t-guard", "u"):
        posthog.capture("u", "t_case")

del x[posthog.get_feature_flag("t-del", "u")]
y[posthog.get_feature_flag("t-index", "u")] = posthog.get_feature_flag("t-value", "u")
with open(posthog.get_feature_flag("t-with", "u")) as fh:
    pass
type_ = posthog.get_feature_flag("t-star", "u") if 1 else None
if 1: posthog.capture("u", "t_oneline")
