"""Names, numbers and times as every scan says them."""

from datetime import UTC, datetime, timedelta, timezone

from scans import words
from scans.model.identity import fingerprint_of

LATE = datetime(2026, 10, 12, 23, 30, tzinfo=timezone(-timedelta(hours=2)))


def test_a_time_is_said_and_kept_in_utc():
    """A day and a time are UTC's, wherever the time was read."""
    assert words.date(LATE) == "13 Oct 2026"
    assert words.day(LATE) == "13 Oct"
    assert words.when(LATE) == "13 Oct 01:30 UTC"
    assert words.iso(LATE) == "2026-10-13T01:30:00Z"
    assert words.iso(datetime(2026, 1, 2, 3, 4, 5, 6, UTC)) == "2026-01-02T03:04:05Z"


def test_a_long_name_is_cut_and_says_so():
    """A name from elsewhere has a length that fits a sentence, and shows where it was cut."""
    longest = "x" * words.LONGEST_NAME
    assert words.cut(longest) == longest
    assert words.cut(longest + "y") == longest + "…"


def test_one_day_is_no_days():
    """A number of days is said in words, one in the singular."""
    assert [words.days(number) for number in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


def test_a_fingerprint_never_changes():
    """What was told under an identity is found again under it, by every later version of ours."""
    kept = fingerprint_of("dead_events", "signed_up", {"verdict": "stopped"})
    assert kept == "dead_events:signed_up:29c5c0bf38b52a7e"
    assert fingerprint_of("s", "x", {"a": 1, "b": 2}) == fingerprint_of("s", "x", {"b": 2, "a": 1})
    assert fingerprint_of("s", "x", {"a": 1}) != fingerprint_of("s", "x", {"a": 2})
