import posthog
from posthog import Posthog
from .use import banner, traced, Page
from . import use

hog = Posthog("phc")
snap = hog.evaluate_flags("u", flag_keys=["fk-one", "fk-two"])
snap.is_enabled("s-one")
snap.is_enabled("s-two", default_value=True)
snap.is_enabled(default_value=True, key="s-kw")
snap.get_flag("s-three")
snap.get_flag_payload("s-four")
snap.only(["s-five", "s-six"]).is_enabled("s-seven")
banner(snap)
traced(snap, 1)
traced(2, flags=snap)
use.module_traced(hog.evaluate_flags("u"))
hog.capture("seen", distinct_id="u", flags=snap)
Page(snap).go()


def mod():
    s = posthog.evaluate_flags()
    return s.is_enabled("s-module")


KEYS = ["fk-three", "fk-four"]
posthog.evaluate_flags("u", flag_keys=KEYS)


class V:
    def __init__(self):
        self.flags = hog.evaluate_flags("u")

    def go(self):
        return self.flags.is_enabled("s-self")

    @property
    def snap(self):
        return hog.evaluate_flags("u")

    def other(self):
        return self.snap.get_flag("s-prop")


def load(user):
    return hog.evaluate_flags(user)


load("u").is_enabled("s-factory")


def is_on(key, user):
    return load(user).is_enabled(key)


is_on("s-wrapped", "u")


def unknown(k):
    return load("u").get_flag(k)
