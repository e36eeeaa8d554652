"""What people have said or begun is left alone."""

from pathlib import Path

import pytest

from scans.model import BlockedBy
from tests.e2e.sights import REMOVABLE, Sights, branch_of, digest_text
from tests.e2e.stage import Stage

pytestmark = [
    pytest.mark.requires_server,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("e2e-people"),
]

CLOSED, TAKEN = "legacy-search", "bulk-invoicing"


def test_a_person_has_the_last_word(stage: Stage, sights: Sights, tmp_path: Path) -> None:
    """A taken branch is not overwritten, a closed pull request not opened for the same evidence."""
    theirs = sights.push(tmp_path / "clone", branch_of(TAKEN), "NOTES.md", "My own way.\n")
    stage.start()
    _, outcomes = stage.scan()
    assert outcomes[TAKEN].blocked_by is BlockedBy.EDITED_BY_PERSON
    pulls = sights.pull_requests()
    assert set(pulls) == {branch_of(key) for key in REMOVABLE - {TAKEN}}
    assert sights.branches()[branch_of(TAKEN)] == theirs

    sights.github("PATCH", f"/pulls/{pulls[branch_of(CLOSED)]['number']}", state="closed")
    before = sights.writes()
    for _ in range(2):
        _, outcomes = stage.scan()
        assert outcomes[CLOSED].blocked_by is BlockedBy.CLOSED_BY_PERSON
        assert outcomes[TAKEN].blocked_by is BlockedBy.EDITED_BY_PERSON
    now = sights.pull_requests()
    assert {branch: each["number"] for branch, each in now.items()} == {
        branch: each["number"] for branch, each in pulls.items()
    }
    assert now[branch_of(CLOSED)]["state"] == "closed"
    assert sights.branches()[branch_of(TAKEN)] == theirs
    # Looking whether the branch is ours takes a tree, which nobody sees.
    assert set(sights.writes() - before) <= {"github /repos/my-org/shop/git/trees"}

    stage.digest()
    said = digest_text(sights.messages()[0])
    assert f"A person closed the pull request (1): `{CLOSED}`" in said
    assert f"A person works on the branch (1): `{TAKEN}`" in said
