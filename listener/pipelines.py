"""How a pipeline proves who it is, and what makes two of its requests the same."""

import hashlib
from collections.abc import Callable, Mapping
from typing import TypeVar

from pydantic import SecretStr, ValidationError

from listener.answers import first_problem, malformed, unverified
from listener.signature import SIGNATURE, Unverified, verify
from listener.way import Delivery
from scans.model import Model

Body = TypeVar("Body", bound=Model)


def verifier(
    secrets: Mapping[str, SecretStr], now: Callable[[], float]
) -> Callable[[Delivery], None]:
    """Return what lets in nobody but the pipelines that hold one of `secrets`."""

    def check(delivery: Delivery) -> None:
        try:
            verify(secrets, delivery.headers, delivery.body, now=now())
        except Unverified as error:
            raise unverified(str(error)) from None

    return check


def delivery_id(delivery: Delivery) -> str:
    """Return the name of a request: the same signature, the same request."""
    return hashlib.sha256(delivery.headers[SIGNATURE].encode()).hexdigest()[:16]


def read(kind: type[Body], delivery: Delivery, event: str) -> Body:
    """Return the body. Raises `Refused` with the first field that is wrong, and what may stand."""
    try:
        return kind.model_validate_json(delivery.body)
    except ValidationError as error:
        allowed = ", ".join(f"`{name}`" for name in kind.model_fields)
        raise malformed(f"{first_problem(error)}; allowed are {allowed}", event=event) from None
