from functools import lru_cache
from pydantic import BaseSettings
from posthog import Posthog


class Settings(BaseSettings):
    posthog_key: str = "phc_default"
    welcome_event: str = "s_welcome"


settings = Settings()


@lru_cache(maxsize=1)
def get_posthog() -> Posthog:
    return Posthog(settings.posthog_key)
