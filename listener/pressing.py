"""Buttons below an incident, however Slack brings them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog

from clients.slack_requests import Interaction
from listener.answers import Answer, nothing_to_do
from listener.doors import Doors, Watches, WatchOver
from listener.hand_overs import HandOvers
from scans.deploy_watch.incoming import Press

log = structlog.get_logger(__name__)

RESOLVED = "This incident is already resolved: nobody is watching that deploy any more."

_WATCH = "deploy-watch:"
"""How the id of every watch begins: a button reaches no other workflow."""


@dataclass(frozen=True)
class Pressing:
    """Hands presses over to their watches. One for both ways in."""

    doors: Doors
    hand_overs: HandOvers

    async def __call__(self, used: Interaction) -> Answer:
        """Return the answer to Slack; what it has to say to the person comes after.

        Raises:
            Refused: 503: nobody took it, and the person sees that in Slack.
        """
        watching = self.doors.watching
        presses = [found for found in used.presses() if found[0].startswith(_WATCH)]
        if not presses or watching is None:
            return replace(nothing_to_do("nothing that we act on", event="other"), body=None)
        # Slack sends one action at a time; a second would be another press of the same person.
        watch, press = presses[0]
        return await self.hand_overs.once(
            f"slack:{press.trigger}:{watch}",
            lambda: self._press(watching.watches, watch, press, used.response_url),
        )

    async def _press(self, watches: Watches, watch: str, press: Press, response_url: str) -> Answer:
        try:
            said = await watches.press(watch, press)
        except WatchOver:
            return Answer(
                200,
                None,
                "nothing_to_do",
                event=press.action,
                after=self._after(response_url, _resolved),
            )
        log.info("button pressed", watch=watch, action=press.action, user=press.user)
        return Answer(
            200, None, "handed_over", event=press.action, after=self._after(response_url, said)
        )

    def _after(
        self, response_url: str, said: Callable[[], Awaitable[str]]
    ) -> Callable[[], Awaitable[None]]:
        async def reply() -> None:
            if (text := await said()) and self.doors.reply and response_url:
                await self.doors.reply(response_url, text)

        return reply


async def _resolved() -> str:
    return RESOLVED
