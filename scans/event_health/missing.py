"""A property that an event lacks, and that every other event of its flow carries.

Declared chains say which events have to carry what. Others are learnt: a property on nearly every
row of several events that begin with the same word and happen in the same sessions. It is missing
only where a single event of them lacks it. If several do, it never belonged to all of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scans.event_health.dropped import drops
from scans.event_health.items import PropertyRow
from scans.event_health.judged import Judged, Unjudged
from scans.event_health.names import prefix
from scans.event_health.settings import EventHealthSettings
from scans.event_health.signals import Signals
from scans.event_health.sources import PROPERTY_USAGE
from scans.event_health.verdicts import Verdict
from scans.event_health.words import percent, quoted, share
from scans.model.finding import Evidence
from scans.words import cut

SOURCE = f"posthog.{PROPERTY_USAGE}"

CONFIDENCE = {"declared": 0.97, "learnt": 0.8}
"""Nobody said of a learnt chain that it is one."""

NOBODY_SAYS = "a property may be missing, but nothing says whether its chain shares sessions"

LARGEST_GROUP = 12
"""Events of one group whose sessions are asked for; more of them prove nothing more."""


@dataclass(frozen=True)
class Missing:
    """One property that one event lacks."""

    event: str
    name: str
    carriers: tuple[str, ...]
    """Events that carry it, sorted; of a declared chain its other events."""

    @property
    def group(self) -> tuple[str, ...]:
        """The events of which is asked whether they share sessions, sorted."""
        return tuple(sorted((self.event, *self.carriers[: LARGEST_GROUP - 1])))


def judge(
    signals: Signals, settings: EventHealthSettings, now: datetime
) -> Iterator[Judged | Unjudged]:
    """Yield one judgement for each property that is missing; one that dropped is told as that."""
    as_of = signals.properties.as_of or now
    told = {(drop.event, drop.name) for drop in drops(signals, settings)}
    for source, found in (
        ("declared", declared(signals, settings)),
        ("learnt", learnt(signals, settings)),
    ):
        for one in found:
            if (one.event, one.name) in told:
                continue
            shared = source == "declared" or share_sessions(one, signals, settings)
            if shared is None:
                yield Unjudged(one.event, NOBODY_SAYS, cut(one.name))
            elif shared:
                told.add((one.event, one.name))
                yield _judged(one, signals, source, as_of)


def declared(signals: Signals, settings: EventHealthSettings) -> Iterator[Missing]:
    """Yield what a declared chain says and the rows do not have, each once."""
    rows = signals.properties.rows
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for chain in settings.chains:
        for event in chain.events:
            for name in chain.properties:
                if _absent(rows.get(event), name, settings):
                    found[event, name] |= set(chain.events) - {event}
    for (event, name), others in sorted(found.items()):
        yield Missing(event, name, tuple(sorted(others)))


def learnt(signals: Signals, settings: EventHealthSettings) -> Iterator[Missing]:
    """Yield what a chain would teach if its events share sessions."""
    if not settings.learn:
        return
    rows = {
        name: row
        for name, row in signals.judged(settings).items()
        if row.carried is not None and row.count >= settings.min_rows
    }
    for events in _families(rows).values():
        names = sorted({name for event in events for name in rows[event].carried or {}})
        for name in filter(settings.judged_property, names):
            carriers = [event for event in events if _present(rows[event], name, settings)]
            lacking = [event for event in events if _absent(rows[event], name, settings)]
            if len(carriers) >= settings.chain_events and len(lacking) == 1:
                yield Missing(lacking[0], name, tuple(carriers))


def share_sessions(one: Missing, signals: Signals, settings: EventHealthSettings) -> bool | None:
    """Whether an answer about enough events of this chain says so; None if there is none."""
    carriers = set(one.carriers)
    answers = [
        row
        for key, row in signals.sessions.rows.items()
        if (group := set(key.split(" + "))) <= carriers | {one.event}
        and len(group & carriers) >= min(settings.chain_events, len(one.group) - 1)
    ]
    if not answers:
        return None
    least = settings.chain_sessions_percent
    return any(row.shared and 100 * row.shared >= least * row.sessions for row in answers)


def _families(rows: Mapping[str, PropertyRow]) -> Mapping[str, list[str]]:
    families: dict[str, list[str]] = defaultdict(list)
    for name in rows:
        if first := prefix(name):
            families[first].append(name)
    return families


def _present(row: PropertyRow, name: str, settings: EventHealthSettings) -> bool:
    return 100 * (row.carried or {}).get(name, 0) >= settings.chain_present_percent * row.count


def _absent(row: PropertyRow | None, name: str, settings: EventHealthSettings) -> bool:
    if row is None or row.carried is None or row.count < settings.min_rows:
        return False
    if row.cut and name not in row.carried:
        return False
    without = row.count - row.carried.get(name, 0)
    return 100 * without >= settings.chain_absent_percent * row.count


def _judged(one: Missing, signals: Signals, source: str, as_of: datetime) -> Judged:
    row = signals.properties.rows[one.event]
    carried = (row.carried or {}).get(one.name, 0)
    without = percent(row.count - carried, row.count)
    others = _some(one.carriers)
    why = (
        f"{others} carry it"
        if source == "learnt"
        else f"it is declared for the chain with {others}"
    )
    return Judged(
        event=one.event,
        verdict=Verdict.PROPERTY_MISSING,
        about=(one.name,),
        reason=f"{quoted(one.name)} is missing on {without} of {quoted(one.event)}, and {why}.",
        evidence=tuple(_evidence(one, row, carried, as_of)),
        confidence=CONFIDENCE[source],
    )


def _some(names: Sequence[str], most: int = 3) -> str:
    shown = ", ".join(quoted(name) for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def _evidence(one: Missing, row: PropertyRow, carried: int, as_of: datetime) -> Iterator[Evidence]:
    yield Evidence(name="property", value=cut(one.name), source=SOURCE, as_of=as_of)
    value = share(carried, row.count)
    yield Evidence(name="coverage", value=value, unit="percent", source=SOURCE, as_of=as_of)
    yield Evidence(name="rows", value=row.count, unit="rows", source=SOURCE, as_of=as_of)
    value = len(one.carriers)
    yield Evidence(name="carried_by", value=value, unit="events", source=SOURCE, as_of=as_of)
