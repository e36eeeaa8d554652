"""What belongs together by its names: the event that ends what another one begins."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from scans.event_health.names import words
from scans.event_health.settings import EventHealthSettings
from scans.event_health.tense import infinitives
from scans.model.questions import Pair

STARTS = frozenset({"begin", "create", "initiate", "launch", "open", "start"})
FINISHES = frozenset({"abort", "cancel", "close", "complete", "end", "fail", "finish", "succeed"})

Stem = tuple[str, ...]


def stems(name: str, verbs: frozenset[str]) -> Iterator[Stem]:
    """Yield what is left of a name without its first or last word, if that is one of `verbs`.

    The empty word stands where the verb was: `open_door` is not closed by `door_closed`.
    """
    found = words(name)
    if len(found) > 1:
        if not verbs.isdisjoint(infinitives(found[-1])):
            yield (*found[:-1], "")
        elif not verbs.isdisjoint(infinitives(found[0])):
            yield ("", *found[1:])


def pairs(names: Iterable[str]) -> tuple[Pair, ...]:
    """Return a pair for every event that begins something and has events that end it.

    Any of those ends it: an import that failed is as finished as one that was completed.
    """
    ordered = sorted(names)
    ends = _by_stem(ordered, FINISHES)
    found = [
        Pair(start=start, finish=finishes[0], also=tuple(finishes[1:]), source="learnt")
        for stem, starts in _by_stem(ordered, STARTS).items()
        if (finishes := ends.get(stem))
        for start in starts
    ]
    return tuple(sorted(found, key=lambda pair: pair.key))


def wanted_pairs(names: Iterable[str], settings: EventHealthSettings) -> tuple[Pair, ...]:
    """Return the declared pairs, and those that names teach about other starts."""
    declared = {pair.start for pair in settings.pairs}
    judged = [name for name in names if settings.judged_event(name)]
    learnt = pairs(judged) if settings.learn else ()
    return (*settings.pairs, *(pair for pair in learnt if pair.start not in declared))


def _by_stem(names: Iterable[str], verbs: frozenset[str]) -> Mapping[Stem, list[str]]:
    found: dict[Stem, list[str]] = defaultdict(list)
    for name in names:
        for stem in stems(name, verbs):
            found[stem].append(name)
    return found
