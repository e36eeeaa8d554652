from posthog import Posthog


class Flags:
    def __init__(self, client: Posthog) -> None:
        self._client = client

    def side_rail(self, user) -> bool:
        """The rail on the left."""
        return self._client.feature_enabled("side-rail", user.id)
