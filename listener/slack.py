"""`POST /slack`: buttons, where Slack is to call us. Socket Mode brings them as well."""

from collections.abc import Callable
from functools import partial
from urllib.parse import parse_qs

from pydantic import SecretStr, ValidationError

from clients.slack_requests import SIGNATURE, TIMESTAMP, WINDOW_SECONDS, interaction, is_signed
from listener.answers import Answer, malformed, unverified
from listener.doors import Doors
from listener.pressing import Pressing
from listener.way import FORM, Delivery, Door

_FIELDS = 4
"""Of a form by Slack: it has one. More are somebody's attempt to keep us busy."""


def door(doors: Doors, pressing: Pressing) -> Door:
    """Return the door."""
    return Door(
        name="slack",
        verify=partial(_verify, doors.slack_secret, doors.now),
        handle=partial(_used, pressing),
        content_type=FORM,
        proof=SIGNATURE,
        once=(SIGNATURE, TIMESTAMP),
    )


def _verify(secret: SecretStr | None, now: Callable[[], float], delivery: Delivery) -> None:
    if secret is None:
        raise unverified("this door is shut: no GROUNDSKEEPER_SLACK_SIGNING_SECRET is set")
    headers = delivery.headers
    signed = is_signed(
        secret,
        delivery.body,
        timestamp=headers.get(TIMESTAMP, ""),
        signature=headers.get(SIGNATURE, ""),
        now=now(),
    )
    if not signed:
        window = f"at most {WINDOW_SECONDS} s away from this clock"
        raise unverified(f"{SIGNATURE} does not fit this body, or {TIMESTAMP} is not {window}")


async def _used(pressing: Pressing, delivery: Delivery) -> Answer:
    try:
        form = parse_qs(delivery.body.decode(), max_num_fields=_FIELDS)
        (payload,) = form.get("payload", [])
        used = interaction(payload)
    except ValidationError:
        raise malformed("payload: no interaction of Slack's") from None
    except ValueError:
        raise malformed("the form must have one field `payload`") from None
    return await pressing(used)
