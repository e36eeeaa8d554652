"""One look at one checkout by every scan: what `scan`, `backtest` and `annotate` share.

PostHog is a project that is asked, or a folder that stands for it; the checkout is searched once,
and every judgement is made by the functions that the scheduled scans call.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from activities.call_sites import flags_of_interest
from activities.event_sites import aged, captured_names, event_sites
from cli.searching import search
from clients.checkout import FolderTree
from clients.git_history import line_ages
from clients.second_parsers import LocalParsers
from scans import SCANS, dead_events, event_health, stale_flags
from scans.model import (
    Blind,
    CapturedNames,
    Documents,
    EventCode,
    RepositoryCode,
    ScanResult,
    ScanStats,
    Usages,
)

if TYPE_CHECKING:
    from rich.status import Status

    from codebase.tree.memory import Memory

HERE = "."
"""What a local checkout is called where a repository has a name."""

DECISIVE = {scan.name: scan.decisive for scan in SCANS}


@dataclass(frozen=True)
class Rules:
    """The thresholds of every scan."""

    stale_flags: stale_flags.StaleFlagSettings
    dead_events: dead_events.DeadEventSettings
    event_health: event_health.EventHealthSettings


class PostHogSaid(Protocol):
    """What PostHog says, as far as each scan has to know; each method may ask a live project."""

    def for_flags(self) -> Documents:
        """Return what the scan of flags judges."""
        ...

    def for_events(self, captured: Sequence[CapturedNames]) -> Documents:
        """Return what the scan of dead events judges, given what the code captures."""
        ...

    def for_health(self) -> Documents:
        """Return what the scan of event health judges."""
        ...


@dataclass(frozen=True)
class Folder:
    """An evidence folder: it holds what it holds."""

    documents: Documents

    def for_flags(self) -> Documents:
        """Return the folder."""
        return self.documents

    def for_events(self, captured: Sequence[CapturedNames]) -> Documents:
        """Return the folder."""
        del captured
        return self.documents

    def for_health(self) -> Documents:
        """Return the folder."""
        return self.documents

    def untold(self) -> dict[str, str]:
        """Return the scans about which the folder says nothing at all, with the reason.

        A folder without flags is not among them: that is an error, counts of events are an extra.
        """
        told = {*self.documents.documents, *self.documents.blind}
        return {
            scan: f"the folder holds no {document}.json"
            for scan, document in DECISIVE.items()
            if document not in told and scan != "stale_flags"
        }


class Checkout:
    """A checkout, searched when it is first asked about. `shown` is what tells people to wait.

    Nothing is remembered unless a `memory` is given: a look changes no file.
    """

    def __init__(
        self,
        root: Path,
        shown: "Status | None" = None,
        *,
        name: str = HERE,
        memory: "Memory | None" = None,
    ) -> None:
        self.tree = FolderTree(root)
        self._root = root
        self._shown = shown
        self._name = name
        self._memory = memory

    @cached_property
    def usages(self) -> Usages:
        """Every call site."""
        return search(self._root, [], self._memory, self._shown)

    def flags(self, assessment: stale_flags.FlagAssessment) -> RepositoryCode:
        """Return the call sites that decide about flags."""
        wanted, known = assessment.candidate_keys, assessment.known_keys
        return flags_of_interest(self.usages, self._name, "", wanted=wanted, known=known)

    @cached_property
    def captured(self) -> CapturedNames:
        """Which events are captured."""
        return captured_names(self.usages, self._name, "")

    def events(self, wanted: Collection[str]) -> EventCode:
        """Return the captures of these events, with the age of their lines where git tells."""
        code = event_sites(
            self.tree, self.usages, self._name, "", wanted=wanted, parsers=LocalParsers()
        )
        places = {(each.site.file, each.site.line) for each in code.sites}
        return aged(code, asyncio.run(line_ages(self._root, places)) if places else {})


def look(
    checkout: Checkout,
    said: PostHogSaid,
    rules: Rules,
    now: datetime,
    wanted: Sequence[str],
) -> dict[str, ScanResult]:
    """Return what each of the `wanted` scans concludes, in their order.

    Raises:
        ClientError: PostHog refused the credentials, or could not be reached at all.
    """
    scans = {"stale_flags": flags, "dead_events": events, "event_health": health}
    return {name: scans[name](checkout, said, rules, now) for name in wanted}


def flags(checkout: Checkout, said: PostHogSaid, rules: Rules, now: datetime) -> ScanResult:
    """Judge the flags."""
    assessment = stale_flags.assess(said.for_flags(), rules.stale_flags, now)
    return stale_flags.conclude(assessment, (checkout.flags(assessment),), rules.stale_flags, now)


def events(checkout: Checkout, said: PostHogSaid, rules: Rules, now: datetime) -> ScanResult:
    """Judge the events that may be dead."""
    captured = (checkout.captured,)
    documents = said.for_events(captured)
    assessment = dead_events.assess(documents, captured, rules.dead_events, now)
    code = (checkout.events(assessment.wanted),)
    return dead_events.conclude(assessment, code, rules.dead_events, now)


def health(checkout: Checkout, said: PostHogSaid, rules: Rules, now: datetime) -> ScanResult:
    """Judge the events that arrive. What was merged lately is the worker's business alone."""
    assessment = event_health.assess(said.for_health(), (), (), rules.event_health, now)
    code = (checkout.events(assessment.wanted),)
    return event_health.conclude(assessment, code, rules.event_health, now)


def joined(results: Mapping[str, ScanResult]) -> ScanResult:
    """Return one result for all scans, in the order of scans; a source is blind once."""
    all_of = list(results.values())
    stats = [result.stats for result in all_of]
    return ScanResult(
        findings=tuple(finding for result in all_of for finding in result.findings),
        abstained=tuple(one for result in all_of for one in result.abstained),
        blind=tuple(dict.fromkeys(blind for result in all_of for blind in result.blind)),
        stats=ScanStats(
            # One reading serves several scans: the last one's count covers them all.
            posthog_requests=max((one.posthog_requests for one in stats), default=0),
            subjects=sum(one.subjects for one in stats),
            active=sum(one.active for one in stats),
            permanent=sum(one.permanent for one in stats),
        ),
    )


def too_little(results: Mapping[str, ScanResult]) -> dict[str, tuple[Blind, ...]]:
    """Return the scans that concluded nothing because they saw too little, with what they lacked.

    That is a scan without what it cannot do without; and where no scan has found anything, one that
    could not assess too many of its subjects. A source that only some verdicts need is listed as
    blind, and the other verdicts stand.
    """
    nothing = not any(result.findings for result in results.values())
    found: dict[str, tuple[Blind, ...]] = {}
    for scan, result in results.items():
        sources = {DECISIVE[scan], scan} if nothing else {DECISIVE[scan]}
        if not result.findings and any(one.source in sources for one in result.blind):
            found[scan] = result.blind
    return found
