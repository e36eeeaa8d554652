"""`POST /deploys`: a pipeline tells of a deploy."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from listener.answers import Answer, malformed, nothing_to_do
from listener.doors import Doors
from listener.hearing import NOT_WATCHED, Hearing
from listener.pipelines import delivery_id, read, verifier
from listener.signature import SIGNATURE, TIMESTAMP
from listener.way import Delivery, Door
from scans.deploy_watch.incoming import AHEAD, OLDEST
from scans.model import Deploy, Model

EVENT = "deploy"

Sha = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{7,64}$", to_lower=True)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^\P{C}+$")]


class DeployTold(Model):
    """Body of `POST /deploys`."""

    repository: Word
    """`owner/name`, as configured."""
    environment: Word
    sha: Sha
    previous_sha: Sha | None = None
    """What was live before; not given: the deploy before this one is looked for."""
    release: Word | None = None
    """What events of this deploy carry as their release; not given: its sha is looked for."""
    deployed_at: AwareDatetime | None = None
    """When it went live; not given: now."""
    url: Annotated[str, StringConstraints(max_length=2000, pattern=r"^https?://\S+$")] | None = (
        Field(default=None)
    )
    """Where people look at it."""


def door(doors: Doors, hearing: Hearing | None) -> Door:
    """Return the door."""
    return Door(
        name="deploys",
        verify=verifier(doors.secrets, doors.now),
        handle=partial(_deploy, doors, hearing),
        type_may_be_missing=True,
        proof=SIGNATURE,
        once=(SIGNATURE, TIMESTAMP),
    )


async def _deploy(doors: Doors, hearing: Hearing | None, delivery: Delivery) -> Answer:
    told = read(DeployTold, delivery, EVENT)
    now = doors.now()
    at = _checked(told.deployed_at, datetime.fromtimestamp(now, UTC))
    if hearing is None:
        return nothing_to_do(NOT_WATCHED, event=EVENT)
    deploy = Deploy(
        repository=told.repository,
        environment=told.environment,
        sha=told.sha,
        at=at,
        source="pipeline",
        url=told.url or "",
        previous_sha=told.previous_sha or "",
        release=told.release or "",
    )
    return await hearing.deploy(deploy, delivery_id(delivery), event=EVENT, now=now)


def _checked(told: datetime | None, now: datetime) -> datetime:
    if told is None:
        return now
    if told > now + AHEAD:
        raise malformed(
            f"deployed_at: {told.isoformat()} is in the future; it is {now:%Y-%m-%dT%H:%M:%SZ}",
            event=EVENT,
        )
    if told < now - OLDEST:
        raise malformed(
            f"deployed_at: {told.isoformat()} is over a day ago; nothing is watched so late",
            event=EVENT,
        )
    return told
