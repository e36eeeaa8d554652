import posthog
from posthog import feature_enabled as fe
from . import keys as k
from .keys import *
from .keys import Base as Bz, Sub


def go(u):
    fe(F1, u)
    fe(F2, u)
    fe(L, u)
    fe(A.ONE, u)
    fe(A.TWO.value, u)
    fe(str(A.TWO), u)
    fe(A.ALIAS.value, u)
    fe(A("g-enum-one"), u)
    fe(A["TWO"].value, u)
    fe(B.ONE, u)
    fe(str(B.ONE), u)
    fe(B.AUTO, u)
    fe(B.AUTO_TWO.value, u)
    fe(k.C.ONE.value, u)
    fe(k.C.PAIR.value[0], u)
    fe(D.X.value, u)
    fe(D.Y, u)
    fe(k.Base.NAME, u)
    fe(Sub.NAME, u)
    fe(Sub.OTHER, u)
    fe(Sub.DERIVED, u)
    fe(Bz.Nested.KEY, u)
    fe(Bz.Nested.Deep.KEY, u)
    fe(Sub.Nested.KEY, u)
    fe(Sub.Nested.EXTRA, u)
    fe(Sub().NAME, u)
    fe(k.Cfg().key, u)
    fe(k.Cfg(key="g-dc-given").key, u)
    fe(k.Cfg("g-dc-pos").key, u)
    fe(k.Cfg().other, u)
    fe(k.Cfg.K, u)
    fe(k.NT().key, u)
    fe(TABLE["a"], u)
    fe(TABLE["b"]["c"], u)
    fe(TABLE["d"], u)
    fe(TABLE.get("a"), u)
    fe(TABLE.get("a", "never"), u)
    fe(FROZEN["x"], u)
    fe(NS.key, u)
    fe(LIST[0], u)
    fe(LIST[-1], u)
    fe(TUP[1], u)
    fe(X, u)
    fe(k.Y, u)
    fe(CALL["a"], u)
    fe(FMT, u)
    fe(FMT2, u)
    fe(FMT3, u)
    fe(PCT, u)
    fe(PCT2, u)
    fe(PCT3, u)
    fe(JOIN, u)
    fe(JOIN2, u)
    fe(FS, u)
    fe(FS2, u)
    fe(FS3, u)
    fe(NUM, u)
    fe(MUL, u)
    fe(BACK, u)
    fe(REASSIGNED, u)
    fe(AUG, u)
    fe(COND, u)
    fe(TRY, u)
    fe(k.a, u)
    fe(k.b, u)
    fe(f"{k.PRE}-{'inner'}", u)
    fe("%s_%s" % (A.ONE.value, B.ONE), u)
    fe("a" + "b" + PRE, u)
    fe("".join(["x", PRE]), u)


class View:
    FLAG = "g-view"
    event = "g-view-event"
    keys = {"x": "g-view-table"}

    def get(self, u):
        fe(self.FLAG, u)
        posthog.capture(u, self.event)
        fe(View.FLAG, u)
        fe(self.__class__.FLAG, u)
        fe(self.keys["x"], u)

    @classmethod
    def cget(cls, u):
        fe(cls.FLAG, u)


class SubView(View):
    FLAG = "g-view-sub"


class Abstract:
    event_name: str

    def fire(self, u):
        posthog.capture(u, self.event_name)


class One(Abstract):
    event_name = "g-fire-one"


class Two(Abstract):
    event_name = "g-fire-two"


class Inst:
    def __init__(self, u):
        self.key = "g-inst"
        self.u = u

    def go(self):
        fe(self.key, self.u)


class Given:
    def __init__(self, key):
        self.key = key

    def go(self):
        return fe(self.key, "u")


Given("g-given").go()
