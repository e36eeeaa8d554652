"""`POST /posthog`: hints. Nothing in them is signed, so nothing in them is acted on.

PostHog knows no signature. A secret that somebody typed into the destination tells it from a
stranger; whoever may see the destination's configuration can read it. So a hint makes open watches
look now instead of in a few minutes, and what they see comes from PostHog's API.
"""

import hmac
from dataclasses import dataclass, field
from functools import partial

from pydantic import Field, SecretStr, ValidationError

from listener.answers import Answer, Refused, first_problem, malformed, nothing_to_do, unverified
from listener.doors import Doors, Watching
from listener.hand_overs import HandOvers
from listener.hearing import NOT_WATCHED
from listener.way import Delivery, Door
from scans.model.base import Foreign

SECRET = "x-groundskeeper-secret"  # noqa: S105 — the name of a header
SECONDS_BETWEEN_HINTS = 30.0
"""For one project: PostHog may send one webhook per error, and a look costs queries."""

HINTS = frozenset(
    {
        "$error_tracking_issue_created",
        "$error_tracking_issue_reopened",
        "$error_tracking_issue_spiking",
    }
)
"""Events that say that errors changed."""


class _Event(Foreign):
    uuid: str = Field(min_length=1, max_length=100)
    event: str


class _Project(Foreign):
    id: int


class _Webhook(Foreign):
    event: _Event
    project: _Project | None = None


@dataclass
class Hinting:
    """Passes hints on, the first of many."""

    doors: Doors
    hand_overs: HandOvers
    _hinted: dict[str, float] = field(default_factory=dict[str, float])

    async def hint(self, watching: Watching, told: _Webhook) -> Answer:
        """Return the answer to one hint. Raises `Refused` where it could not be passed on."""
        now, kind = self.doors.now(), told.event.event
        projects = self._meant(watching, told)
        due = [each for each in projects if self._is_due(each, now)]
        if not due:
            return nothing_to_do("no project is meant, or it was hinted at just now", event=kind)
        self._hinted.update(dict.fromkeys(due, now))

        async def pass_on() -> Answer:
            found = sum([await watching.watches.hint(project) for project in due])
            return Answer(202, {"watches": found}, "handed_over", event=kind)

        try:
            return await self.hand_overs.once(f"posthog:{told.event.uuid}", pass_on)
        except Refused:
            for project in due:
                self._hinted.pop(project, None)
            raise

    def _is_due(self, project: str, now: float) -> bool:
        return now - self._hinted.get(project, 0.0) >= SECONDS_BETWEEN_HINTS

    def _meant(self, watching: Watching, told: _Webhook) -> list[str]:
        if told.project is None:
            return sorted(self.doors.projects)
        return sorted(watching.project_numbers.get(told.project.id, ()))


def door(doors: Doors, hand_overs: HandOvers) -> Door:
    """Return the door."""
    return Door(
        name="posthog",
        verify=partial(_verify, doors.posthog_secret),
        handle=partial(_told, doors, Hinting(doors, hand_overs)),
        once=(SECRET,),
    )


def _verify(secret: SecretStr | None, delivery: Delivery) -> None:
    if secret is None:
        raise unverified("this door is shut: no GROUNDSKEEPER_POSTHOG_WEBHOOK_SECRET is set")
    given = delivery.headers.get(SECRET, "") or delivery.path
    if not hmac.compare_digest(secret.get_secret_value().encode(), given.encode()):
        raise unverified(f"{SECRET} is not the secret")


async def _told(doors: Doors, hinting: Hinting, delivery: Delivery) -> Answer:
    try:
        told = _Webhook.model_validate_json(delivery.body)
    except ValidationError as error:
        raise malformed(first_problem(error)) from None
    if told.event.event not in HINTS:
        return nothing_to_do("the event needs nothing done", event="other")
    if doors.watching is None:
        return nothing_to_do(NOT_WATCHED, event=told.event.event)
    return await hinting.hint(doors.watching, told)
