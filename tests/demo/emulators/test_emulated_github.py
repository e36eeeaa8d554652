"""GitHub as PyGithub sees it, above all where emulate alone would answer otherwise."""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import github
import httpx
import pytest
from github import Auth
from github.GitRef import GitRef
from github.Repository import Repository

from demo.emulators import Emulators, credentials

pytestmark = pytest.mark.requires_server

Propose = Callable[[str], GitRef]


def _connect(company: Emulators, auth: Auth.Auth) -> github.Github:
    return github.Github(auth=auth, base_url=company.addresses.github_api, retry=None)


def _refusal(error: pytest.ExceptionInfo[github.GithubException]) -> str:
    assert error.value.status == HTTPStatus.UNPROCESSABLE_ENTITY
    return str(error.value.data["errors"][0])


def test_a_draft_pull_request_is_opened_labelled_and_found_by_its_branch(
    shop: Repository, propose: Propose
) -> None:
    """The whole way of a proposal: branch, draft, labels, comment, look-up."""
    branch = propose("groundskeeper/stale_flags/whole-way")
    pull = shop.create_pull(
        "main", "groundskeeper/stale_flags/whole-way", title="Remove", body="Why", draft=True
    )
    pull.add_to_labels("groundskeeper", "stale_flags")
    pull.create_issue_comment("Looked at again")

    found = shop.get_pulls(state="open", head="my-org:groundskeeper/stale_flags/whole-way")
    assert [(one.number, one.draft, one.head.sha) for one in found] == [
        (pull.number, True, branch.object.sha)
    ]
    again = shop.get_pull(pull.number)
    assert {label.name for label in again.labels} == {"groundskeeper", "stale_flags"}
    assert [comment.body for comment in again.get_issue_comments()] == ["Looked at again"]


def test_pull_requests_stand_in_the_list_of_issues(shop: Repository, propose: Propose) -> None:
    """GitHub lists both; a filter by state and labels holds for both."""
    propose("among-issues")
    pull = shop.create_pull("main", "among-issues", title="Remove", body="", draft=True)
    pull.add_to_labels("by-hand")
    issue = shop.create_issue("By hand", body="Why", labels=["by-hand"])
    other = shop.create_issue("Something else")
    found = shop.get_issues(state="all", labels=["by-hand"])
    assert [(one.number, "/pull/" in one.html_url) for one in found] == [
        (issue.number, False),
        (pull.number, True),
    ]
    assert other.number in {one.number for one in shop.get_issues()}
    issue.edit(state="closed")
    assert [one.number for one in shop.get_issues(labels=["by-hand"])] == [pull.number]


def test_a_pull_request_knows_its_files_lines_and_commits(
    shop: Repository, propose: Propose
) -> None:
    """Files, counts and commits come from a comparison, with patches."""
    branch = propose("files")
    pull = shop.create_pull("main", "files", title="Files", body="", draft=True)
    shown = shop.get_pull(pull.number)
    files = {file.filename: file for file in pull.get_files()}
    assert files["web/src/new.ts"].patch.endswith("+<b>nuts & bolts</b>")
    assert files["web/src/lib/legacySearch.ts"].status == "removed"
    assert (shown.changed_files, shown.additions, shown.deletions, shown.commits) == (2, 1, 5, 1)
    assert [commit.sha for commit in pull.get_commits()] == [branch.object.sha]


def test_a_pull_request_can_be_read_as_a_diff(
    company: Emulators, shop: Repository, propose: Propose
) -> None:
    """The diff media type gives what `git apply` takes."""
    propose("diff")
    pull = shop.create_pull("main", "diff", title="Diff", body="", draft=True)
    headers = {
        "authorization": f"token {credentials.GITHUB_TOKEN}",
        "accept": "application/vnd.github.diff",
    }
    diff = httpx.get(pull.url, headers=headers).text
    assert diff.startswith("diff --git a/web/src/lib/legacySearch.ts")


def test_a_second_pull_request_for_the_same_branch_is_refused(
    shop: Repository, propose: Propose
) -> None:
    """What makes opening a pull request safe to repeat."""
    propose("twice")
    shop.create_pull("main", "twice", title="Once", body="", draft=True)
    with pytest.raises(github.GithubException) as error:
        shop.create_pull("main", "my-org:twice", title="Twice", body="", draft=True)
    assert "already exists for my-org:twice" in _refusal(error)


def test_a_closed_pull_request_does_not_stand_in_the_way(
    shop: Repository, propose: Propose
) -> None:
    """Only an open one with the same branches counts as the same."""
    propose("again")
    shop.create_pull("main", "again", title="Once", body="").edit(state="closed")
    assert shop.create_pull("main", "again", title="Again", body="").state == "open"


def test_a_pull_request_without_commits_is_refused(shop: Repository) -> None:
    """A branch that is where main is has nothing to propose."""
    main = shop.get_git_ref("heads/main")
    shop.create_git_ref("refs/heads/empty", main.object.sha)
    with pytest.raises(github.GithubException) as error:
        shop.create_pull("main", "empty", title="Nothing", body="", draft=True)
    assert "No commits between main and empty" in _refusal(error)


def test_a_pull_request_from_a_missing_branch_is_refused(shop: Repository) -> None:
    """The branch comes first; nobody makes it on the side."""
    with pytest.raises(github.GithubException) as error:
        shop.create_pull("main", "nowhere", title="Nothing", body="", draft=True)
    assert "'field': 'head'" in _refusal(error)


def test_a_draft_cannot_be_made_ready_by_an_edit(company: Emulators) -> None:
    """That takes GraphQL at GitHub, so it must not work by accident here."""
    answer = httpx.patch(
        f"{company.addresses.github_api}/repos/{credentials.FULL_NAME}/pulls/1",
        headers={"authorization": f"token {credentials.GITHUB_TOKEN}"},
        json={"draft": False},
    )
    assert answer.status_code == HTTPStatus.NOT_IMPLEMENTED
    assert company.failures()[-1].startswith("github PATCH /repos/my-org/shop/pulls/1")


def test_an_open_pull_request_follows_its_branch(shop: Repository, propose: Propose) -> None:
    """A later commit on the branch is the head of the pull request."""
    branch = propose("moving")
    pull = shop.create_pull("main", "moving", title="Moving", body="", draft=True)
    parent = shop.get_git_commit(branch.object.sha)
    newer = shop.create_git_commit("More", parent.tree, [parent])
    branch.edit(newer.sha)
    assert shop.get_pull(pull.number).head.sha == newer.sha


def test_a_reference_can_be_deleted_at_the_address_it_names(
    shop: Repository, propose: Propose
) -> None:
    """PyGithub edits a reference at the `url` of the answer."""
    propose("short-lived").delete()
    with pytest.raises(github.UnknownObjectException):
        shop.get_git_ref("heads/short-lived")


def test_a_pull_request_is_an_issue_too(shop: Repository, propose: Propose) -> None:
    """Labels and comments of a pull request live at its issue."""
    propose("issue")
    pull = shop.create_pull("main", "issue", title="Issue", body="", draft=True)
    assert pull.as_issue().pull_request is not None


def test_an_unknown_token_is_refused(company: Emulators) -> None:
    """Emulate alone would let anybody in as its first user."""
    with pytest.raises(github.BadCredentialsException):
        _connect(company, Auth.Token("ghp_unknown")).get_repo(credentials.FULL_NAME)


def test_a_private_repository_does_not_exist_for_strangers(company: Emulators) -> None:
    """GitHub answers 404 where it could answer 403, so as not to tell."""
    with pytest.raises(github.UnknownObjectException):
        _connect(company, Auth.Token(credentials.READ_ONLY_TOKEN)).get_repo(credentials.FULL_NAME)


def test_the_app_gets_tokens_that_may_write(company: Emulators) -> None:
    """Asking for no particular permissions gives all of the installation's."""
    key = Path(company.addresses.private_key_file).read_text()
    app = github.GithubIntegration(
        auth=Auth.AppAuth(credentials.APP_ID, key), base_url=company.addresses.github_api
    )
    installation = app.get_repo_installation(credentials.OWNER, credentials.REPOSITORY)
    granted = app.get_access_token(installation.id)
    repository = _connect(company, Auth.Token(granted.token)).get_repo(credentials.FULL_NAME)
    assert repository.create_git_blob("app", "utf-8").sha


def test_an_app_token_is_no_user_token(company: Emulators) -> None:
    """A JSON web token, even a made-up one, opens none of the repository's routes."""
    with pytest.raises(github.BadCredentialsException):
        _connect(company, Auth.Token("a.b.c")).get_repo(credentials.FULL_NAME)


def test_an_unknown_route_fails_loudly(company: Emulators) -> None:
    """Nobody mistakes a gap of the emulator for an answer of GitHub's."""
    answer = httpx.get(
        f"{company.addresses.github_api}/repos/{credentials.FULL_NAME}/environments",
        headers={"authorization": f"token {credentials.GITHUB_TOKEN}"},
    )
    assert answer.status_code == HTTPStatus.NOT_IMPLEMENTED
    assert "github_routes.py" in company.failures()[-1]


def test_dates_have_no_fractions_of_a_second(company: Emulators) -> None:
    """GitHub's dates end in whole seconds."""
    answer = httpx.get(
        f"{company.addresses.github_api}/repos/{credentials.FULL_NAME}",
        headers={"authorization": f"token {credentials.GITHUB_TOKEN}"},
    )
    assert "." not in answer.json()["created_at"]


def test_a_commit_knows_the_pull_request_that_brought_it(
    shop: Repository, propose: Propose
) -> None:
    """By the commit of the merge, and by those of the branch; only once it is merged."""
    branch = propose("brings-something")
    pull = shop.create_pull("main", "brings-something", title="Pay", body="")
    before = shop.get_commit(shop.get_branch("main").commit.sha)
    assert list(shop.get_commit(branch.object.sha).get_pulls()) == []
    pull.merge()
    merged = shop.get_pull(pull.number)
    for sha in (merged.merge_commit_sha, branch.object.sha):
        (found,) = shop.get_commit(sha).get_pulls()
        assert (found.number, found.merged_at) == (pull.number, merged.merged_at)
        assert found.merge_commit_sha == merged.merge_commit_sha
    assert pull.number not in {found.number for found in before.get_pulls()}


def test_a_deployment_has_a_commit_and_what_became_of_it(
    shop: Repository, company: Emulators
) -> None:
    """Newest first, of an environment; a start over forgets them."""
    sha = shop.get_branch("main").commit.sha
    first = shop.create_deployment("main", environment="production")
    second = shop.create_deployment(sha, environment="staging")
    assert list(first.get_statuses()) == []
    first.create_status("in_progress")
    first.create_status("success", environment_url="https://shop.example")
    assert [(one.id, one.sha) for one in shop.get_deployments()] == [
        (second.id, sha),
        (first.id, sha),
    ]
    (found,) = shop.get_deployments(environment="production")
    assert (found.production_environment, found.transient_environment) == (True, False)
    assert [status.state for status in found.get_statuses()] == ["success", "in_progress"]
    with pytest.raises(github.GithubException) as unknown:
        shop.create_deployment("no-such-branch")
    assert unknown.value.status == HTTPStatus.CONFLICT
    company.reset()
    assert list(shop.get_deployments()) == []
