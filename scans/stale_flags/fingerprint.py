"""The identity of a finding: it changes when the evidence that matters changes, and only then."""

from typing import Any, cast

from scans.model.finding import FixedValue
from scans.model.identity import STALE_FLAGS, fingerprint_of
from scans.stale_flags.items import Flag

SCAN = STALE_FLAGS


def fingerprint(
    subject: str, verdict: str, fixed_value: FixedValue | None, flag: Flag | None
) -> str:
    """Return `stale_flags:{subject}:{hash}`.

    The hash covers the verdict, the fixed value, `active` and the filters; of payloads only whether
    there are any. Not the row's version, tags or description, which move without meaning anything
    here, nor counts, dates or line numbers.
    """
    matters = {
        "verdict": verdict,
        "fixed_value": fixed_value,
        "active": flag.active if flag else None,
        "filters": _without_nulls(flag.filters) if flag else None,
    }
    return fingerprint_of(SCAN, subject, matters)


def _without_nulls(value: object) -> object:
    """Null and absent mean the same to PostHog; a newer server writes more nulls."""
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        return {name: _without_nulls(one) for name, one in members.items() if one is not None}
    if isinstance(value, list):
        return [_without_nulls(one) for one in cast("list[Any]", value)]
    return value
