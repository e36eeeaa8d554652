"""GitHub, spoken with an implementation that is not ours."""

import itertools
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pytest
from github import Auth, Github, InputGitAuthor, InputGitTreeElement
from github.Repository import Repository
from pydantic import SecretStr

from clients import errors
from clients.github import AppCredentials, BranchTaken, GitHub, TokenCredentials
from tests.clients.emulated import (
    APP_ID,
    GITHUB_TOKEN,
    POWERLESS_TOKEN,
    Emulated,
    emulators,
)

pytestmark = pytest.mark.requires_server

SHOP = "my-org/shop"
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def emulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulated]:
    """Both services, for all tests of this file."""
    with emulators(tmp_path_factory.mktemp("emulate")) as running:
        yield running


def client(emulated: Emulated, token: str = GITHUB_TOKEN) -> GitHub:
    """Return a client that does not wait between writes."""
    credentials = TokenCredentials(SecretStr(token))
    return GitHub(emulated.github, credentials, seconds_between_writes=0)


@pytest.fixture
def github(emulated: Emulated) -> GitHub:
    """The client of a bot that may write."""
    return client(emulated)


@pytest.fixture(params=["token", "app"])
def writer(emulated: Emulated, request: pytest.FixtureRequest) -> GitHub:
    """The same client, signed in either way."""
    if request.param == "token":
        return client(emulated)
    credentials = AppCredentials(APP_ID, SecretStr(emulated.private_key))
    return GitHub(emulated.github, credentials, seconds_between_writes=0)


@pytest.fixture
def branch() -> str:
    """A branch that no other test uses."""
    return f"groundskeeper/stale_flags/flag-{next(_numbers)}"


def base_of(github: GitHub) -> str:
    """Return the latest commit of the default branch."""
    head = github.branch_head(SHOP, "main")
    assert head is not None
    return head


def commit(github: GitHub, branch: str, content: bytes = b"a\n") -> str:
    """Commit one file and return the commit."""
    sha = github.commit_files(
        SHOP,
        branch=branch,
        base_sha=base_of(github),
        files={"src/a.ts": content},
        message="Remove flag a",
    )
    assert isinstance(sha, str)
    return sha


class TestReading:
    """What is known of a repository."""

    def test_a_repository(self, github: GitHub):
        """A repository has a default branch, and may be archived or private."""
        found = github.repository(SHOP)
        assert (found.full_name, found.default_branch) == (SHOP, "main")
        assert (found.private, found.archived) == (False, False)
        assert found.clone_url.endswith("/my-org/shop.git")

    def test_a_repository_that_is_not_there(self, github: GitHub):
        """What GitHub does not show may be gone or hidden: its owner has to look."""
        with pytest.raises(errors.RepositoryMissing, match="my-org/nothing"):
            github.repository("my-org/nothing")

    @pytest.mark.parametrize("name", ["shop", "a/b/c", "my-org/", "../shop", "my-org/shöp", "a/b?"])
    def test_a_name_that_is_none(self, github: GitHub, name: str):
        """A malformed name never becomes part of an address."""
        with pytest.raises(errors.NotFound, match="owner/name"):
            github.repository(name)

    def test_a_branch_that_is_not_there(self, github: GitHub, branch: str):
        """No branch is an answer, not an error."""
        assert github.branch_head(SHOP, branch) is None

    def test_own_login(self, writer: GitHub):
        """Our pull requests can be told from others' by their author."""
        assert writer.login() in {"bot", "groundskeeper[bot]"}


class TestSigningIn:
    """Two kinds of credentials, one client."""

    def test_an_app_finds_its_installation(self, emulated: Emulated, branch: str):
        """The owner of the repository decides which installation speaks, with write permission."""
        credentials = AppCredentials(APP_ID, SecretStr(emulated.private_key))
        app = GitHub(emulated.github, credentials, seconds_between_writes=0)
        assert app.branch_head(SHOP, branch) is None
        assert commit(app, branch) == app.branch_head(SHOP, branch)

    def test_an_app_that_is_not_installed(self, emulated: Emulated):
        """Without an installation nothing of that owner is there."""
        credentials = AppCredentials(APP_ID, SecretStr(emulated.private_key))
        with pytest.raises(errors.RepositoryMissing):
            GitHub(emulated.github, credentials).repository("stranger/other")

    def test_git_gets_a_token(self, writer: GitHub, emulated: Emulated):
        """git reads with a token; an App's is made for reading only."""
        token = writer.installation_token(SHOP).get_secret_value()
        assert token == GITHUB_TOKEN or token not in emulated.private_key

    def test_an_apps_git_token_cannot_write(self, emulated: Emulated, branch: str):
        """What git is given may not change anything."""
        credentials = AppCredentials(APP_ID, SecretStr(emulated.private_key))
        token = GitHub(emulated.github, credentials).installation_token(SHOP)
        reader = client(emulated, token.get_secret_value())
        assert reader.branch_head(SHOP, "main")
        with pytest.raises(errors.ScopeMissing):
            commit(reader, branch)

    def test_a_key_that_is_none(self, emulated: Emulated):
        """A damaged private key is named, never shown."""
        credentials = AppCredentials(APP_ID, SecretStr("-----BEGIN RSA nonsense"))
        with pytest.raises(errors.CredentialsRejected, match="PEM") as caught:
            GitHub(emulated.github, credentials).repository(SHOP)
        assert "nonsense" not in str(caught.value)

    def test_credentials_are_never_shown(self):
        """Their representation is safe to log."""
        shown = repr(TokenCredentials(SecretStr("ghp_x"))) + repr(AppCredentials(1, SecretStr("k")))
        assert "ghp_x" not in shown
        assert "'k'" not in shown

    def test_a_token_without_rights(self, emulated: Emulated, branch: str):
        """A token that may only read cannot commit, and the operator hears of it."""
        with pytest.raises(errors.ScopeMissing):
            commit(client(emulated, POWERLESS_TOKEN), branch)


class TestCommitting:
    """One commit on one branch, made once."""

    def test_the_branch_holds_the_change(self, writer: GitHub, branch: str):
        """The branch is the base and one commit."""
        sha = commit(writer, branch)
        assert writer.branch_head(SHOP, branch) == sha

    def test_twice_is_once(self, github: GitHub, branch: str):
        """The same change again finds the commit of the first time."""
        assert commit(github, branch) == commit(github, branch)

    def test_somebody_elses_change_on_a_taken_branch(
        self, github: GitHub, branch: str, emulated: Emulated
    ):
        """A branch with a person's commit on it is left as it is, even if we pushed it."""
        base = base_of(github)
        with seen_by_pygithub(emulated) as raw:
            element = InputGitTreeElement("src/a.ts", "100644", "blob", content="theirs\n")
            parent = raw.get_git_commit(base)
            tree = raw.create_git_tree([element], base_tree=raw.get_git_tree(parent.tree.sha))
            person = InputGitAuthor("Ann", "ann@example.com", "2026-11-20T09:00:00Z")
            theirs = raw.create_git_commit("Mine", tree, [parent], author=person)
            raw.create_git_ref(f"refs/heads/{branch}", theirs.sha)
        answer = github.commit_files(
            SHOP,
            branch=branch,
            base_sha=base,
            files={"src/a.ts": b"something else\n"},
            message="Remove flag a",
        )
        assert answer == BranchTaken(branch=branch, head_sha=theirs.sha)
        assert github.branch_head(SHOP, branch) == theirs.sha

    def test_a_commit_of_somebody_on_top(self, github: GitHub, branch: str):
        """The right files on another parent are not our commit."""
        first = commit(github, branch)
        onto = github.commit_files(
            SHOP,
            branch=f"{branch}-next",
            base_sha=first,
            files={"b.ts": b"b\n"},
            message="Build on it",
        )
        assert isinstance(onto, str)
        answer = github.commit_files(
            SHOP,
            branch=f"{branch}-next",
            base_sha=base_of(github),
            files={"src/a.ts": b"a\n", "b.ts": b"b\n"},
            message="Build on it",
        )
        assert answer == BranchTaken(branch=f"{branch}-next", head_sha=onto)

    def test_nothing_to_change(self, github: GitHub, branch: str):
        """An empty commit is never made: it would be a mistake of ours."""
        sha = commit(github, branch)
        with pytest.raises(errors.OurFault):
            github.commit_files(
                SHOP,
                branch=f"{branch}-again",
                base_sha=sha,
                files={"src/a.ts": b"a\n"},
                message="Change nothing",
            )
        assert github.branch_head(SHOP, f"{branch}-again") is None

    def test_a_base_that_is_gone(self, github: GitHub, branch: str):
        """A base that was rewritten away leads to no branch."""
        with pytest.raises(errors.BranchMissing, match="gone"):
            github.commit_files(
                SHOP,
                branch=branch,
                base_sha="0" * 40,
                files={"a": b""},
                message="Build on nothing",
            )

    def test_files_can_be_removed_and_hold_any_bytes(
        self, github: GitHub, emulated: Emulated, branch: str
    ):
        """None takes a file away; bytes that are no text arrive unharmed."""
        first = commit(github, branch, b"\xff\x00\r\n")
        second = github.commit_files(
            SHOP,
            branch=f"{branch}-less",
            base_sha=first,
            files={"src/a.ts": None, "src/b.ts": "grün\r\n".encode()},
            message="Remove flag a",
        )
        assert isinstance(second, str)
        assert tree_of(emulated, first) == {"README.md": "100644", "src/a.ts": "100644"}
        assert tree_of(emulated, second) == {"README.md": "100644", "src/b.ts": "100644"}
        assert blob(emulated, first, "src/a.ts") == b"\xff\x00\r\n"
        assert blob(emulated, second, "src/b.ts") == "grün\r\n".encode()

    def test_an_executable_stays_one(self, github: GitHub, emulated: Emulated, branch: str):
        """A file keeps its mode, however deep it lies, unless another is asked for."""
        path = "tools/bin/run.sh"
        first = github.commit_files(
            SHOP,
            branch=branch,
            base_sha=base_of(github),
            files={path: b"#!/bin/sh\n"},
            message="Add a script",
            modes={path: "100755"},
        )
        assert isinstance(first, str)
        second = github.commit_files(
            SHOP,
            branch=f"{branch}-edit",
            base_sha=first,
            files={path: b"#!/bin/sh\ntrue\n"},
            message="Edit the script",
        )
        assert isinstance(second, str)
        assert tree_of(emulated, second)[path] == "100755"

    def test_a_link_is_never_written(self, github: GitHub, branch: str):
        """A path that is a link or a submodule is refused before anything is made."""
        with pytest.raises(errors.OurFault, match="not a regular file"):
            github.commit_files(
                SHOP,
                branch=branch,
                base_sha=base_of(github),
                files={"link": b"/etc/passwd"},
                message="Add a link",
                modes={"link": "120000"},
            )


class TestPullRequests:
    """Opened once, found again, kept up to date."""

    def open(self, github: GitHub, branch: str, title: str = "Remove flag a"):
        """Open a pull request for a branch."""
        return github.open_pull_request(
            SHOP,
            branch=branch,
            base="main",
            title=title,
            body="Because.\r\n",
            labels=["groundskeeper", branch.rpartition("/")[2]],
        )

    def test_it_is_opened_as_a_labelled_draft(self, writer: GitHub, branch: str):
        """A pull request is a draft and carries its labels, which are made if they are new."""
        sha = commit(writer, branch)
        pull = self.open(writer, branch)
        assert (pull.state, pull.draft, pull.merged) == ("open", True, False)
        assert (pull.head_branch, pull.head_sha, pull.head_repository) == (branch, sha, SHOP)
        assert pull.base_branch == "main"
        assert pull.author == writer.login()
        assert set(pull.labels) == {"groundskeeper", branch.rpartition("/")[2]}
        found = writer.pull_requests_of_branch(SHOP, branch)
        assert [set(again.labels) for again in found] == [set(pull.labels)]

    def test_twice_is_once(self, github: GitHub, branch: str):
        """A second attempt finds the pull request of the first."""
        commit(github, branch)
        first = self.open(github, branch)
        second = self.open(github, branch, title="Another title")
        assert (second.number, second.title) == (first.number, first.title)
        assert len(github.pull_requests_of_branch(SHOP, branch)) == 1

    def test_a_closed_one_is_still_found(self, github: GitHub, branch: str):
        """Who asks for the pull requests of a branch sees closed ones too."""
        commit(github, branch)
        pull = self.open(github, branch)
        github.close(SHOP, pull.number)
        github.close(SHOP, pull.number)
        found = github.pull_requests_of_branch(SHOP, branch)
        assert [(p.number, p.state, p.merged) for p in found] == [(pull.number, "closed", False)]
        assert found[0].closed_at is not None
        assert pull.number not in {p.number for p in github.open_pull_requests(SHOP)}

    def test_every_page_is_read(self, github: GitHub, branch: str):
        """A repository with more pull requests than fit on a page is read to the end."""
        known = len(github.open_pull_requests(SHOP))
        for number in range(101 - known):
            commit(github, f"{branch}-{number}", f"{number}\n".encode())
            github.open_pull_request(
                SHOP, branch=f"{branch}-{number}", base="main", title="Page", body=""
            )
        assert len(github.open_pull_requests(SHOP)) == 101

    def test_a_competitor_is_found_by_its_words(self, github: GitHub, branch: str):
        """The exact key in a title is somebody else's work on the same flag."""
        key = branch.rpartition("/")[2]
        commit(github, f"people/{key}")
        pull = self.open(github, f"people/{key}", title=f"Drop {key}.")
        found = github.competing_pull_request(SHOP, key, branch)
        assert found is not None
        assert (found.pull_request.number, found.found_in) == (pull.number, "title")
        assert github.competing_pull_request(SHOP, key, f"people/{key}") is None
        assert github.competing_pull_request(SHOP, f"{key}-x", branch) is None


@contextmanager
def seen_by_pygithub(emulated: Emulated) -> Generator[Repository, None, None]:
    """Give the repository as the library sees it, to look at what was really written."""
    auth = Auth.Token(GITHUB_TOKEN)
    with Github(auth=auth, base_url=emulated.github, seconds_between_requests=0) as api:
        yield api.get_repo(SHOP)


def tree_of(emulated: Emulated, sha: str) -> dict[str, str]:
    """Return the mode of every file of a commit."""
    with seen_by_pygithub(emulated) as repository:
        tree = repository.get_git_tree(sha, recursive=True).tree
        return {entry.path: entry.mode for entry in tree if entry.type == "blob"}


def blob(emulated: Emulated, sha: str, path: str) -> bytes:
    """Return the bytes of one file of a commit."""
    with seen_by_pygithub(emulated) as repository:
        found = repository.get_contents(path, ref=sha)
        assert not isinstance(found, list)
        return found.decoded_content
