import functools
from typing import Callable

from posthog import Posthog
from fastapi import Depends, HTTPException

from ..settings import get_posthog


class FeatureFlags:
    NEW_UI = "s-new-ui"
    BETA = "s-beta"

    def __init__(self, client: Posthog):
        self.client = client
        self._cache = {}

    def is_on(self, key: str, user_id: str) -> bool:
        if key not in self._cache:
            self._cache[key] = self.client.feature_enabled(key, user_id)
        return self._cache[key]

    def new_ui(self, user_id):
        return self.is_on(self.NEW_UI, user_id)

    @property
    def beta(self) -> bool:
        return self.client.feature_enabled(FeatureFlags.BETA, "u") or False


flags = FeatureFlags(get_posthog())


def is_enabled(key: str, *, default: bool = False) -> Callable:
    def check(hog: Posthog = Depends(get_posthog)) -> bool:
        enabled = hog.feature_enabled(key, "u")
        return default if enabled is None else enabled
    return check


def require_flag(key: str):
    async def dependency(hog=Depends(get_posthog)):
        if not hog.feature_enabled(key, "u"):
            raise HTTPException(404)
    return Depends(dependency)


def variant_of(key, user):
    payload = get_posthog().get_feature_flag_payload(key, user)
    variant = get_posthog().get_feature_flag(key, user)
    return variant, payload
