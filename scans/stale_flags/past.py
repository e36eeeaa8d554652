"""What PostHog would have said about flags at an earlier time: every later edit taken back.

For a backtest, which asks today's rule about the past. Nothing is invented: a flag whose later
edits the activity log does not tell is not judged, and its calls are unknown, because nobody keeps
them by day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

from scans.evidence.times import moment
from scans.model.documents import Documents, Json
from scans.stale_flags import sources
from scans.stale_flags.history import CLOCK_SLACK

UNTOLD: Json = {"version": "its activity log does not tell what it was then"}
"""A format of `filters` that no PostHog writes, so that the rule abstains."""

_SWITCHES = ("active", "archived", "deleted")
_LINKED = (sources.EXPERIMENTS, sources.EARLY_ACCESS_FEATURES, sources.SURVEYS)


def at(documents: Documents, then: datetime) -> Documents:
    """Return the documents as they would have been at `then` (aware), as far as the log tells."""
    kept = {name: document for name, document in documents.documents.items() if _lasts(name)}
    for name in _LINKED:
        if name in kept:
            kept[name] = _listed(_created(_items(kept[name]), then))
    if sources.EXPERIMENTS in kept:
        known = _items(kept[sources.EXPERIMENTS])
        kept[sources.EXPERIMENTS] = _listed(_not_yet(one, then) for one in known)
    log = _items(kept.get(sources.ACTIVITY_LOG, {}))
    if sources.FLAGS in kept:
        listed = _items(documents.documents.get(sources.EXPERIMENTS, {}))
        dated = frozenset(experiment.get("id") for experiment in listed)
        flags = _flags(_items(kept[sources.FLAGS]), log, then, reaches_back_to(documents))
        kept[sources.FLAGS] = _listed(_without_hints(flag, dated) for flag in flags)
    known = _listed(entry for entry in log if _before(entry, then))
    if reaches_back_to(documents):
        # It stays a log that was cut, so that nothing is concluded from what it does not show.
        known = kept[sources.ACTIVITY_LOG] | {"results": known["results"]}
    kept[sources.ACTIVITY_LOG] = known
    if sources.SCHEDULED_CHANGES in kept:
        changes = _created(_items(kept[sources.SCHEDULED_CHANGES]), then)
        kept[sources.SCHEDULED_CHANGES] = _listed(_pending(change, then) for change in changes)
    return replace(documents, documents=kept, now=then, complete_by_declaration=True)


def reaches_back_to(documents: Documents) -> datetime | None:
    """Return the time before which the log tells nothing; None if it tells everything."""
    log = documents.documents.get(sources.ACTIVITY_LOG, {})
    entries = _items(log)
    announced: object = log.get("count", log.get("total_count"))
    cut = bool(log.get("next")) or (isinstance(announced, int) and announced > len(entries))
    times = [time for entry in entries if (time := moment(entry.get("created_at")))]
    return min(times, default=datetime.max.replace(tzinfo=UTC)) if cut else None


def present(documents: Documents) -> frozenset[str]:
    """Return the keys of flags that nobody has archived or deleted."""
    flags = _items(documents.documents.get(sources.FLAGS, {}))
    kept = (flag for flag in flags if not (flag.get("archived") or flag.get("deleted")))
    return frozenset(str(flag.get("key")) for flag in kept)


def unborn(documents: Documents, was: Documents) -> frozenset[str]:
    """Return the keys that PostHog has and did not have when `was` was.

    Code is read as it is today: that it asks for a flag of tomorrow means nothing.
    """
    now, then = (
        {flag.get("key") for flag in _items(one.documents.get(sources.FLAGS, {}))}
        for one in (documents, was)
    )
    return frozenset(str(key) for key in now - then)


def _lasts(name: str) -> bool:
    """Calls are counted up to now; what they were then is not known."""
    return name != sources.FLAG_USAGE


def _flags(
    items: Iterable[Json], log: Iterable[Json], then: datetime, cut: datetime | None
) -> Iterator[Json]:
    later: dict[str, list[Json]] = defaultdict(list)
    earlier: dict[str, datetime] = {}
    for entry in log:
        time, subject = moment(entry.get("created_at")), str(entry.get("item_id"))
        if time and time > then:
            later[subject].append(entry)
        elif time:
            earlier[subject] = max(time, earlier.get(subject, time))
    for item in _created(items, then):
        subject = str(item.get("id"))
        edits = sorted(later[subject], key=lambda entry: str(entry.get("created_at")), reverse=True)
        # What a log no longer shows happened before its first entry: no later than that.
        yield _undone(item, edits, earlier.get(subject, cut), then)


def _undone(item: Json, edits: Sequence[Json], edited_at: datetime | None, then: datetime) -> Json:
    """Return a flag's record with its later `edits`, newest first, taken back."""
    was: Json = {**item, "last_called_at": None}
    for entry in edits:
        for change in _changes(entry):
            was |= _taken_back(change)
    told = max((time for one in edits if (time := moment(one.get("created_at")))), default=None)
    updated = moment(item.get("updated_at"))
    if updated and updated > then:
        if told is None or updated - told > CLOCK_SLACK:
            # Somebody wrote this row later than the last edit that the log shows.
            was["filters"] = UNTOLD
        was["updated_at"] = edited_at.isoformat() if edited_at else None
    return was


def _taken_back(change: Mapping[str, Any]) -> Json:
    """Return the field's value before one change; a value that was not kept cannot come back."""
    field, before = change.get("field"), change.get("before")
    if field == "filters":
        return {"filters": before if isinstance(before, dict) else UNTOLD}
    if field in _SWITCHES:
        switched = {"true": True, "false": False}.get(str(before).lower())
        return {"filters": UNTOLD} if switched is None else {str(field): switched}
    return {}


def _changes(entry: Json) -> list[Json]:
    detail: object = entry.get("detail")
    changes: object = cast("Json", detail).get("changes") if isinstance(detail, dict) else None
    if isinstance(changes, list):
        return [one for one in cast("list[Any]", changes) if isinstance(one, dict)]
    # An edit that does not say what it changed may have changed anything.
    return [] if entry.get("activity") == "created" else [{"field": "filters"}]


def _without_hints(flag: Json, dated: Collection[object]) -> Json:
    """Drop what a flag says of today's experiments where their own dates tell of every day."""
    hints: object = flag.get("experiment_set_metadata")
    if not isinstance(hints, list):
        return flag
    told = [cast("Json", one) for one in cast("list[Any]", hints) if isinstance(one, dict)]
    kept = [hint for hint in told if hint.get("id") not in dated]
    return flag | {"experiment_set_metadata": kept}


def _not_yet(experiment: Json, then: datetime) -> Json:
    """An experiment whose start or end was still to come had none."""
    dates = {name: experiment.get(name) for name in ("start_date", "end_date")}
    future = {name for name, date in dates.items() if (time := moment(date)) and time > then}
    return experiment | dict.fromkeys(future)


def _pending(change: Json, then: datetime) -> Json:
    executed = moment(change.get("executed_at"))
    return change | {"executed_at": None} if executed and executed > then else change


def _created(items: Iterable[Json], then: datetime) -> Iterator[Json]:
    for item in items:
        created = moment(item.get("created_at"))
        if created is None or created <= then:
            yield item


def _before(entry: Json, then: datetime) -> bool:
    time = moment(entry.get("created_at"))
    return time is not None and time <= then


def _items(document: Mapping[str, Any]) -> list[Json]:
    results: object = document.get("results")
    listed = cast("list[Any]", results) if isinstance(results, list) else []
    return [item for item in listed if isinstance(item, dict)]


def _listed(items: Iterable[Json]) -> Json:
    results = list(items)
    return {"count": len(results), "next": None, "previous": None, "results": results}
