import abc


class Switches(abc.ABC):
    @abc.abstractmethod
    def on(self, key: str, who: str) -> bool: ...

    def on_for(self, key: str, user) -> bool:
        return self.on(key, user.id)

    def variant(self, key: str, who: str) -> str | None:
        return None


class NoSwitches(Switches):
    def on(self, key: str, who: str) -> bool:
        return False
