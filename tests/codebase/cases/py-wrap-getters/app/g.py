from functools import cached_property, lru_cache
import posthog
from posthog import Posthog

hog = Posthog("phc")
KEY = "l-const"


def direct(u):
    return posthog.feature_enabled("l-direct", u)


def negated(u):
    return not posthog.feature_enabled("l-negated", u)


def booled(u):
    return bool(posthog.feature_enabled(KEY, u))


def local(u):
    value = posthog.get_feature_flag("l-local", u)
    return value


def local_two(u):
    value = posthog.get_feature_flag("l-local-two", u)
    if value is None:
        return False
    return value


def compared(u):
    return posthog.get_feature_flag("l-compared", u) == "test"


def is_true(u):
    return posthog.feature_enabled("l-is", u) is True


def or_false(u):
    return posthog.feature_enabled("l-or", u) or False


def tried(u):
    try:
        return posthog.feature_enabled("l-tried", u)
    except Exception:
        return False


async def awaited(u):
    return await hog.feature_enabled("l-awaited", u)


def conditional(u):
    return "new" if posthog.feature_enabled("l-cond", u) else "old"


def anded(u):
    return u.ok and posthog.feature_enabled("l-anded", u)


def not_wrapper(u):
    if posthog.feature_enabled("l-inner", u):
        return "x"
    return "y"


def if_true(u):
    if posthog.feature_enabled("l-if-true", u):
        return True
    return False


def fixed_event(u):
    posthog.capture(u, "l_event")


def hop(u):
    return direct(u)


def hop_neg(u):
    return not hop(u)


lam = lambda u: hog.feature_enabled("l-lambda", u)


@lru_cache
def cached(u):
    return hog.feature_enabled("l-cached", u)


class Flags:
    def __init__(self, u):
        self.u = u

    @property
    def beta(self):
        return hog.feature_enabled("l-prop", self.u)

    @cached_property
    def gamma(self) -> bool:
        return bool(hog.feature_enabled("l-cached-prop", self.u))

    def method(self):
        return hog.feature_enabled("l-method", self.u)

    @staticmethod
    def static(u):
        return hog.feature_enabled("l-static", u)

    def uses(self):
        if self.beta:
            return self.method()


def payload(u):
    return hog.get_feature_flag_payload("l-payload", u)


def snap(u):
    return hog.evaluate_flags(u).is_enabled("l-snap")


def from_all(u):
    return hog.get_all_flags(u)["l-all"]


def mixed(u, key):
    return hog.feature_enabled("l-mixed", u) and hog.feature_enabled(key, u)


def result(u):
    r = hog.get_feature_flag_result("l-result", u)
    return r.enabled if r else False


def walrus(u):
    if (v := hog.get_feature_flag("l-walrus", u)):
        return v
    return None


def assigned_self():
    return FLAGS.beta


FLAGS = Flags("u")
