"""What a scan of the sample shop must conclude, as data that tests and the demo share."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

EXPECTED = Path(__file__).with_name("expected.json")


@dataclass(frozen=True)
class ExpectedFlag:
    """The conclusion about one flag key."""

    verdict: str
    """`active`, `permanent` and `inconclusive` are no findings."""
    readiness: str | None
    fixed_value: bool | str | None
    pull_request: bool
    """A draft pull request is opened."""
    suggested_action: str
    blocked_by: str | None
    """Why there is no pull request, where there is a finding without one."""
    sites: dict[str, int]
    """Call sites under this key: file relative to the repository to number of sites."""
    changed: tuple[str, ...]
    """Files the pull request changes; a file without a site loses the key's constant."""


@dataclass(frozen=True)
class Expectation:
    """Everything there is to conclude about the shop."""

    flags: dict[str, ExpectedFlag]
    dynamic: dict[str, str]
    """Literal prefix of a computed key to the file that hands in the rest of it."""
    events: dict[str, tuple[str, ...]]
    """Event name to the files in which its name becomes known."""


def expectations() -> Expectation:
    """Reads the table beside this module."""
    return TypeAdapter(Expectation).validate_json(EXPECTED.read_bytes())
