"""What production knows about the keys of some files: their trees searched, PostHog asked, judged.

The judgements are those of `scan`, for fewer keys.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from activities.call_sites import flags_of_interest
from activities.event_sites import aged, captured_names, event_sites
from cli.look_source import Source
from clients.checkout import FolderTree
from clients.git_history import line_ages
from clients.second_parsers import LocalParsers
from scans import SCANS, dead_events, stale_flags
from scans.model import Blind, EventCode, RepositoryCode, Usages
from scans.production import EventFacts, FlagFacts, event_facts, flag_facts

_SCANS = frozenset(scan.name for scan in SCANS)


@dataclass(frozen=True)
class SearchedTree:
    """A checkout and every call site in it."""

    root: Path
    usages: Usages


@dataclass(frozen=True)
class Production:
    """The facts by key and by name, and the sources that could not be read."""

    flags: Mapping[str, FlagFacts]
    events: Mapping[str, EventFacts]
    blind: tuple[Blind, ...]


def known(
    source: Source,
    trees: Sequence[SearchedTree],
    keys: Collection[str],
    names: Collection[str],
) -> Production:
    """Return the facts about these flags and events; what nobody asks about is not read.

    Raises:
        ClientError: PostHog refused the credentials, or could not be reached at all.
    """
    flags, blind_flags = _flags(source, trees, keys)
    events, blind_events = _events(source, trees, names)
    unread = dict.fromkeys((*blind_flags, *blind_events))
    # A scan that judged too little is blind as well; here each key says so itself.
    blind = tuple(each for each in unread if each.source not in _SCANS)
    return Production(flags, events, blind)


def _flags(
    source: Source, trees: Sequence[SearchedTree], keys: Collection[str]
) -> tuple[Mapping[str, FlagFacts], tuple[Blind, ...]]:
    if not keys:
        return {}, ()
    documents, rules = source.said.for_flags(), source.rules.stale_flags
    assessment = stale_flags.assess(documents, rules, source.now)
    code = [_code(tree, assessment) for tree in trees]
    result = stale_flags.conclude(assessment, code, rules, source.now)
    return flag_facts(documents, keys, result, rules, source.now), result.blind


def _code(tree: SearchedTree, assessment: stale_flags.FlagAssessment) -> RepositoryCode:
    wanted, known_keys = assessment.candidate_keys, assessment.known_keys
    return flags_of_interest(tree.usages, str(tree.root), "", wanted=wanted, known=known_keys)


def _events(
    source: Source, trees: Sequence[SearchedTree], names: Collection[str]
) -> tuple[Mapping[str, EventFacts], tuple[Blind, ...]]:
    if not names:
        return {}, ()
    rules, now = source.rules.dead_events, source.now
    captured = [captured_names(tree.usages, str(tree.root), "") for tree in trees]
    documents = source.said.for_events(captured)
    assessment = dead_events.assess(documents, captured, rules, now)
    wanted = {*assessment.wanted} & {*names}
    code = [_captures(tree, wanted) for tree in trees]
    result = dead_events.conclude(assessment, code, rules, now)
    return event_facts(documents, names, result, now), result.blind


def _captures(tree: SearchedTree, wanted: Collection[str]) -> EventCode:
    """Return the captures of events that may be dead, with the age of their lines."""
    files, name = FolderTree(tree.root), str(tree.root)
    code = event_sites(files, tree.usages, name, "", wanted=wanted, parsers=LocalParsers())
    places = {(each.site.file, each.site.line) for each in code.sites}
    return aged(code, asyncio.run(line_ages(tree.root, places))) if places else code
