"""The people of Hazelnut; every address is in a reserved example domain."""

from typing import Any
from uuid import UUID

_TEAM = (
    ("Mara", "Lindqvist", "engineering"),
    ("Jonas", "Okafor", "engineering"),
    ("Aylin", "Demir", "product"),
    ("Tom", "Sato", "data"),
)


def user(number: int) -> dict[str, Any]:
    """A member of the team, `number` counting from 1 and wrapping around."""
    index = (number - 1) % len(_TEAM)
    first, last, role = _TEAM[index]
    return {
        "id": index + 1,
        "uuid": str(UUID(int=0xC0FFEE + index, version=4)),
        "distinct_id": f"team-{first.lower()}",
        "first_name": first,
        "last_name": last,
        "email": f"{first.lower()}@hazelnut.example",
        "is_email_verified": True,
        "hedgehog_config": None,
        "role_at_organization": role,
    }


def author(flag_id: int) -> dict[str, Any]:
    """Who made a flag: always the same person for the same flag."""
    return user(flag_id % len(_TEAM) + 1)


def shopper(number: int) -> str:
    """The distinct id of a customer: an address when logged in, else an anonymous id."""
    if number % 3 == 0:
        return f"shopper-{number:04}@mail.example"
    return f"anon-{number:04}"
