from __future__ import annotations
import contextlib
import functools
import threading
from abc import ABC, abstractmethod
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum, unique
from typing import Any, Callable, Generic, Literal, Optional, Protocol, TypeVar, runtime_checkable

import posthog
import posthog as _ph
from posthog import Posthog

T = TypeVar("T")


# decorators stacked on wrappers
def retry(fn):
    @functools.wraps(fn)
    def inner(*a, **k):
        return fn(*a, **k)
    return inner


def retry_n(n):
    def deco(fn):
        @functools.wraps(fn)
        def inner(*a, **k):
            return fn(*a, **k)
        return inner
    return deco


@retry
def wrapped(event):
    posthog.capture("u", event)


@retry_n(3)
def wrapped_n(event):
    posthog.capture("u", event)


wrapped("u_wrapped")
wrapped_n("u_wrapped_n")


@retry
def flag_wrapped(u):
    return posthog.feature_enabled("u-flag-wrapped", u)


flag_wrapped(1)


# module-level client in a dict of config, conditional
client = Posthog("phc") if True else None
clients = {"a": client}


def capture(event, user="u"):
    if client:
        client.capture(user, event)


capture("u_own_capture")


def feature_enabled(key):
    return client.feature_enabled(key, "u") if client is not None else False


feature_enabled("u-own-fe")


# lazy import inside
def lazy(event):
    import posthog as p
    p.capture("u", event)


lazy("u_lazy")


# closure factories
def make_tracker(client: Posthog, prefix: str = ""):
    def track(event: str, **props):
        client.capture("u", f"{prefix}{event}", props)

    def page(name):
        track(f"page_{name}")

    return track, page


track, page = make_tracker(client, "web_")
track("opened")
page("home")


def make_obj():
    class Inner:
        def track(self, e):
            posthog.capture("u", e)
    return Inner()


obj = make_obj()
obj.track("u_inner_class")


def make_dict():
    return {"track": lambda e: posthog.capture("u", e), "nested": {"flag": capture}}


fns = make_dict()
fns["track"]("u_dict_fn")
fns["nested"]["flag"]("u_dict_nested")
HANDLERS = {"a": capture}
HANDLERS["a"]("u_handlers")


# enum with method
@unique
class Ev(Enum):
    ONE = "u_one"
    TWO = "u_two"

    def send(self):
        posthog.capture("u", self.value)

    @classmethod
    def all(cls):
        return [cls.ONE, cls.TWO]


Ev.ONE.send()



posthog.capture("u", Ev.TWO.value)
posthog.capture("u", Ev["ONE"].value)


# generic base repository
class Base(Generic[T]):
    event: str

    def emit(self):
        self._emit(self.event)

    def _emit(self, name):
        posthog.capture("u", name)


class Order(Base[int]):
    event = "u_order"

    def done(self):
        self._emit("u_done")


# thread-safe singleton
class Singleton:
    _instance = None
    _lock = threading.Lock()

    def __new__(cls, *a, **k):
        with cls._lock:
            if not cls._instance:
                cls._instance = super().__new__(cls)
        return cls._instance

    def __init__(self):
        self.ph = Posthog("phc")

    def track(self, e):
        self.ph.capture("u", e)


Singleton().track("u_singleton")


class Meta(type):
    _i = {}

    def __call__(cls, *a, **k):
        if cls not in cls._i:
            cls._i[cls] = super().__call__(*a, **k)
        return cls._i[cls]


class MetaSingle(metaclass=Meta):
    def track(self, e):
        posthog.capture("u", e)


MetaSingle().track("u_meta")


# delegation
class Proxy:
    def __init__(self):
        self._ph = Posthog("phc")

    def __getattr__(self, name):
        return getattr(self._ph, name)


# property returning bound method
class Lazy:
    @property
    def track(self) -> Callable[[str], None]:
        return self._send

    def _send(self, e):
        posthog.capture("u", e)


Lazy().track("u_prop_bound")


# kwargs payload building
def build(event, **extra):
    payload = {"event": event, "distinct_id": "u", **extra}
    posthog.capture(**payload)


build("u_built")


def build2(event):
    payload = dict(distinct_id="u")
    payload["event"] = event
    posthog.capture(**payload)


build2("u_built2")


def kwargs_update(event, **kw):
    kw.update(source="x")
    kw.setdefault("y", 1)
    posthog.capture("u", event, kw)


kwargs_update("u_kwu", a=1)


def args_index(*args):
    posthog.capture(args[0], args[1])


args_index("u", "u_args_index")


def kwargs_index(**kw):
    posthog.capture(kw["user"], kw["event"])


kwargs_index(user="u", event="u_kwargs_index")


def kwargs_pop(**kw):
    e = kw.pop("event")
    posthog.capture("u", e, kw)


kwargs_pop(event="u_kwargs_pop")


def kwargs_get(**kw):
    posthog.capture("u", kw.get("event", "u_kw_default"))


kwargs_get(event="u_kwargs_get")
kwargs_get()


def defaulted(event: Optional[str] = None):
    event = event or "u_defaulted"
    posthog.capture("u", event)


defaulted("u_defaulted_given")
defaulted()


def defaulted_if(event=None):
    if event is None:
        event = "u_def_if"
    posthog.capture("u", event)


defaulted_if("u_def_if_given")
defaulted_if()


def normal(event: str | Ev):
    name = event.value if isinstance(event, Ev) else event
    posthog.capture("u", name)


normal(Ev.ONE)
normal("u_normal")


def isinst(event):
    if isinstance(event, Ev):
        event = event.value
    posthog.capture("u", event)


isinst(Ev.TWO)
isinst("u_isinst")


@contextlib.contextmanager
def session():
    ph = Posthog("phc")
    try:
        yield ph
    finally:
        ph.shutdown()


with session() as s:
    s.capture("u", "u_session")


class Db:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        pass

    def track(self, e):
        posthog.capture("u", e)


with Db() as db:
    db.track("u_db")


class ClientCtx:
    def __enter__(self) -> Posthog:
        return Posthog("phc")

    def __exit__(self, *a):
        pass


with ClientCtx() as cc:
    cc.capture("u", "u_client_ctx")


async def agen_client():
    async with aclosing(Posthog("phc")) as c:
        c.capture("u", "u_aclosing")
