"""What production knows about the keys of some files: their checkouts searched, PostHog asked.

The judgements are those of `scan`, for fewer keys.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cli.look import Checkout
from cli.look_source import Source
from scans import SCANS, dead_events, stale_flags
from scans.model import Blind
from scans.production import EventFacts, FlagFacts, event_facts, flag_facts

_SCANS = frozenset(scan.name for scan in SCANS)


@dataclass(frozen=True)
class Production:
    """The facts by key and by name, and the sources that could not be read."""

    flags: Mapping[str, FlagFacts]
    events: Mapping[str, EventFacts]
    blind: tuple[Blind, ...]


def known(
    source: Source,
    checkouts: Sequence[Checkout],
    keys: Collection[str],
    names: Collection[str],
) -> Production:
    """Return the facts about these flags and events; what nobody asks about is not read.

    Raises:
        ClientError: PostHog refused the credentials, or could not be reached at all.
    """
    flags, blind_flags = _flags(source, checkouts, keys)
    events, blind_events = _events(source, checkouts, names)
    unread = dict.fromkeys((*blind_flags, *blind_events))
    # A scan that judged too little is blind as well; here each key says so itself.
    blind = tuple(each for each in unread if each.source not in _SCANS)
    return Production(flags, events, blind)


def _flags(
    source: Source, checkouts: Sequence[Checkout], keys: Collection[str]
) -> tuple[Mapping[str, FlagFacts], tuple[Blind, ...]]:
    if not keys:
        return {}, ()
    documents, rules = source.said.for_flags(), source.rules.stale_flags
    assessment = stale_flags.assess(documents, rules, source.now)
    code = [each.flags(assessment) for each in checkouts]
    result = stale_flags.conclude(assessment, code, rules, source.now)
    return flag_facts(documents, keys, result, rules, source.now), result.blind


def _events(
    source: Source, checkouts: Sequence[Checkout], names: Collection[str]
) -> tuple[Mapping[str, EventFacts], tuple[Blind, ...]]:
    if not names:
        return {}, ()
    rules, now = source.rules.dead_events, source.now
    captured = [each.captured for each in checkouts]
    documents = source.said.for_events(captured)
    assessment = dead_events.assess(documents, captured, rules, now)
    wanted = {*assessment.wanted} & {*names}
    code = [each.events(wanted) for each in checkouts]
    result = dead_events.conclude(assessment, code, rules, now)
    return event_facts(documents, names, result, now), result.blind
