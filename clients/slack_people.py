"""From an e-mail address to a person in Slack, asked for once a day."""

import re
from collections.abc import Callable
from typing import cast

from clients.slack_calls import Json, SlackCalls
from clients.slack_failures import UserNotFound

KEPT_SECONDS = 24 * 3600.0

_NOBODY = re.compile(r"no-?reply|\.(?:local|localdomain|invalid)$|@localhost$", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+")


class SlackPeople:
    """Remembers answers for a day; `clock` gives seconds."""

    def __init__(self, calls: SlackCalls, clock: Callable[[], float]) -> None:
        self._calls = calls
        self._clock = clock
        self._known: dict[str, tuple[float, str | None]] = {}

    def user_of(self, email: str) -> str | None:
        """Return the id of the person with this address; None where there is none.

        Addresses that hide a person, and what is no address, are not asked for. Raises
        `ClientError`.
        """
        address = email.strip().lower()
        if not _ADDRESS.fullmatch(address) or _NOBODY.search(address):
            return None
        until, user = self._known.get(address, (0.0, None))
        if self._clock() >= until:
            user = self._ask(address)
            self._known[address] = (self._clock() + KEPT_SECONDS, user)
        return user

    def _ask(self, address: str) -> str | None:
        try:
            answer = self._calls.call("users.lookupByEmail", params={"email": address})
        except UserNotFound:
            return None
        user = cast("Json", answer.get("user") or {})
        there = user.get("id") and not user.get("deleted") and not user.get("is_bot")
        return str(user["id"]) if there else None
