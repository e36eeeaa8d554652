"""Projects that share code: what one misses, another may still receive from the same line."""

from collections.abc import Collection, Iterable, Sequence

from scans.dead_events.fingerprint import SCAN
from scans.evidence.event_usage import EVENT_USAGE, event_usage
from scans.evidence.sources import Sources
from scans.model.base import Model
from scans.model.code import EventCode
from scans.model.documents import Documents
from scans.model.finding import Abstention, Blind, Finding, ScanResult

RECEIVED_ELSEWHERE = "another project that the same code sends to still receives it"
UNKNOWN_ELSEWHERE = "nobody knows whether another project of the same code receives it"


class Elsewhere(Model):
    """What the other projects of shared code receive, of the events that are asked about."""

    names: tuple[str, ...] = ()
    blind: tuple[Blind, ...] = ()
    """Projects of which that could not be read."""


def received_elsewhere(
    peers: Iterable[tuple[str, Documents]], wanted: Collection[str]
) -> Elsewhere:
    """Return which of the wanted events arrived at other projects within the window.

    `peers` are names of projects and their documents, of which `event_usage` alone is read.
    """
    names: set[str] = set()
    blind: list[Blind] = []
    for project, documents in peers:
        sources = Sources(documents, (EVENT_USAGE,), required=(EVENT_USAGE,))
        usage = event_usage(sources)
        if usage is None:
            why = sources.blind.get(EVENT_USAGE, "it was not read")
            blind.append(Blind(source=f"{EVENT_USAGE} of {project}", reason=why))
            continue
        names |= {name for name in wanted if name in usage.rows and usage.rows[name].seen}
        names |= usage.unreadable & set(wanted)
    return Elsewhere(names=tuple(sorted(names)), blind=tuple(blind))


def apart_from_peers(
    result: ScanResult,
    elsewhere: Elsewhere,
    code: Sequence[EventCode],
    shared: Collection[str],
) -> ScanResult:
    """Abstain from what code in a `shared` repository may still send to another project."""
    sent = {each.site.name for one in code if one.repository in shared for each in one.sites}
    kept: list[Finding] = []
    abstained: list[Abstention] = []
    for finding in result.findings:
        why = _why(finding, elsewhere) if finding.subject in sent else ""
        if why:
            abstained.append(Abstention(subject=finding.subject, reason=why, scan=SCAN))
        else:
            kept.append(finding)
    listed = sorted((*result.abstained, *abstained), key=lambda each: each.subject)
    update = {"findings": tuple(kept), "abstained": tuple(listed)}
    blind = (*result.blind, *(elsewhere.blind if abstained else ()))
    return result.model_copy(update={**update, "blind": blind})


def _why(finding: Finding, elsewhere: Elsewhere) -> str:
    if finding.subject in elsewhere.names:
        return RECEIVED_ELSEWHERE
    return UNKNOWN_ELSEWHERE if elsewhere.blind else ""
