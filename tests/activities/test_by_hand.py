"""What cannot be taken out is handed to people: shown, opened once, and left to their answer."""

from collections.abc import Iterator
from pathlib import Path

import github
import pytest
from github.Repository import Repository
from pydantic import SecretStr

from activities.by_hand import Desk, hand_over
from clients.capture import CaptureFile
from clients.errors import ClientError
from clients.github import GitHub, TokenCredentials
from demo import emulators
from demo.emulators.credentials import FULL_NAME, GITHUB_TOKEN
from demo.emulators.faults import Fault
from messages.cleanup_issue import IssueText, cleanup_issue
from messages.github_body import Origin
from scans.model import BlockedBy, CleanupOutcome, Finding, LeftSite, Removal
from scans.model.action import OutputMode
from tests.clients.scripted_server import Answer, scripted_server

LEFT = Removal(
    flag="new-nav",
    value=True,
    outcome="left",
    left=(LeftSite(file="src/nav.ts", line=4, reason="value is passed on"),),
)


def finding(evidence: str = "00") -> Finding:
    """A finding whose removal left everything."""
    return Finding(
        fingerprint=f"stale_flags:new-nav:{evidence}",
        scan="stale_flags",
        subject="new-nav",
        verdict="fully_rolled_out",
        fixed_value=True,
        confidence=0.9,
        reason="It has served true to everyone for 90 days.",
    )


def text_of(found: Finding, removal: Removal = LEFT) -> IssueText | None:
    """The brief about a finding."""
    workflow = "cleanup:my-org/shop:stale_flags:new-nav"
    return cleanup_issue(found, removal, Origin(FULL_NAME, "5f0c7a1e" * 5, workflow, None))


def handed(desk: Desk, found: Finding | None = None) -> CleanupOutcome:
    """Hand a finding over."""
    found = found or finding()
    outcome = CleanupOutcome(
        repository=FULL_NAME,
        subject=found.subject,
        fingerprint=found.fingerprint,
        blocked_by=BlockedBy.NOT_PROVABLE,
        detail="value is passed on",
        left=LEFT.left,
    )
    return hand_over(desk, outcome, found, LEFT, text_of(found))


@pytest.fixture
def capture(tmp_path: Path) -> CaptureFile:
    """An empty capture file."""
    return CaptureFile(tmp_path / "capture.jsonl")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[emulators.Emulators]:
    """GitHub of the pretend company."""
    running = emulators.start(tmp_path_factory.mktemp("company"))
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture
def shop(company: emulators.Emulators) -> Repository:
    """The repository as a person sees it, without anything that another test did."""
    company.reset()
    return github.Github(
        auth=github.Auth.Token(GITHUB_TOKEN),
        base_url=company.addresses.github_api,
        retry=None,
        seconds_between_writes=0,
    ).get_repo(FULL_NAME)


@pytest.fixture
def desk(company: emulators.Emulators, capture: CaptureFile) -> Desk:
    """A desk that really opens issues."""
    credentials = TokenCredentials(SecretStr(GITHUB_TOKEN))
    client = GitHub(company.addresses.github_api, credentials, seconds_between_writes=0)
    return Desk("on", client, capture)


def issues(shop: Repository) -> list[tuple[str, str]]:
    """Every issue there ever was: title and state."""
    return [(issue.title, issue.state) for issue in shop.get_issues(state="all")]


TITLE = "Remove flag new-nav by hand (always true)"


@pytest.mark.requires_server
def test_an_issue_is_opened_once(shop: Repository, desk: Desk, capture: CaptureFile) -> None:
    """A replay finds the first attempt's issue; why there is no pull request stays as it was."""
    first, again = handed(desk), handed(desk)
    assert issues(shop) == [(TITLE, "open")]
    assert first == again
    assert first.issue_url.endswith(f"/issues/{next(iter(shop.get_issues())).number}")
    assert (first.blocked_by, first.detail) == (BlockedBy.NOT_PROVABLE, "value is passed on")
    assert capture.read().records == ()


@pytest.mark.requires_server
def test_an_answer_that_was_lost_is_found_again(
    company: emulators.Emulators, shop: Repository, desk: Desk
) -> None:
    """The issue was made and nobody heard of it: the next attempt makes no second one."""
    company.order(Fault(service="github", method="POST", path="*/issues", kind="half_body"))
    with pytest.raises(ClientError) as lost:
        handed(desk)
    assert lost.value.temporary
    assert handed(desk).issue_url
    assert issues(shop) == [(TITLE, "open")]


@pytest.mark.requires_server
def test_what_a_person_closed_stays_closed(shop: Repository, desk: Desk) -> None:
    """Closing is an answer to this evidence: no second issue, and none is pointed at."""
    handed(desk)
    next(iter(shop.get_issues())).edit(state="closed")
    assert handed(desk).issue_url == ""
    assert issues(shop) == [(TITLE, "closed")]


@pytest.mark.requires_server
def test_other_evidence_asks_again_only_after_an_answer(shop: Repository, desk: Desk) -> None:
    """While an issue is open it is the one, and its words stay; closed, it answered to its own."""
    first = handed(desk)
    shown = next(iter(shop.get_issues())).body
    assert handed(desk, finding("11")).issue_url == first.issue_url
    (issue,) = shop.get_issues()
    assert issue.body == shown
    issue.edit(state="closed")
    assert handed(desk, finding("11")).issue_url not in ("", first.issue_url)
    assert sorted(state for _, state in issues(shop)) == ["closed", "open"]


@pytest.mark.requires_server
def test_a_pull_request_with_the_same_marker_is_not_the_issue(shop: Repository, desk: Desk) -> None:
    """The list of issues holds pull requests too, with our labels and our marker."""
    text = text_of(finding())
    assert text is not None
    head = shop.get_branch("main").commit
    tree = shop.create_git_tree(
        [github.InputGitTreeElement("NOTES.md", "100644", "blob", content="x")],
        base_tree=head.commit.tree,
    )
    commit = shop.create_git_commit("x", tree, [head.commit])
    shop.create_git_ref("refs/heads/groundskeeper/x", commit.sha)
    pull = shop.create_pull("main", "groundskeeper/x", title="x", body=text.body, draft=True)
    pull.add_to_labels(*text.labels)
    assert "/issues/" in handed(desk).issue_url


def test_preview_shows_what_would_be_opened(capture: CaptureFile) -> None:
    """Title, body and labels word by word, once however often it is looked at."""
    desk = Desk("preview", None, capture)
    outcome = handed(desk)
    assert handed(desk) == outcome
    (record,) = capture.read().records
    text = text_of(finding())
    assert text is not None
    assert (record.output, record.operation, record.target) == ("issues", "open_issue", FULL_NAME)
    assert record.payload == text.model_dump(mode="json")
    assert (outcome.issue_url, outcome.blocked_by) == ("", BlockedBy.NOT_PROVABLE)


@pytest.mark.parametrize("mode", ["off", "preview", "on"])
def test_without_a_text_nothing_is_done(capture: CaptureFile, mode: OutputMode) -> None:
    """A key that may not stand in a brief is not written anywhere, in no mode."""
    outcome = CleanupOutcome(repository=FULL_NAME, subject="a b", fingerprint="f")
    removal = LEFT.model_copy(update={"flag": "a b"})
    assert hand_over(Desk(mode, None, capture), outcome, finding(), removal, None) is outcome
    assert capture.read().records == ()


def test_off_is_off(capture: CaptureFile) -> None:
    """Neither GitHub nor the capture file hears of it."""
    assert handed(Desk("off", None, capture)).issue_url == ""
    assert capture.read().records == ()


def test_a_repository_without_issues_is_told_and_nothing_fails(capture: CaptureFile) -> None:
    """The outcome says that nobody was told, and why; the finding is not lost over it."""
    with scripted_server() as server:
        label = Answer(body={"name": "x", "color": "c"})
        server.answers = {
            "GET /user": [Answer(body={"login": "bot"})],
            f"GET /repos/{FULL_NAME}/labels/groundskeeper": [label],
            f"GET /repos/{FULL_NAME}/labels/stale_flags": [label],
            f"GET /repos/{FULL_NAME}/issues": [
                Answer(410, body={"message": "Issues has been disabled in this repository."})
            ],
        }
        client = GitHub(server.url, TokenCredentials(SecretStr("x")), seconds_between_writes=0)
        outcome = handed(Desk("on", client, capture))
    assert outcome.detail.startswith("value is passed on; no issue says so: ")
    assert "disabled" in outcome.detail
    assert outcome.blocked_by is BlockedBy.NOT_PROVABLE
