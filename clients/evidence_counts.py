"""What surrounds the rows of a document of counts, checked before a rule reads them.

A window, a time or a fraction that is none makes all of its numbers mean nothing, so it makes the
file unusable. An odd row is its own subject's trouble, and the scans set it aside by themselves.
"""

import re
from datetime import datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StrictFloat, StrictInt, StrictStr, ValidationError

from scans.model import Foreign, Json


def _a_time(value: object) -> object:
    if value is None or (isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d", value)):
        return value
    raise ValueError("a time is written like 2026-11-20T09:00:00Z")


Time = Annotated[datetime | None, BeforeValidator(_a_time)]
Days = Annotated[StrictInt | StrictFloat, Field(gt=0)]


class _Window(Foreign):
    as_of: Time = None
    window_days: Days | None = None
    baseline_days: Days | None = None
    sample: Annotated[StrictInt | StrictFloat, Field(gt=0, le=1)] | None = None
    since: Time = None
    unasked: dict[str, StrictStr] | None = None


def oddity(document: Json) -> str | None:
    """Return what is odd about a document of counts, its rows apart; None if nothing is."""
    try:
        _Window.model_validate(document)
    except ValidationError as invalid:
        first: Any = invalid.errors(include_input=False, include_url=False)[0]
        return f"`{first['loc'][0]}`: {first['msg']}"
    return None
