import asyncio
from typing import Annotated

from django.views import View
from fastapi import APIRouter, BackgroundTasks, Depends
from backend.analytics import AnalyticsService, Event, EventName, analytics, flags, is_enabled
from backend.analytics.flags import FeatureFlags, require_flag, variant_of
from backend.analytics.service import capture_event
from backend.settings import settings
import backend.analytics as an

router = APIRouter()
FLAG = "s-route"


@router.get("/a", dependencies=[require_flag("s-required")])
async def a(tasks: BackgroundTasks, on: bool = Depends(is_enabled("s-depends", default=True))):
    analytics.capture("u", EventName.SIGNUP, plan="pro")
    analytics.capture("u", "s_literal")
    analytics.capture(user_id="u", event=EventName.LOGIN)
    analytics.send(Event(EventName.EXPORT, "u"))
    analytics.send(Event(name=EventName.LOGIN, user_id="u"))
    await analytics.acapture(user_id="u", event="s_async")
    analytics.track_page("u", "home")
    analytics.bulk("u", ["s_b1", "s_b2"])
    tasks.add_task(analytics.capture, "u", "s_bg")
    tasks.add_task(capture_event, "u", name="s_bg_fn")
    capture_event("u", "s_fn", {"x": 1})
    an.analytics.capture("u", "s_module")
    AnalyticsService.instance().capture("u", "s_inst")
    capture_event("u", settings.welcome_event)
    if flags.is_on(FeatureFlags.NEW_UI, "u"):
        return flags.new_ui("u")
    if flags.is_on(FLAG, "u") and flags.beta:
        return None
    v, p = variant_of("s-variant", "u")
    event = EventName.SIGNUP if on else EventName.LOGIN
    analytics.capture("u", event)


class Page(View):
    event_name = "s_page"

    def get(self, request):
        capture_event(request.user.id, self.event_name)
        capture_event(request.user.id, f"{self.event_name}_done")
        capture_event(request.user.id, request.GET["e"])


class OtherPage(Page):
    event_name = "s_other_page"


def svc(service: Annotated[AnalyticsService, Depends(AnalyticsService.instance)], f: FeatureFlags):
    service.capture("u", "s_annotated")
    f.is_on("s-typed", "u")


class UseCase:
    def __init__(self, *, analytics: AnalyticsService, flags: "FeatureFlags | None" = None):
        self._analytics = analytics
        self._flags = flags or FeatureFlags(None)

    async def execute(self, user):
        self._analytics.capture(user, "s_use_case")
        loop = asyncio.get_event_loop()
        await loop.run_in_executor(None, self._analytics.capture, user, "s_exec")
        return self._flags.is_on("s-use-case", user)
