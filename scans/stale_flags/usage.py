"""Is a flag asked for, as far as PostHog received `$feature_flag_called` events?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pydantic import ValidationError

from scans.evidence.sources import Sources
from scans.stale_flags.items import Flag, UsageDocument, UsageRow
from scans.stale_flags.sources import FLAG_USAGE


@dataclass(frozen=True)
class Usage:
    """Calls that were received. Not known is never zero."""

    known: bool = False
    last_called_at: datetime | None = None
    """The newer of the flag's own column and its row. Set where possible, even if not `known`."""
    responses: Mapping[str, int | float] = field(default_factory=dict[str, int | float])
    """Calls by answered value, within `window_days` before `as_of`."""
    as_of: datetime | None = None
    window_days: int | float | None = None
    count: int | None = None
    """Calls in the window; None if its row does not say."""
    users: int | None = None
    """People who made them."""
    dated: bool = False
    """Whether the flag's own column was told: null there says *never*, however short the window."""

    def tells_of(self, period: timedelta) -> bool:
        """Whether a call within `period` would be known; older servers tell of the window alone."""
        return self.known and (self.dated or (self.window_days or 0) >= period / timedelta(days=1))


class Usages:
    """The usage rows, by key. A project without any calls has unknown usage, not none."""

    def __init__(self, sources: Sources) -> None:
        self._document = _document(sources)
        self._rows = {key: _row(row) for key, row in self._document.rows.items()}
        self._known = any(row and (row.count != 0 or row.last_seen) for row in self._rows.values())

    def of(self, flag: Flag) -> Usage:
        """Return what is known about the calls of `flag`."""
        row = self._rows.get(flag.key, UsageRow(count=0))
        if row is None or not self._known:
            return Usage(last_called_at=flag.last_called_at)
        seen = row.last_seen
        if row.count and seen is None:
            # There were calls, and nobody knows when: as late as they can have been.
            seen = self._document.as_of
        times = [at for at in (flag.last_called_at, seen) if at is not None]
        return Usage(
            known=True,
            last_called_at=max(times, default=None),
            responses={value: calls for value, calls in row.responses.items() if calls > 0},
            as_of=self._document.as_of,
            window_days=self._document.window_days,
            count=row.count,
            users=row.users,
            dated="last_called_at" in flag.model_fields_set,
        )


def _document(sources: Sources) -> UsageDocument:
    document = sources.document(FLAG_USAGE)
    try:
        return UsageDocument.model_validate({"rows": {}} if document is None else document)
    except ValidationError:
        sources.blind[FLAG_USAGE] = "the answer has no object `rows`, or an unreadable time"
        return UsageDocument(rows={})


def _row(row: object) -> UsageRow | None:
    try:
        return UsageRow.model_validate(row)
    except ValidationError:
        return None
