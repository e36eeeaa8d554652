from __future__ import annotations

import logging
from typing import Any, ClassVar

import posthog
from posthog import Posthog

from ..settings import settings
from .events import Event, EventName

logger = logging.getLogger(__name__)


class AnalyticsService:
    _instance: ClassVar[AnalyticsService | None] = None

    def __init__(self, api_key: str | None = None, *, client: Posthog | None = None) -> None:
        self._client = client or Posthog(api_key or settings.posthog_key)
        self.enabled = bool(api_key)

    @classmethod
    def instance(cls) -> AnalyticsService:
        if cls._instance is None:
            cls._instance = cls(settings.posthog_key)
        return cls._instance

    def capture(self, user_id: str, event: EventName | str, **properties: Any) -> None:
        if not self.enabled:
            return
        try:
            self._client.capture(
                distinct_id=user_id,
                event=event.value if isinstance(event, EventName) else event,
                properties={**properties, "source": "backend"},
            )
        except Exception:
            logger.exception("capture failed %s", event)

    def send(self, event: Event) -> None:
        self.capture(event.user_id, event.name, **event.props)

    async def acapture(self, *, user_id: str, event: str) -> None:
        self.capture(user_id, event)

    def track_page(self, user_id: str, page: str) -> None:
        self.capture(user_id, f"page_{page}_viewed")

    def bulk(self, user_id: str, events: list[str]) -> None:
        for event in events:
            self.capture(user_id, event)


analytics = AnalyticsService.instance()


def capture_event(user, name, properties=None):
    analytics.capture(user, name, **(properties or {}))
