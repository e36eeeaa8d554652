"""What people have said or begun is left alone."""

from pathlib import Path

import pytest

from scans.model import BlockedBy
from tests.e2e.sights import BY_HAND, REMOVABLE, Sights, branch_of, digest_text
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


def test_what_is_left_is_asked_for_once(stage: Stage, sights: Sights) -> None:
    """A flag that cannot be taken out becomes one issue; closed by a person, it stays closed."""
    stage.start(edit=lambda text: text.replace("[outputs]\n", '[outputs]\nissues = "on"\n'))
    _, outcomes = stage.scan()
    (issue,) = sights.issues()
    assert outcomes[BY_HAND].blocked_by is BlockedBy.NOT_PROVABLE
    assert outcomes[BY_HAND].issue_url == issue["html_url"]
    assert "`web/src/lib/basket.ts:" in issue["body"]
    assert f"- [ ] no line of the repository names `{BY_HAND}`" in issue["body"]

    sights.github("PATCH", f"/issues/{issue['number']}", state="closed")
    before = sights.writes()
    _, outcomes = stage.scan()
    assert outcomes[BY_HAND].issue_url == ""
    assert [each["state"] for each in sights.issues()] == ["closed"]
    assert not sights.writes() - before
