"""What PostHog knows about each flag, joined from the documents that were read.

Nothing here judges and nothing here raises: a flag that cannot be read becomes an abstention, and a
document without the expected shape makes its source blind.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from pydantic import ValidationError

from scans.model.documents import Documents
from scans.stale_flags import sources
from scans.stale_flags.history import Histories, History
from scans.stale_flags.items import Flag
from scans.stale_flags.links import AllLinks, Links
from scans.stale_flags.results import ExperimentOutcome, outcomes
from scans.stale_flags.usage import Usage, Usages


@dataclass(frozen=True)
class FlagSignals:
    """Everything about one flag that the judgement reads."""

    flag: Flag
    history: History
    usage: Usage
    links: Links
    unread: Mapping[str, str]
    """Sources that may hold something about this flag and were not read, with the reason."""
    outcomes: Mapping[int, ExperimentOutcome] = field(
        default_factory=dict[int, ExperimentOutcome], repr=False
    )
    """How experiments came out, by id: those of the whole project. They decide nothing."""


@dataclass(frozen=True)
class Unjudged:
    """A flag that is not assessed. `cause` is the same for all with the same trouble."""

    subject: str
    cause: str
    detail: str = ""

    @property
    def reason(self) -> str:
        """One sentence for people."""
        return f"{self.cause} ({self.detail})" if self.detail else self.cause


@dataclass(frozen=True)
class Signals:
    """What was read of a whole project."""

    flags: tuple[FlagSignals, ...]
    """Flags that exist and could be read, by key."""
    unjudged: tuple[Unjudged, ...]
    known_keys: tuple[str, ...]
    """Every key PostHog has, deleted and archived ones too."""
    roster_complete: bool
    """Whether a key that is not in `known_keys` is surely not in PostHog."""
    blind: Mapping[str, str]


def read(documents: Documents) -> Signals:
    """Join the documents. Never raises, whatever stands in them."""
    opened = sources.opened(documents)
    listing = opened.listing(sources.FLAGS)
    raw = [cast("dict[str, Any]", item) for item in listing.items if isinstance(item, dict)]
    keys = [_key(item) for item in raw]
    complete = listing.whole and all(keys) and len(raw) == len(listing.items)
    flags, unjudged = _read_flags(raw)
    links = AllLinks(opened, raw)
    declared = documents.complete_by_declaration
    histories = Histories(opened, complete_by_declaration=declared)
    usages = Usages(opened)
    told = outcomes(documents)
    return Signals(
        flags=tuple(
            FlagSignals(
                flag=flag,
                history=histories.of(flag),
                usage=usages.of(flag),
                links=linked,
                unread=_unread(flag, linked, opened.blind, roster_complete=complete),
                outcomes=told,
            )
            for flag, linked in ((flag, links.of(flag)) for flag in flags)
        ),
        unjudged=unjudged,
        known_keys=tuple(sorted({key for key in keys if key})),
        roster_complete=complete,
        blind=dict(sorted(opened.blind.items())),
    )


def _read_flags(items: Iterable[dict[str, Any]]) -> tuple[list[Flag], tuple[Unjudged, ...]]:
    by_key: dict[str, list[Flag | Unjudged]] = defaultdict(list)
    for item in items:
        # Deleted rows keep their key, and a newer flag may have taken it over.
        if item.get("deleted") is not True:
            read = _read_flag(item)
            by_key[read.key if isinstance(read, Flag) else read.subject].append(read)
    flags: list[Flag] = []
    unjudged: list[Unjudged] = []
    for subject, found in sorted(by_key.items()):
        first = found[0]
        # A page that moved while it was read shows the same row twice, and that is one flag.
        if any(other != first for other in found):
            unjudged.append(Unjudged(subject, "PostHog lists several flags under this key"))
        elif isinstance(first, Flag):
            flags.append(first)
        else:
            unjudged.append(first)
    return flags, tuple(unjudged)


def _read_flag(item: dict[str, Any]) -> Flag | Unjudged:
    subject = _key(item)
    if not subject:
        return Unjudged("(a flag without a key)", "its record has no readable key")
    try:
        return Flag.model_validate(item)
    except ValidationError as error:
        # The names of the model's own fields, never what stood in them.
        place = str(error.errors()[0]["loc"][0])
        return Unjudged(subject, "a field of its record has an unexpected type", place)


def _unread(
    flag: Flag, links: Links, blind: Mapping[str, str], *, roster_complete: bool
) -> Mapping[str, str]:
    """A flag's own record may rule out what a blind source could have said."""
    ruled_out = {
        sources.EXPERIMENTS: flag.experiment_set == () and not links.in_experiments,
        sources.EARLY_ACCESS_FEATURES: flag.features is False,
        sources.SURVEYS: flag.surveys is False,
        sources.ACTIVITY_LOG: flag.updated_at is not None,  # it stands in for the log
    }
    unread = {source: why for source, why in blind.items() if not ruled_out.get(source)}
    if not roster_complete:
        unread.setdefault(sources.FLAGS, "the list is not complete")
    return unread


def _key(item: Mapping[str, Any]) -> str:
    """Return the key, or nothing if it is not text that can be passed on."""
    key: object = item.get("key")
    return key if isinstance(key, str) and _is_text(key) else ""


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return False
    return True
