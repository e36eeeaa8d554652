"""Which findings take no place within the limit of new pull requests."""

import pytest

from activities.record import settled
from scans.model import BlockedBy, CleanupOutcome
from scans.model.action import OutputMode, OutputModes


def outcome(fingerprint: str, blocked_by: BlockedBy | None = None) -> CleanupOutcome:
    """What became of a finding."""
    return CleanupOutcome(
        repository="my-org/shop",
        subject=fingerprint,
        fingerprint=fingerprint,
        blocked_by=blocked_by,
    )


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("preview", ("closed", "opened", "shown")), ("on", ("closed", "opened"))],
)
def test_what_was_only_shown_counts_once_it_is_really_opened(
    mode: OutputMode, expected: tuple[str, ...]
) -> None:
    """Previews of a month do not become pull requests all at once when they are switched on."""
    cleanups = [
        outcome("shown", BlockedBy.PREVIEW),
        outcome("opened"),
        outcome("closed", BlockedBy.CLOSED_BY_PERSON),
        outcome("refused", BlockedBy.REFUSED),
    ]
    assert settled(cleanups, OutputModes(pull_requests=mode)) == expected
