"""A pull request from its branch to its deploy, at the pretend company's GitHub and git server."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import github
import pytest
from github import Auth, InputGitTreeElement
from github.PullRequest import PullRequest
from github.Repository import Repository
from pydantic import SecretStr

from activities.event_sites import aged, event_sites_in_folder
from activities.merged_changes import merged_changes
from clients.git import Git, RepositoryAddress
from clients.github import GitHub, TokenCredentials
from demo.emulators import Emulators, credentials, start
from scans.model import AddedProperty

pytestmark = pytest.mark.requires_server

PATH = "web/src/refund.ts"
CODE = (
    "import posthog from 'posthog-js'\n\nexport function refund(sum: number) {\n"
    "  posthog.capture('order refunded', { sum, reason: 'late' })\n}\n"
)
LINE = 4


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulators]:
    """The pretend company."""
    emulators = start(tmp_path_factory.mktemp("company"))
    yield emulators
    emulators.stop()


@pytest.fixture
def shop(company: Emulators) -> Repository:
    """Its repository, as the team sees it."""
    auth = Auth.Token(credentials.GITHUB_TOKEN)
    api = github.Github(auth=auth, base_url=company.addresses.github_api, seconds_between_writes=0)
    return api.get_repo(credentials.FULL_NAME)


def merge_a_change(shop: Repository) -> PullRequest:
    """Propose the code above on a branch, and merge it."""
    base = shop.get_git_commit(shop.get_git_ref("heads/main").object.sha)
    blob = shop.create_git_blob(CODE, "utf-8")
    entry = InputGitTreeElement(PATH, "100644", "blob", sha=blob.sha)
    tree = shop.create_git_tree([entry], base.tree)
    commit = shop.create_git_commit("Refund orders", tree, [base])
    shop.create_git_ref("refs/heads/refunds", commit.sha)
    pull = shop.create_pull("main", "refunds", title="Refund orders", body="")
    pull.merge()
    return shop.get_pull(pull.number)


async def test_a_change_is_found_aged_and_told_of(
    company: Emulators, shop: Repository, tmp_path: Path
) -> None:
    """Its events and properties, its deploy, the age of its line, and one comment."""
    begun = datetime.now(UTC) - timedelta(minutes=1)
    pull = merge_a_change(shop)
    deployment = shop.create_deployment("main", environment="production")
    deployment.create_status("success")

    token = SecretStr(credentials.GITHUB_TOKEN)
    client = GitHub(company.addresses.github_api, TokenCredentials(token), seconds_between_writes=0)
    git = Git(tmp_path / "cache")
    address = RepositoryAddress(
        name=credentials.FULL_NAME, url=company.addresses.clone_url, token=token
    )
    (change,) = (await merged_changes(git, client, address, begun)).changes
    assert (change.number, change.sha) == (pull.number, pull.merge_commit_sha)
    assert change.events == ("order refunded",)
    assert change.properties == (
        AddedProperty(event="order refunded", name="reason"),
        AddedProperty(event="order refunded", name="sum"),
    )
    assert change.deployed_at is not None
    assert change.deployed_at >= change.merged_at

    async with git.checkout(address) as checkout:
        code = event_sites_in_folder(
            checkout.path, address.name, checkout.sha, wanted=["order refunded"]
        )
    async with git.history(address, begun) as history:
        ages = await history.at(code.sha).line_ages([(PATH, LINE)])
    (site,) = aged(code, ages).sites
    assert site.since is not None
    assert begun <= site.since <= change.merged_at + timedelta(seconds=2)
    assert site.removable

    said = [
        client.comment_once(
            address.name, change.number, body=f"It arrives. {word}", same=lambda b: "arrives" in b
        )
        for word in ("Once", "Twice")
    ]
    assert said[0] == said[1]
    assert [comment.body for comment in pull.get_issue_comments()] == ["It arrives. Once"]
