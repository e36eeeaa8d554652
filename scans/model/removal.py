"""What taking one flag, or the captures of one event, out of a tree did and did not do."""

from typing import Literal

from scans.model.base import Model
from scans.model.finding import FixedValue

SecondParser = Literal["passed", "not_run"]
"""Whether a parser that shares nothing with ours took the result; refused ones are not written."""

Outcome = Literal["removed", "partial", "left"]
"""`removed`: no site left. `partial`: some files complete, others untouched. `left`: no change."""


class UnusedName(Model):
    """A variable that lost its last use. It stays: giving it a value may do something."""

    name: str
    line: int
    """1-based, in the file as it is now."""


class CleanedFile(Model):
    """One file that was completed."""

    file: str
    removed_sites: int
    removed_lines: int
    added_lines: int
    second_parser: SecondParser = "not_run"
    unused: tuple[UnusedName, ...] = ()


class LeftSite(Model):
    """One place a person has to decide about."""

    file: str
    line: int
    reason: str


class Checks(Model):
    """The proofs that held for every changed file."""

    reparsed: bool = True
    only_deletes: bool = True
    second_parser: SecondParser = "not_run"
    """`passed` only if one took every changed file."""


class Removal(Model):
    """The account of one removal; the changed bytes travel beside it, never inside."""

    flag: str
    value: FixedValue
    outcome: Outcome
    files: tuple[CleanedFile, ...] = ()
    left: tuple[LeftSite, ...] = ()
    checks: Checks = Checks()


class EventRemoval(Model):
    """The account of one event's captures; the changed bytes travel beside it, never inside."""

    event: str
    outcome: Outcome
    files: tuple[CleanedFile, ...] = ()
    left: tuple[LeftSite, ...] = ()
    checks: Checks = Checks()
