import posthog
import posthog as ph_module
from posthog import Posthog
from posthog import Posthog as PH, Client
from typing import Optional, Union, Annotated
from fastapi import Depends, Request, FastAPI
from functools import lru_cache, cached_property

alias = ph_module
again = alias
again.capture("u", "alias_of_alias")

with Posthog("phc_x") as zz:
    zz.capture("u", "with_as")


def maybe(given=None):
    thing = given or Posthog("phc_x")
    thing.capture("u", "or_client")


def tern(flag):
    c = PH("phc") if flag else None
    c.capture("u", "ternary_client")


def late():
    c = None
    c = Client("phc")
    c.capture("u", "late_client")


def get_client() -> Posthog:
    return Posthog("phc")


def view(a=Depends(get_client), b: Annotated[Posthog, Depends(get_client)] = None):
    a.capture("u", "depends_default")
    b.capture("u", "depends_annotated")


def typed(a: "Posthog", b: Posthog | None, c: Optional[Posthog], d: "Posthog | None", e: Union[Posthog, None], f: "posthog.Posthog", g: posthog.Client, h: "Optional[Posthog]" = None):
    a.capture("u", "t_quoted")
    b.capture("u", "t_union")
    c.capture("u", "t_optional")
    d.capture("u", "t_quoted_union")
    e.capture("u", "t_Union")
    f.capture("u", "t_quoted_dotted")
    g.capture("u", "t_dotted")
    h.capture("u", "t_quoted_optional")


_client = None


def memo():
    global _client
    if _client is None:
        _client = Posthog("phc")
    return _client


memo().capture("u", "memo_global")


@lru_cache
def cached():
    return Posthog("phc")


@lru_cache(maxsize=None)
def cached2():
    return Posthog("phc")


cached().capture("u", "memo_cached")
cached2().capture("u", "memo_cached2")


class Service:
    _inst = None
    __client = None

    def __init__(self, posthog_client: "Posthog"):
        self._posthog = posthog_client
        self.hidden = None

    @property
    def client(self):
        if self.hidden is None:
            self.hidden = Posthog("phc")
        return self.hidden

    @cached_property
    def lazy(self):
        return Posthog("phc")

    @classmethod
    def instance(cls):
        if cls._inst is None:
            cls._inst = cls(Posthog("phc"))
        return cls._inst

    @classmethod
    def shared(cls):
        if not cls.__client:
            cls.__client = Posthog("phc")
        cls.__client.capture("u", "cls_private")
        return cls.__client

    def go(self):
        self._posthog.capture("u", "self_posthog")
        self.client.capture("u", "self_property")
        self.lazy.capture("u", "self_cached_property")
        fn = self._posthog.feature_enabled
        fn("bound-local", "u")
        Service.shared().capture("u", "cls_shared")


Service.instance()._posthog.capture("u", "singleton_attr")
Service.instance().client.capture("u", "singleton_prop")


class Meta(type):
    pass


class Single:
    _instance = None
    client: Posthog

    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.client = Posthog("phc")
        return cls._instance

    def go(self):
        self.client.capture("u", "new_singleton")


Single().client.capture("u", "new_singleton_out")

app = FastAPI()
app.state.posthog = Posthog("phc")


@app.get("/")
def index(request: Request):
    request.app.state.posthog.capture("u", "app_state")
    request.app.state.analytics.capture("u", "app_state_not")


services = {"hog": Posthog("phc"), "list": [Posthog("phc")]}
services["hog"].capture("u", "client_in_dict")
services["list"][0].capture("u", "client_in_list")
a1, b1 = Posthog("phc"), 3
a1.capture("u", "client_tuple")
(posthog).capture("u", "parens")
getattr(posthog, "capture")("u", "via_getattr")
if (w := Posthog("phc")):
    w.capture("u", "walrus_client")
posthog.default_client.capture("u", "default_client")
