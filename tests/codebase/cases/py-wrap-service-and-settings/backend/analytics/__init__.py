from .service import AnalyticsService, analytics
from .events import Event, EventName
from .flags import FeatureFlags, is_enabled, flags

__all__ = ["AnalyticsService", "analytics", "Event", "EventName", "FeatureFlags", "is_enabled", "flags"]
