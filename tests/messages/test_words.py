"""Closed sets have words for every member."""

import pytest

from messages import words
from scans.model import BlockedBy, Readiness, SuggestedAction
from scans.stale_flags import Verdict


def test_every_reason_and_action_has_words() -> None:
    """A new member without words fails here, before anyone reads `too_large`."""
    assert set(words.BLOCKED_BY) == set(BlockedBy)
    assert set(words.READINESS) == set(Readiness)
    assert set(words.ACTION) == set(SuggestedAction)


def test_every_verdict_has_words() -> None:
    """What a rule can conclude can be said."""
    assert set(words.VERDICT) >= {str(verdict) for verdict in Verdict}


@pytest.mark.parametrize("table", [words.BLOCKED_BY, words.READINESS, words.ACTION, words.VERDICT])
def test_words_are_distinct_and_plain(table: dict[str, str]) -> None:
    """No two members read the same, and none shows its name in code."""
    assert len(set(table.values())) == len(table)
    assert not any("_" in phrase or phrase.endswith(".") for phrase in table.values())


def test_an_unknown_verdict_reads_as_it_is_named() -> None:
    """A scan that is newer than its words is still readable."""
    assert words.verdict("never_arrived") == "never arrived"


def test_numbers_and_values_read_like_a_person_wrote_them() -> None:
    """One file, two files; `true`, not `True`; no trailing zeros."""
    assert [words.counted(n, "file") for n in (0, 1, 2)] == ["0 files", "1 file", "2 files"]
    assert [words.value(v) for v in (True, None, 100.0, 12.5, 7, "x")] == [
        "true", "none", "100", "12.5", "7", "x",
    ]  # fmt: skip
