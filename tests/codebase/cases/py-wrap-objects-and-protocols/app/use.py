from typing import Annotated, Optional
from fastapi import Depends
from app import s
from app.s import (Ctx, Event, Fluent, Holder, HogPort, LeafEvent, Mixin, Port, PortLike, Registry, Sub, SubEvent, Structural,
                   Tracker, fluent, get_tracker, tracker, NullPort)

tracker.track("k_instance")
tracker("k_call")
tracker._private("k_private")
if tracker.beta:
    pass
Tracker.create().track("k_create")
Tracker.quick("k_static")
tracker.quick("k_static_inst")
Tracker.cm("k_cm")
get_tracker().track("k_getter")
get_tracker().flag("k-flag")
s.tracker.track("k_module")
s.Holder.tracker.track("k_holder")
Holder.Inner.go("k_inner")
Sub(None).track("k")
Sub(None).other("k_other")
Sub(None).third("k_third")
Sub(None).fourth("k_fourth")
fluent.track("k_fl1").then().track("k_fl2")
Registry.items["t"].track("k_reg")
t = tracker.track
t("k_bound")
getattr(tracker, "track")("k_getattr")


class Page(Mixin):
    def get(self):
        self.track_view("home")
        return self.flagged("k-mixin")


class View:
    tracker: Tracker
    port: Port

    def __init__(self, tracker: "Tracker", port: Port, loose: PortLike):
        self.tracker = tracker
        self._port = port
        self._loose = loose
        self.own = Tracker(None)

    def get(self):
        self.tracker.track("k_injected")
        self._port.emit("k_abc")
        self._loose.emit("k_protocol")
        self.own.track("k_own")
        if self._port.is_on("k-abc"):
            return 1


class Only:
    tracker: Tracker

    def get(self):
        self.tracker.track("k_annotated_attr")


def fn(t: Tracker, o: Optional[Tracker], p: Annotated[Tracker, Depends(get_tracker)], q=Depends(get_tracker), c: Ctx = None):
    t.track("k_param")
    o.track("k_optional")
    p.track("k_annot")
    q.track("k_depends")
    c.tracker.track("k_ctx")
    c.port.emit("k_ctx_port")


def untyped(t):
    t.track("k_not_untyped")


NullPort().emit("k_not_null")
HogPort().emit("k_concrete")
Structural().emit("k_structural")


class Local:
    def track(self, event):
        print(event)


Local().track("k_not_local")


class Deco:
    def __init__(self, inner: Tracker):
        self.inner = inner

    def track(self, name):
        self.inner.track(f"deco_{name}")


Deco(tracker).track("x")


class WithUser:
    def __init__(self, event):
        self.event = event

    def fire(self):
        tracker.track(self.event)


WithUser("k_ctor").fire()


class Cfg:
    EVENT = "k_cfg"

    def fire(self):
        tracker.track(self.EVENT)
