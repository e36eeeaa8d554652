"""What production knows about the keys of some files: their trees searched, PostHog asked, judged.

The judgements are those of `scan`, for fewer keys.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from activities.call_sites import flags_of_interest
from cli.look_source import Source
from scans import stale_flags
from scans.model import Blind, RepositoryCode, Usages
from scans.production import EventFacts, FlagFacts, event_facts, flag_facts


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
    flags, blind_flags = _flags(source, trees, keys) if keys else ({}, ())
    events, blind_events = _events(source, names) if names else ({}, ())
    return Production(flags, events, tuple(dict.fromkeys((*blind_flags, *blind_events))))


def _flags(
    source: Source, trees: Sequence[SearchedTree], keys: Collection[str]
) -> tuple[Mapping[str, FlagFacts], tuple[Blind, ...]]:
    documents, rules = source.said.for_flags(), source.rules.stale_flags
    assessment = stale_flags.assess(documents, rules, source.now)
    code = [_code(tree, assessment) for tree in trees]
    result = stale_flags.conclude(assessment, code, rules, source.now)
    return flag_facts(documents, keys, result, rules, source.now), result.blind


def _code(tree: SearchedTree, assessment: stale_flags.FlagAssessment) -> RepositoryCode:
    wanted, known_keys = assessment.candidate_keys, assessment.known_keys
    return flags_of_interest(tree.usages, str(tree.root), "", wanted=wanted, known=known_keys)


def _events(
    source: Source, names: Collection[str]
) -> tuple[Mapping[str, EventFacts], tuple[Blind, ...]]:
    documents = source.said.for_events(())
    return event_facts(documents, names, None, source.now), ()
