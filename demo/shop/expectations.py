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
class ExpectedEvent:
    """The conclusion about one event that is dead; an event without one is alive."""

    verdict: str
    readiness: str | None
    suggested_action: str
    blocked_by: str | None
    only_if_complete: bool
    """Said only where the operator declares that no other repository sends events."""
    sites: dict[str, int]
    """Captures under this name: file relative to the repository to number of captures."""
    changed: tuple[str, ...]
    """Files the pull request changes."""


@dataclass(frozen=True)
class ExpectedHealth:
    """The conclusion about one event that still comes, and is not what it was."""

    event: str
    verdict: str
    about: tuple[str, ...]
    """The property, the finish of a pair, or the other name."""


@dataclass(frozen=True)
class Expectation:
    """Everything there is to conclude about the shop."""

    flags: dict[str, ExpectedFlag]
    dynamic: dict[str, str]
    """Literal prefix of a computed key to the file that hands in the rest of it."""
    events: dict[str, tuple[str, ...]]
    """Event name to the files in which its name becomes known."""
    dynamic_events: dict[str, str]
    """Literal prefix of a computed event name to the file that hands in the rest of it."""
    dead_events: dict[str, ExpectedEvent]
    event_health: tuple[ExpectedHealth, ...]


def expectations() -> Expectation:
    """Reads the table beside this module."""
    return TypeAdapter(Expectation).validate_json(EXPECTED.read_bytes())
