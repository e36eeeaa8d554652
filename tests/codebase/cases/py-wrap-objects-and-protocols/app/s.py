from __future__ import annotations

import abc
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Protocol, Any

import posthog
from posthog import Posthog


class Tracker:
    default = None

    def __init__(self, client: Posthog, user_id="u"):
        self.client = client
        self.user_id = user_id

    def track(self, event, **props):
        self.client.capture(self.user_id, event, props)

    def __call__(self, event):
        self.track(event)

    @property
    def beta(self):
        return self.client.feature_enabled("k-beta", self.user_id)

    @classmethod
    def create(cls) -> Tracker:
        return cls(Posthog("phc"))

    @staticmethod
    def quick(event):
        posthog.capture("u", event)

    @classmethod
    def cm(cls, event):
        posthog.capture("u", event)

    def _private(self, event):
        self.__very(event)

    def __very(self, event):
        self.client.capture(self.user_id, event)

    def flag(self, key: str, default=False) -> bool:
        value = self.client.get_feature_flag(key, self.user_id)
        return value if value is not None else default


class Sub(Tracker):
    def track(self, event, **props):
        super().track("sub_" + event, **props)

    def other(self, event):
        super().track(event)

    def third(self, event):
        super(Sub, self).track(event)

    def fourth(self, event):
        Tracker.track(self, event)


class Mixin:
    def track_view(self, name):
        posthog.capture(self.user.id, f"view_{name}")

    def flagged(self, key):
        return posthog.feature_enabled(key, self.user)


class PortLike(Protocol):
    def emit(self, name: str) -> None: ...


class Port(ABC):
    @abstractmethod
    def emit(self, name): ...

    @abc.abstractmethod
    def is_on(self, key): ...


class HogPort(Port):
    def __init__(self):
        self.hog = Posthog("phc")

    def emit(self, name):
        self.hog.capture("u", name)

    def is_on(self, key):
        return self.hog.feature_enabled(key, "u")


class NullPort(Port):
    def emit(self, name):
        pass

    def is_on(self, key):
        return False


class Structural:
    def emit(self, name: str) -> None:
        posthog.capture("u", name)


class Unrelated:
    def emit_all(self, name):
        pass


@dataclass
class Ctx:
    tracker: Tracker
    port: Port

    def go(self):
        self.tracker.track("k_dc_self")


class Event:
    name = "k_attr_base"

    def __init__(self, user):
        self.user = user

    def send(self):
        posthog.capture(self.user, self.name)


class SubEvent(Event):
    name = "k_attr_sub"


class LeafEvent(SubEvent):
    name = "k_attr_leaf"


class Holder:
    tracker = Tracker(Posthog("phc"))

    class Inner:
        @staticmethod
        def go(event):
            posthog.capture("u", event)


class Fluent:
    def track(self, event):
        posthog.capture("u", event)
        return self

    def then(self):
        return self


_tracker = None


def get_tracker() -> Tracker:
    global _tracker
    if _tracker is None:
        _tracker = Tracker(Posthog("phc"))
    return _tracker


tracker = Tracker(Posthog("phc"))
fluent = Fluent()


class Registry:
    items = {"t": tracker}
