from app.switches import Switches
from posthog import Posthog

client = Posthog("phc_switches")


class HostedSwitches(Switches):
    def on(self, key: str, who: str) -> bool:
        if not client:
            return False
        found = client.feature_enabled(key, who)
        return bool(found) if found is not None else False

    def variant(self, key: str, who: str) -> str | None:
        return client.get_feature_flag(key, who)
