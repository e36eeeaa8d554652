"""One event as it was received."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """`timestamp` carries a time zone; `uuid` is unique within a project.

    `times` lets one stand for many that are alike, so that millions can be counted without being
    there.
    """

    uuid: str
    name: str
    distinct_id: str
    timestamp: datetime
    properties: dict[str, Any]
    times: int = 1
