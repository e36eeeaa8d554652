from __future__ import annotations

import typing as t
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import posthog.client
import posthog.client as pc
from posthog.client import Client
from app import extensions
from app.extensions import hog, get_hog as fetch
from app.extensions import *
from .extensions import hog as relative_hog

if TYPE_CHECKING:
    from posthog import Posthog


def check(x: Posthog, y: t.Optional["Posthog"]):
    x.capture("u", "type_checking_import")
    y.capture("u", "t_dot_optional")


posthog.client.Client("phc").capture("u", "dotted_client")
pc.Client("phc").capture("u", "dotted_alias_client")
hog.capture("u", "imported_client")
relative_hog.capture("u", "relative_client")
fetch().capture("u", "imported_factory")
extensions.hog.capture("u", "module_client")
extensions.get_hog().capture("u", "module_factory")
starred_client.capture("u", "star_client")


@dataclass
class Deps:
    hog: Posthog
    other: Client = field(default_factory=lambda: Client("phc"))
    nothing: str = ""

    def go(self):
        self.hog.capture("u", "dataclass_field")
        self.other.capture("u", "dataclass_default")


def use(deps: Deps):
    deps.hog.capture("u", "dataclass_param")


class Base:
    def __init__(self):
        self.thing = Client("phc")


class Child(Base):
    def __init__(self):
        super().__init__()

    def go(self):
        self.thing.capture("u", "inherited_attr")


def inner():
    try:
        import posthog as p
    except ImportError:
        p = None
    if p is not None:
        p.capture("u", "try_import")

    def nested():
        p.capture("u", "nested_import")
    nested()


try:
    import posthog as maybe
except ImportError:
    maybe = None

maybe.capture("u", "try_module")


def gen():
    client = Client("phc")
    try:
        yield client
    finally:
        client.shutdown()


def shadow(posthog):
    posthog.capture("u", "param_named")


def shadowed():
    posthog = Logger()
    posthog.capture("u", "not_resolved_logger")


class Logger:
    def capture(self, a, b):
        pass

    def feature_enabled(self, a, b):
        pass


posthog_logger = Logger()
posthog_logger.capture("u", "not_logger")
ctx.services.posthog.capture("u", "ctx_services")
ph_client.capture("u", "ph_client_name")
POSTHOG.capture("u", "POSTHOG_name")
client.capture("u", "not_client")
analytics.capture("u", "not_analytics")
current_app.extensions["posthog"].capture("u", "ext_index")
