"""Branch, title and commit message: the same finding always gets the same names."""

import re

import pytest
from hypothesis import given

from messages.branch import branch_name, commit_message, slug, title
from tests.messages.hostile import FOREIGN, finding

# git-check-ref-format(1), the rules that our alphabet does not already keep.
FORBIDDEN = re.compile(r"\.\.|\.lock(/|$)|\.$|/[.-]|//|[^a-z0-9._/-]")


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("new-checkout", "groundskeeper/stale_flags/new-checkout"),
        ("beta_2.1", "groundskeeper/stale_flags/beta_2.1"),
        ("New Checkout", "groundskeeper/stale_flags/new-checkout-26ce422a"),
        ("a..b", "groundskeeper/stale_flags/a-.b-f62b4241"),
        ("x.lock", "groundskeeper/stale_flags/x-lock-f53b5310"),
        ("", "groundskeeper/stale_flags/e3b0c442"),
        ("漢字", "groundskeeper/stale_flags/c6d29771"),
    ],
)
def test_a_branch_is_the_subject_or_carries_its_hash(subject: str, name: str) -> None:
    """A subject that git takes as it is stays readable; any other gets 8 hex of its hash."""
    assert branch_name("stale_flags", subject) == name


@given(FOREIGN)
def test_a_branch_is_a_valid_reference(subject: str) -> None:
    """Whatever the subject, git takes the name, and it has at most 80 characters."""
    name = branch_name("stale_flags", subject)
    assert FORBIDDEN.search(name) is None
    assert name.startswith("groundskeeper/stale_flags/")
    assert len(name) <= 80
    assert len(slug(subject)) >= 1


@given(FOREIGN, FOREIGN)
def test_two_subjects_never_share_a_branch(one: str, other: str) -> None:
    """Subjects that become the same in lower case or when cut are told apart by their hash."""
    names = {branch_name("stale_flags", one), branch_name("stale_flags", other)}
    assert len(names) == len({one, other})


def test_a_long_scan_name_shortens_the_subject() -> None:
    """The limit is the branch's, not the subject's."""
    assert len(branch_name("s" * 40, "x" * 400)) <= 80


def test_the_title_states_the_kept_value() -> None:
    """A reader of the list of pull requests sees what is kept, in the words of the code."""
    assert title(finding()) == 'Remove flag new-checkout (always "test")'
    assert title(finding(fixed_value=False)) == "Remove flag new-checkout (always false)"
    assert title(finding(fixed_value=None)) == "Remove flag new-checkout"


@given(FOREIGN)
def test_a_title_is_one_short_line(text: str) -> None:
    """A title has at most 72 characters, however long key and variant are."""
    line = title(finding(text, fixed_value=text))
    assert len(line) <= 72
    assert line.isprintable() or "\u200b" in line


def test_the_commit_message_gives_the_reason() -> None:
    """The log alone tells why the flag went; GitHub ends the last line itself."""
    assert commit_message(finding()) == (
        'Remove flag new-checkout (always "test")\n\n'
        'Serves "test" to everyone, and its rules have not changed for 90 days.'
    )
