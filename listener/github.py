"""`POST /github`: what GitHub tells by webhook."""

import hashlib
import hmac
import re
from datetime import UTC, datetime
from functools import partial

from pydantic import SecretStr, ValidationError

from clients.github.webhooks import EVENTS, deploy_of
from listener.answers import Answer, first_problem, malformed, nothing_to_do, unverified
from listener.doors import Doors
from listener.hearing import NOT_WATCHED, Hearing, UnknownRepository
from listener.way import Delivery, Door
from scans.deploy_watch.incoming import NotWatched

SIGNATURE = "x-hub-signature-256"
EVENT = "x-github-event"
DELIVERY = "x-github-delivery"
BODY_LIMIT_BYTES = 25 * 1024**2
"""GitHub sends no larger payload."""

_WORD = re.compile(r"[A-Za-z0-9_-]{1,100}")


def door(doors: Doors, hearing: Hearing | None) -> Door:
    """Return the door."""
    return Door(
        name="github",
        verify=partial(_verify, doors.github_secret),
        handle=partial(_told, doors, hearing),
        proof=SIGNATURE,
        once=(SIGNATURE, EVENT, DELIVERY),
        limit_bytes=BODY_LIMIT_BYTES,
    )


def sign(secret: SecretStr, body: bytes) -> str:
    """Return the signature header's value. No library that we use brings a verifier for it."""
    return (
        "sha256=" + hmac.new(secret.get_secret_value().encode(), body, hashlib.sha256).hexdigest()
    )


def _verify(secret: SecretStr | None, delivery: Delivery) -> None:
    if secret is None:
        raise unverified("this door is shut: no GROUNDSKEEPER_GITHUB_WEBHOOK_SECRET is set")
    given = delivery.headers.get(SIGNATURE, "")
    if not hmac.compare_digest(sign(secret, delivery.body).encode(), given.encode()):
        raise unverified(f"{SIGNATURE} does not fit this body")


async def _told(doors: Doors, hearing: Hearing | None, delivery: Delivery) -> Answer:
    event = _word(delivery, EVENT)
    number = _word(delivery, DELIVERY)
    counted = event if event in EVENTS else "other"
    if hearing is None:
        return nothing_to_do(NOT_WATCHED, event=counted)
    watching, now = hearing.watching, doors.now()
    try:
        deploy = deploy_of(
            event,
            delivery.body,
            now=datetime.fromtimestamp(now, UTC),
            counted=watching.deploys_from,
            environment=watching.environments[0] if watching.environments else "",
        )
    except ValidationError as error:
        raise malformed(first_problem(error), event=counted) from None
    if isinstance(deploy, NotWatched):
        return nothing_to_do(deploy.reason, event=counted)
    try:
        return await hearing.deploy(deploy, number, event=counted, now=now)
    except UnknownRepository as error:
        # An App is often installed for more than we were told about.
        return nothing_to_do(error.reason, event=counted)


def _word(delivery: Delivery, header: str) -> str:
    given = delivery.headers.get(header, "")
    if not _WORD.fullmatch(given):
        raise malformed(f"the header {header} is missing, or is not what GitHub sends")
    return given
