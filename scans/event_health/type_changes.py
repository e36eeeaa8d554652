"""A property whose values are of another JSON type than before: `type_changed`."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction

from scans.event_health.judged import Judged
from scans.event_health.settings import EventHealthSettings
from scans.event_health.signals import Signals
from scans.event_health.sources import PROPERTY_USAGE
from scans.event_health.verdicts import Verdict
from scans.event_health.words import percent, quoted, share
from scans.model.finding import Evidence
from scans.words import cut

SOURCE = f"posthog.{PROPERTY_USAGE}"

CONFIDENCE = 0.95

Types = Mapping[str, int]
"""JSON type to rows; null is how a value is absent, so it is not among them."""


def moved(before: Types, recent: Types) -> Fraction:
    """Return the share of rows whose type is another one than before, as a fraction in [0, 1].

    It is the total variation between the two: what the types that grew have gained.
    """
    all_before, all_recent = sum(before.values()), sum(recent.values())
    gained = (
        Fraction(rows, all_recent) - Fraction(before.get(kind, 0), all_before)
        for kind, rows in recent.items()
    )
    return sum((gain for gain in gained if gain > 0), Fraction(0))


def judge(signals: Signals, settings: EventHealthSettings, now: datetime) -> Iterator[Judged]:
    """Yield one judgement for each property whose type changed."""
    as_of = signals.properties.as_of or now
    for event, row in signals.judged(settings).items():
        types, types_before = row.types or {}, (row.before and row.before.types) or {}
        for name in sorted(types.keys() & types_before.keys()):
            before, recent = types_before[name], types[name]
            enough = min(sum(before.values()), sum(recent.values())) >= settings.min_rows
            if not enough or not settings.judged_property(name):
                continue
            if moved(before, recent) * 100 >= settings.type_changed_percent:
                yield Judged(
                    event=event,
                    verdict=Verdict.TYPE_CHANGED,
                    about=(name,),
                    reason=_reason(event, name, before, recent),
                    evidence=tuple(_evidence(name, before, recent, as_of)),
                    confidence=CONFIDENCE,
                )


def _reason(event: str, name: str, before: Types, recent: Types) -> str:
    was, is_now = _mixture(before), _mixture(recent)
    return f"{quoted(name)} of {quoted(event)} was {was}, and is {is_now} now."


def _mixture(types: Types) -> str:
    everything = sum(types.values())
    named = sorted(((rows, kind) for kind, rows in types.items() if rows), key=_largest_first)
    if len(named) == 1:
        return f"{cut(named[0][1])} on every row"
    return " and ".join(f"{cut(kind)} on {percent(rows, everything)}" for rows, kind in named)


def _largest_first(named: tuple[int, str]) -> tuple[int, str]:
    return -named[0], named[1]


def _evidence(name: str, before: Types, recent: Types, as_of: datetime) -> Iterator[Evidence]:
    yield Evidence(name="property", value=cut(name), source=SOURCE, as_of=as_of)
    value = round(float(moved(before, recent)) * 100, 1)
    yield Evidence(name="moved", value=value, unit="percent", source=SOURCE, as_of=as_of)
    for when, types in (("before", before), ("now", recent)):
        for kind, rows in sorted(types.items()):
            value = share(rows, sum(types.values()))
            fact = f"{when}.{cut(kind)}"
            yield Evidence(name=fact, value=value, unit="percent", source=SOURCE, as_of=as_of)
