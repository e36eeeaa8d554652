"""When was a flag last changed, as far as the activity log tells?"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from scans.evidence.sources import Sources
from scans.stale_flags.items import Activity, Flag
from scans.stale_flags.sources import ACTIVITY_LOG

RELEASE_FIELDS = frozenset({"filters", "active"})
"""A change of one of these is a change of what the flag serves. A tag or description is not."""

CLOCK_SLACK = timedelta(minutes=1)
"""A row's `updated_at` and the log entry of the same edit are written one after the other."""


@dataclass(frozen=True)
class History:
    """What the activity log says about one flag."""

    released_at: datetime | None = None
    """The last change of `filters` or `active`."""
    edited_at: datetime | None = None
    """The last entry that names what it changed."""
    unclear_at: datetime | None = None
    """The last edit that does not say what it changed: it may have been what the flag serves."""
    whole: bool = False
    """Whether no edit of this flag can be missing."""

    def explains(self, updated_at: datetime) -> bool:
        """Whether the row was last written by an edit that this log shows."""
        if not self.whole or self.edited_at is None:
            return False
        return updated_at - self.edited_at <= CLOCK_SLACK


class Histories:
    """The activity log, by flag. An edit without a detail may have changed anything."""

    def __init__(self, sources: Sources, *, complete_by_declaration: bool) -> None:
        self._entries: dict[str, list[Activity]] = defaultdict(list)
        entries = sources.items(ACTIVITY_LOG, Activity, may_be_cut=True)
        if ACTIVITY_LOG in sources.blind:
            # The entry that cannot be read may be the last change.
            entries = []
        for entry in entries:
            if (entry.scope or "FeatureFlag") == "FeatureFlag":
                self._entries[str(entry.item_id)].append(entry)
        self._whole = complete_by_declaration and sources.listing(ACTIVITY_LOG).whole

    def of(self, flag: Flag) -> History:
        """Return what is known of `flag`; an empty history if there is nothing."""
        entries = self._entries.get(str(flag.id), [])
        told = [(entry.created_at, entry.fields) for entry in entries if entry.fields is not None]
        # A list that was cut is cut at its old end, so one that shows the creation shows all.
        from_creation = any(entry.activity == "created" for entry in entries)
        unclear = [e.created_at for e in entries if e.fields is None and e.activity != "created"]
        return History(
            released_at=max(
                (at for at, names in told if RELEASE_FIELDS & set(names)), default=None
            ),
            edited_at=max((at for at, _ in told), default=None),
            unclear_at=max(unclear, default=None),
            whole=(self._whole or from_creation) and not unclear,
        )
