"""Two arriving names that say the same: `near_duplicate`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from scans.event_health.judged import Judged
from scans.event_health.names import Folded, foldings, sketch, words
from scans.event_health.settings import EventHealthSettings
from scans.event_health.signals import Signals
from scans.event_health.sources import EVENT_USAGE
from scans.event_health.verdicts import Verdict
from scans.event_health.words import quoted
from scans.evidence.event_usage import EventUsage
from scans.model.finding import Evidence
from scans.words import cut

SOURCE = f"posthog.{EVENT_USAGE}"

CONFIDENCE_SPELLING = 0.95
CONFIDENCE_TENSE = 0.8
"""`page_loading` and `page_loaded` may mean two moments."""


def judge(signals: Signals, settings: EventHealthSettings) -> Iterator[Judged]:
    """Yield one judgement for each name beside which a more frequent one says the same."""
    if signals.usage is None:
        return
    volumes = arriving(signals.usage, settings)
    for name, other in sorted(duplicates(volumes).items()):
        yield _judged(name, other, volumes, signals.usage.as_of)


def arriving(usage: EventUsage, settings: EventHealthSettings) -> Mapping[str, int]:
    """Return how often each name came that has come within the baseline's days."""
    since = usage.as_of - timedelta(days=settings.baseline_days)
    latest = ((name, row, usage.latest(row)) for name, row in usage.rows.items())
    return {
        name: row.count
        for name, row, at in latest
        if at and at >= since and row.count and settings.judged_event(name)
    }


def duplicates(volumes: Mapping[str, int]) -> Mapping[str, str]:
    """Return, for each name that has one, the most frequent name that says the same."""
    ranks = {name: (-volume, name) for name, volume in volumes.items()}
    similar: dict[str, list[str]] = defaultdict(list)
    for name in sorted(volumes, key=ranks.__getitem__):
        similar[sketch(name)].append(name)
    found: dict[str, str] = {}
    for names in similar.values():
        if len(names) > 1:
            found |= _same(names)
    return found


def _same(names: Sequence[str]) -> dict[str, str]:
    """Return the same for names that look alike, given the most frequent first."""
    earlier: dict[str, list[tuple[int, Folded]]] = defaultdict(list)
    found: dict[str, int] = {}
    for at, name in enumerate(names):
        readings = tuple(foldings(name))
        for folded in readings:
            same = (place for place, other in earlier[folded.text] if other.same(folded))
            found[name] = min(next(same, at), found.get(name, at))
        for folded in readings:
            earlier[folded.text].append((at, folded))
    return {name: names[at] for name, at in found.items() if names[at] != name}


def _judged(name: str, other: str, volumes: Mapping[str, int], as_of: datetime) -> Judged:
    spelling = "".join(words(name)) == "".join(words(other))
    how = "but for the spelling" if spelling else "but for the tense"
    return Judged(
        event=name,
        verdict=Verdict.NEAR_DUPLICATE,
        about=(other,),
        reason=(
            f"{quoted(name)} ({volumes[name]} times) and {quoted(other)} ({volumes[other]} times) "
            f"both arrive and are the same name {how}."
        ),
        evidence=(
            Evidence(name="same_as", value=cut(other), source=SOURCE, as_of=as_of),
            Evidence(name="count", value=volumes[name], unit="events", source=SOURCE, as_of=as_of),
            Evidence(
                name="count_of_the_other",
                value=volumes[other],
                unit="events",
                source=SOURCE,
                as_of=as_of,
            ),
        ),
        confidence=CONFIDENCE_SPELLING if spelling else CONFIDENCE_TENSE,
    )
