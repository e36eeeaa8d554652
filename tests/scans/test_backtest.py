"""Past looks, joined."""

from datetime import UTC, datetime, timedelta

from scans.backtest import PastLook, backtest
from scans.model import Blind, Finding, Readiness, ScanResult

START = datetime(2026, 9, 1, tzinfo=UTC)


def look(day: int, *subjects: str, present: str = "", blind: bool = False) -> PastLook:
    """Return a look that reported these subjects; the letters of `present` were there too."""
    found = tuple(
        Finding(
            fingerprint=f"s:{subject}:1",
            scan="stale_flags",
            subject=subject,
            verdict="fully_off",
            readiness=Readiness.SAFE,
            confidence=1,
            reason="It is off.",
        )
        for subject in subjects
    )
    unread = (Blind(source="stale_flags", reason="403"),) if blind else ()
    result = ScanResult(findings=found, blind=unread)
    return PastLook(START + timedelta(days=day), result, frozenset(present) | set(subjects))


def test_each_look_says_what_is_new_and_what_is_gone() -> None:
    """The first look's findings are all new; later ones are compared with the look before."""
    told = backtest("stale_flags", [look(7, "b", "c"), look(0, "a", "b"), look(14, "b", "c")])
    assert [(one.new, one.gone, one.safe) for one in told.looks] == [
        (("a", "b"), (), 2),
        (("c",), ("a",), 2),
        ((), (), 2),
    ]


def test_a_report_is_withdrawn_if_its_subject_is_in_use_later() -> None:
    """Gone and absent was right; gone and present was noise; still reported is neither."""
    told = backtest("stale_flags", [look(0, "a", "b", "c"), look(7, "c", present="b")])
    assert {row.subject: row.withdrawn for row in told.reported} == {
        "a": False,
        "b": True,
        "c": False,
    }
    assert [row.subject for row in told.reported if row.still] == ["c"]
    assert told.withdrawn == 1


def test_a_blind_look_ends_nothing() -> None:
    """What was not seen is neither gone nor withdrawn, and comes back as nothing new."""
    told = backtest("stale_flags", [look(0, "a"), look(7, present="a", blind=True), look(14, "a")])
    assert [(one.new, one.gone) for one in told.looks] == [(("a",), ()), ((), ()), ((), ())]
    assert told.withdrawn == 0
    assert told.reported[0].looks == 2


def test_no_look_tells_nothing() -> None:
    """An empty past is empty."""
    assert backtest("stale_flags", []).looks == ()
