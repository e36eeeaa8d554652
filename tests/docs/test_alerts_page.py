"""The page about alerts says what the rules and the message do."""

from messages.incident import incident_message
from messages.incident.blocks import SNOOZES
from scans.deploy_watch import telling
from scans.model import BlockedBy
from tests.docs.pages import ROOT
from tests.messages.incident.incidents import incident
from tests.messages.incident.soundness import elements, label

PAGE = " ".join((ROOT / "docs" / "alerts.md").read_text("utf-8").split())


def test_every_button_is_explained() -> None:
    """Nobody presses what nobody explains, under the name that it has."""
    names = {label(each) for each in elements(incident_message(incident())).values()}
    missing = {name for name in names if name not in PAGE}
    assert not missing
    *hours, last = (str(number) for number, _ in SNOOZES)
    assert f"{', '.join(hours)} or {last} hours" in PAGE


def test_what_is_critical_has_the_rules_numbers() -> None:
    """The page and the rule say the same about whom to wake."""
    assert f"evidence of {telling.CRITICAL_EVIDENCE:,.0f} or more" in PAGE
    assert telling.CRITICAL_RATIO == 5
    assert "at least five times as many as expected" in PAGE
    assert f"and {telling.CRITICAL_PEOPLE:.0f} people or more beyond them" in PAGE
    assert telling.CRITICAL_CONVERSION_RATIO == 0.5
    assert "half of those expected are lost" in PAGE


def test_silences_have_the_rules_numbers() -> None:
    """How long, and until when not, is said as it is done."""
    assert (telling.GROWN_EVIDENCE, telling.GROWN_RATIO) == (1_000, 2)
    assert "its evidence grew a thousandfold or its ratio doubled" in PAGE
    assert f"for {telling.MUTED_FOR.days} days, however bad" in PAGE
    assert f"once in {telling.BETWEEN_MENTIONS.total_seconds() / 3600:.0f} hours" in PAGE


def test_every_reason_for_silence_is_there() -> None:
    """Whoever wonders why nothing was said finds the word for it."""
    reasons = (
        BlockedBy.OUTPUT_OFF, BlockedBy.SHADOW, BlockedBy.PLACEBO, BlockedBy.MUTED,
        BlockedBy.SNOOZED, BlockedBy.COOLING_DOWN, BlockedBy.CAPPED, BlockedBy.QUIET_HOURS,
        BlockedBy.REFUSED, BlockedBy.DISMISSED,
    )  # fmt: skip
    assert [reason for reason in reasons if f"`{reason}`" not in PAGE] == []
