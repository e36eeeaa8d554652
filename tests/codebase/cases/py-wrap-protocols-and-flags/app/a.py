import asyncio
import posthog
from posthog import Posthog
from celery import shared_task, current_app
from enum import Enum
from typing import Literal, Protocol
from app import tasks
from app.tasks import notify


class Key(str, Enum):
    A = "z-a"
    B = "z-b"


hog = Posthog("phc")
# chains of celery
notify.delay(event=Key.A)
notify.apply_async(kwargs={"event": Key.B.value}, countdown=10)
tasks.notify.s(event="z_s").set(queue="x").delay()
notify.subtask(("z_sub",))
(notify.s("z_pipe1") | notify.si("z_pipe2")).apply_async()
for k in Key:
    notify.delay(k.value)
for k in list(Key):
    hog.feature_enabled(k, "u")
[notify.delay(k) for k in ("z_l1", "z_l2")]
current_app.send_task("app.tasks.notify", args=("z_send_task",))


class Tracker(Protocol):
    async def track(self, event: str, **props) -> None: ...
    def flag(self, key: str) -> bool: ...


class PosthogTracker:
    def __init__(self, hog: Posthog):
        self._hog = hog

    async def track(self, event: str, **props) -> None:
        await asyncio.to_thread(self._hog.capture, "u", event, props)

    def flag(self, key: str) -> bool:
        return bool(self._hog.feature_enabled(key, "u"))


class NoopTracker:
    async def track(self, event: str, **props) -> None:
        return None

    def flag(self, key: str) -> bool:
        return False


class Service:
    def __init__(self, tracker: Tracker) -> None:
        self.tracker = tracker

    async def run(self):
        await self.tracker.track("z_protocol")
        return self.tracker.flag("z-protocol")


def build(env) -> Tracker:
    if env:
        return PosthogTracker(hog)
    return NoopTracker()


async def main():
    await build(1).track("z_built")
    t: Tracker = build(2)
    await t.track("z_annotated")
    await asyncio.gather(*[t.track(e) for e in ("z_g1", "z_g2")])


def lit(which: Literal["z-x", "z-y"] = "z-x"):
    return hog.get_feature_flag(which, "u")


lit()
lit("z-y")
lit(which="z-y")


class Flags:
    def __init__(self, user):
        self.user = user

    def __getitem__(self, key):
        return hog.feature_enabled(key, self.user)

    def __contains__(self, key):
        return hog.feature_enabled(key, self.user)

    def __getattr__(self, name):
        return hog.feature_enabled(name, self.user)

    def get(self, key, default=None):
        return hog.get_feature_flag(key, self.user) or default


flags = Flags("u")
flags.get("z-get")
flags["z-item"]
with_default = flags.get("z-get2", False)


class Experiment:
    key = "z-exp"
    variants = ("a", "b")

    def variant(self, user):
        return hog.get_feature_flag(self.key, user)

    @classmethod
    def is_on(cls, user):
        return hog.feature_enabled(cls.key, user)

    @property
    def name(self):
        return f"exp_{self.key}"

    def expose(self, user):
        hog.capture(user, self.name)


class SubExperiment(Experiment):
    key = "z-exp-sub"


Experiment().variant("u")
SubExperiment().variant("u")
SubExperiment.is_on("u")
