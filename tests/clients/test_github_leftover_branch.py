"""A branch that an attempt left behind, on a GitHub where the base has moved on since."""

from collections.abc import Generator
from pathlib import Path

import github
import pytest
from github.Repository import Repository
from pydantic import SecretStr

from clients.github import BranchTaken, GitHub, TokenCredentials
from demo import emulators
from demo.emulators.credentials import FULL_NAME, GITHUB_TOKEN

pytestmark = pytest.mark.requires_server

BRANCH = "groundskeeper/stale_flags/old"


@pytest.fixture
def company(tmp_path: Path) -> Generator[emulators.Emulators]:
    """GitHub and git of the pretend company."""
    running = emulators.start(tmp_path)
    try:
        yield running
    finally:
        running.stop()


def _client(company: emulators.Emulators) -> GitHub:
    credentials = TokenCredentials(SecretStr(GITHUB_TOKEN))
    return GitHub(company.addresses.github_api, credentials, seconds_between_writes=0)


def _commit(client: GitHub, branch: str, base: str, name: str = "README.md") -> str | BranchTaken:
    files: dict[str, bytes | None] = {name: b"# Hazelnut\n"}
    return client.commit_files(
        FULL_NAME, branch=branch, base_sha=base, files=files, message="Remove flag old"
    )


def _head(client: GitHub, branch: str) -> str:
    head = client.branch_head(FULL_NAME, branch)
    assert head
    return head


def _move_main(company: emulators.Emulators, base: str) -> str:
    raw = github.Github(
        auth=github.Auth.Token(GITHUB_TOKEN), base_url=company.addresses.github_api, retry=None
    )
    repository = raw.get_repo(FULL_NAME)
    commit = repository.get_git_commit(base)
    element = github.InputGitTreeElement("NEWS.md", "100644", "blob", content="news\n")
    tree = repository.create_git_tree([element], base_tree=repository.get_git_tree(commit.tree.sha))
    moved = repository.create_git_commit("Add news", tree, [commit])
    _point(repository, "main", moved.sha)
    return moved.sha


def _point(repository: Repository, branch: str, sha: str) -> None:
    reference = repository.get_git_ref(f"heads/{branch}")
    assert reference.object.sha != sha
    reference.edit(sha)


def test_our_own_leftover_moves_to_the_new_base(company: emulators.Emulators) -> None:
    """An attempt that died before its pull request does not block the finding for ever."""
    client = _client(company)
    base = _head(client, "main")
    left = _commit(client, BRANCH, base)
    moved = _move_main(company, base)
    made = _commit(client, BRANCH, moved)
    assert isinstance(made, str)
    assert made != left
    assert _head(client, BRANCH) == made
    opened = client.open_pull_request(
        FULL_NAME, branch=BRANCH, base="main", title="Remove flag old", body=""
    )
    assert opened.head_sha == made


def test_a_branch_with_more_on_it_is_left_alone(company: emulators.Emulators) -> None:
    """Somebody else's commit on our branch makes it theirs, whatever the base did."""
    client = _client(company)
    base = _head(client, "main")
    assert isinstance(_commit(client, BRANCH, base), str)
    raw = github.Github(
        auth=github.Auth.Token(GITHUB_TOKEN), base_url=company.addresses.github_api, retry=None
    )
    repository = raw.get_repo(FULL_NAME)
    ours = repository.get_git_commit(_head(client, BRANCH))
    person = github.InputGitAuthor("Ann", "ann@hazelnut.example", "2026-11-20T09:00:00Z")
    theirs = repository.create_git_commit(
        "Keep one thing", repository.get_git_tree(ours.tree.sha), [ours], author=person
    )
    _point(repository, BRANCH, theirs.sha)
    taken = _commit(client, BRANCH, _move_main(company, base))
    assert isinstance(taken, BranchTaken)
    assert _head(client, BRANCH) == theirs.sha
