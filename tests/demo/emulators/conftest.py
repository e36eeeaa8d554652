"""The pretend company, started once and brought back to its start for every module."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import github
import pytest
from github import Auth, InputGitTreeElement
from github.GitRef import GitRef
from github.Repository import Repository
from slack_sdk import WebClient

from demo.emulators import Emulators, credentials, start

Propose = Callable[[str], GitRef]


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulators]:
    """One process tree for the whole run."""
    emulators = start(tmp_path_factory.mktemp("emulators"))
    yield emulators
    emulators.stop()


@pytest.fixture(scope="module")
def company(running: Emulators) -> Emulators:
    """The emulators without anything that another module did."""
    running.reset()
    return running


@pytest.fixture(scope="module")
def api(company: Emulators) -> github.Github:
    """PyGithub as the bot, without waiting and without repeating."""
    return github.Github(
        auth=Auth.Token(credentials.GITHUB_TOKEN),
        base_url=company.addresses.github_api,
        retry=None,
        seconds_between_requests=0,
        seconds_between_writes=0,
    )


@pytest.fixture(scope="module")
def shop(api: github.Github) -> Repository:
    """The sample repository as the API shows it."""
    return api.get_repo(credentials.FULL_NAME)


@pytest.fixture(scope="module")
def slack(company: Emulators) -> Any:
    """slack_sdk as the bot, without repeating. `Any`, because its answers carry no types."""
    return WebClient(
        credentials.SLACK_TOKEN, base_url=company.addresses.slack_api, retry_handlers=[]
    )


@pytest.fixture(scope="module")
def propose(shop: Repository) -> Propose:
    """Makes a branch with one commit on top of main through the Git Data API."""

    def make(branch: str) -> GitRef:
        base = shop.get_git_commit(shop.get_git_ref("heads/main").object.sha)
        blob = shop.create_git_blob("<b>nuts & bolts</b>\n", "utf-8")
        entries = [
            InputGitTreeElement("web/src/new.ts", "100644", "blob", sha=blob.sha),
            InputGitTreeElement("web/src/lib/legacySearch.ts", "100644", "blob", sha=None),
        ]
        tree = shop.create_git_tree(entries, base.tree)
        commit = shop.create_git_commit(f"Change {branch}", tree, [base])
        return shop.create_git_ref(f"refs/heads/{branch}", commit.sha)

    return make


@pytest.fixture
def clone_url(company: Emulators) -> str:
    """The address for the git program, with the token in it."""
    return company.addresses.clone_url.replace(
        "://", f"://x-access-token:{credentials.GITHUB_TOKEN}@"
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that does not exist yet."""
    return tmp_path / "checkout"
