from dataclasses import dataclass, field

from shop.analytics import posthog


@dataclass
class Settings:
    v2: bool = field(default_factory=lambda: posthog.feature_enabled("checkout-v2", "server"))
