"""What a scan would have reported at past dates: how much, how often anew, how often wrongly.

A report that was withdrawn is the noise an operator wants to know of: the subject was called stale
or dead and was in use again later. One that is gone because the subject itself is gone was right.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pydantic import AwareDatetime

from scans.model import Blind, Finding, Model, Readiness, ScanResult


@dataclass(frozen=True)
class PastLook:
    """One look at the past: what was concluded, and which subjects were there to be judged."""

    at: AwareDatetime
    result: ScanResult
    present: Collection[str] = field(default_factory=frozenset[str])


class Look(Model):
    """One past date."""

    at: AwareDatetime
    findings: int
    new: tuple[str, ...] = ()
    """Subjects that the look before had not reported, in the order of names."""
    gone: tuple[str, ...] = ()
    """Subjects that the look before had reported."""
    safe: int = 0
    """Findings that would have been safe to act on, as far as the past is known."""
    abstained: int = 0
    blind: tuple[Blind, ...] = ()


class Reported(Model):
    """One subject under one verdict, over all looks."""

    subject: str
    verdict: str
    first: AwareDatetime
    last: AwareDatetime
    looks: int
    """How many looks reported it."""
    still: bool
    """Whether the newest look does."""
    withdrawn: bool = False
    """Whether a later look found it in use: the report was noise, or came too early."""


class Backtest(Model):
    """Everything that would have been said."""

    scan: str
    looks: tuple[Look, ...] = ()
    """Oldest first."""
    reported: tuple[Reported, ...] = ()
    """By first report, then by name."""

    @property
    def withdrawn(self) -> int:
        """How many reports were taken back later."""
        return sum(one.withdrawn for one in self.reported)


def backtest(scan: str, looks: Sequence[PastLook]) -> Backtest:
    """Join the looks, in any order. A blind look ends nothing: what was not seen is not gone."""
    ordered = sorted(looks, key=lambda look: look.at)
    return Backtest(
        scan=scan,
        looks=tuple(_look(look, before) for look, before in _with_the_last_seeing(ordered)),
        reported=_reported(ordered),
    )


def _with_the_last_seeing(ordered: Sequence[PastLook]) -> list[tuple[PastLook, PastLook | None]]:
    """Pair each look with the last one before it that saw something."""
    pairs: list[tuple[PastLook, PastLook | None]] = []
    before: PastLook | None = None
    for look in ordered:
        pairs.append((look, before))
        before = before if _saw_nothing(look) else look
    return pairs


def _look(look: PastLook, before: PastLook | None) -> Look:
    now, then = _subjects(look), _subjects(before) if before else frozenset[str]()
    found = look.result.findings
    return Look(
        at=look.at,
        findings=len(found),
        new=tuple(sorted(now - then)),
        gone=() if _saw_nothing(look) else tuple(sorted(then - now)),
        safe=sum(finding.readiness is Readiness.SAFE for finding in found),
        abstained=len(look.result.abstained),
        blind=look.result.blind,
    )


def _reported(ordered: Sequence[PastLook]) -> tuple[Reported, ...]:
    told: dict[tuple[str, str], list[PastLook]] = {}
    for look in ordered:
        for finding in look.result.findings:
            told.setdefault(_identity(finding), []).append(look)
    rows = [_row(identity, seen, ordered) for identity, seen in told.items()]
    return tuple(sorted(rows, key=lambda row: (row.first, row.subject, row.verdict)))


def _row(
    identity: tuple[str, str], seen: Sequence[PastLook], ordered: Sequence[PastLook]
) -> Reported:
    subject, verdict = identity
    later = [look for look in ordered if look.at > seen[0].at and not _saw_nothing(look)]
    return Reported(
        subject=subject,
        verdict=verdict,
        first=seen[0].at,
        last=seen[-1].at,
        looks=len(seen),
        still=seen[-1].at == ordered[-1].at,
        withdrawn=any(subject in look.present and subject not in _subjects(look) for look in later),
    )


def _identity(finding: Finding) -> tuple[str, str]:
    return finding.subject, finding.verdict


def _subjects(look: PastLook) -> frozenset[str]:
    return frozenset(finding.subject for finding in look.result.findings)


def _saw_nothing(look: PastLook) -> bool:
    return bool(look.result.blind) and not look.result.findings
