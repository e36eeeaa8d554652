"""One event as it was received."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """`timestamp` carries a time zone; `uuid` is unique within a project."""

    uuid: str
    name: str
    distinct_id: str
    timestamp: datetime
    properties: dict[str, Any]
