from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class EventName(str, Enum):
    SIGNUP = "s_signup"
    LOGIN = "s_login"
    EXPORT = "s_export"


@dataclass
class Event:
    name: EventName
    user_id: str
    props: dict[str, Any] = field(default_factory=dict)


class SignupEvent(Event):
    pass
