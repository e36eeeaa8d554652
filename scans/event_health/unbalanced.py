"""A start that finds its finish less often than it used to: `pair_unbalanced`."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction

from scans.event_health.items import PairRow, Starts
from scans.event_health.judged import Judged
from scans.event_health.learn import wanted_pairs
from scans.event_health.settings import EventHealthSettings
from scans.event_health.signals import Signals
from scans.event_health.sources import PAIR_USAGE
from scans.event_health.verdicts import Verdict
from scans.event_health.words import percent, quoted, share
from scans.model.finding import Evidence
from scans.model.questions import Pair
from scans.words import cut, days

SOURCE = f"posthog.{PAIR_USAGE}"

CONFIDENCE = {"declared": 0.95, "learnt": 0.85}
"""Names that look like a pair need not be one."""

ORIGIN = {"declared": "settings", "learnt": "names of events"}


def judge(signals: Signals, settings: EventHealthSettings, now: datetime) -> Iterator[Judged]:
    """Yield one judgement for each pair that lost its balance."""
    rows = signals.pairs.rows
    as_of = signals.pairs.as_of or now
    pairs = known_pairs(signals, settings)
    for key in sorted(pairs):
        row, before = rows[key], rows[key].before
        if before is None or min(row.starts, before.starts) < settings.min_rows:
            continue
        lost = _share(before) - _share(row)
        elsewhere = sum(
            (_rise(rows[other]) for other in pairs if _ends_otherwise(pairs[key], pairs[other])),
            Fraction(0),
        )
        if (lost - elsewhere) * 100 > settings.pair_drop_points:
            yield _judged(pairs[key], row, before, settings, as_of)


def known_pairs(signals: Signals, settings: EventHealthSettings) -> Mapping[str, Pair]:
    """Return the pair of each row that is declared, or that names make one."""
    declared = {pair.key: pair for pair in settings.pairs}
    found = {key: declared.get(key) or _named(key, settings) for key in signals.pairs.rows}
    if None in found.values():
        # A name may hold what stands between names.
        asked = {pair.key: pair for pair in wanted_pairs(signals.arrived, settings)}
        found = {key: pair or asked.get(key) for key, pair in found.items()}
    return {key: pair for key, pair in found.items() if pair}


def _named(key: str, settings: EventHealthSettings) -> Pair | None:
    """Return the pair that the names of a row make, in whatever order and whatever else arrives."""
    start, arrow, rest = key.partition(" -> ")
    finishes = rest.split(" | ")
    for pair in wanted_pairs([start, *finishes], settings) if arrow else ():
        if pair.start == start and {pair.finish, *pair.also} == set(finishes):
            return pair
    return None


def _ends_otherwise(pair: Pair, other: Pair) -> bool:
    """Whether `other` is a learnt pair that begins with the same event, counted by itself."""
    return pair != other and pair.start == other.start and other.source == pair.source == "learnt"


def _rise(row: PairRow) -> Fraction:
    """Return by how much more starts end in this way: they did not go missing."""
    if row.before is None or not (row.starts and row.before.starts):
        return Fraction(0)
    return max(Fraction(0), _share(row) - _share(row.before))


def _share(window: Starts) -> Fraction:
    return Fraction(window.finished, window.starts)


def _judged(
    pair: Pair, row: PairRow, before: Starts, settings: EventHealthSettings, as_of: datetime
) -> Judged:
    finishes = " or ".join(quoted(name) for name in (pair.finish, *pair.also))
    was, is_now = percent(before.finished, before.starts), percent(row.finished, row.starts)
    return Judged(
        event=pair.start,
        verdict=Verdict.PAIR_UNBALANCED,
        about=(pair.finish, *pair.also),
        reason=(
            f"{was} of {quoted(pair.start)} were followed by {finishes}, and {is_now} in the last "
            f"{days(settings.recent_days)}."
        ),
        evidence=tuple(_evidence(pair, row, before, as_of)),
        confidence=CONFIDENCE[pair.source],
    )


def _evidence(pair: Pair, row: PairRow, before: Starts, as_of: datetime) -> Iterator[Evidence]:
    yield Evidence(name="pair", value=pair.source, source=ORIGIN[pair.source], as_of=as_of)
    yield Evidence(name="joined_by", value=cut(row.by), source=SOURCE, as_of=as_of)
    for when, window in (("before", before), ("now", row)):
        for name, value, unit in (
            ("finished", share(window.finished, window.starts), "percent"),
            ("starts", window.starts, "starts"),
        ):
            fact = f"{name}_{when}"
            yield Evidence(name=fact, value=value, unit=unit, source=SOURCE, as_of=as_of)
