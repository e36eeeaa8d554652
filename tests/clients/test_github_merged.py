"""What was merged and deployed, and what is said about it once."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from github import Auth, Github
from github.Repository import Repository
from pydantic import SecretStr

from clients import errors
from clients.github import AppCredentials, Comment, GitHub, TokenCredentials
from tests.clients.emulated import APP_ID, GITHUB_TOKEN, Emulated, emulators
from tests.clients.scripted_server import Answer, ScriptedServer, scripted_server

pytestmark = pytest.mark.requires_server

SHOP = "my-org/shop"
REPOSITORY = f"/repos/{SHOP}"
SINCE = datetime(2026, 11, 1, tzinfo=UTC)
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def emulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulated]:
    """GitHub, for all tests of this file."""
    with emulators(tmp_path_factory.mktemp("emulate")) as running:
        yield running


@pytest.fixture
def bot(emulated: Emulated) -> GitHub:
    """A client that signs in with a token."""
    credentials = TokenCredentials(SecretStr(GITHUB_TOKEN))
    return GitHub(emulated.github, credentials, seconds_between_writes=0)


@pytest.fixture
def app(emulated: Emulated) -> GitHub:
    """A client that signs in as an App."""
    credentials = AppCredentials(APP_ID, SecretStr(emulated.private_key))
    return GitHub(emulated.github, credentials, seconds_between_writes=0)


@pytest.fixture(params=["bot", "app"])
def writer(request: pytest.FixtureRequest) -> GitHub:
    """Each of them in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def shop(emulated: Emulated) -> Iterator[Repository]:
    """The repository as a person sees it."""
    auth = Auth.Token(GITHUB_TOKEN)
    with Github(auth=auth, base_url=emulated.github, seconds_between_writes=0) as api:
        yield api.get_repo(SHOP)


@pytest.fixture
def number(shop: Repository) -> int:
    """Something of its own to comment on: GitHub numbers issues and pull requests alike."""
    return shop.create_issue(f"Pay {next(_numbers)}").number


def told(client: GitHub, number: int, body: str, key: str) -> Comment:
    """Say something once; the key stands in it."""
    return client.comment_once(SHOP, number, body=f"{body} [{key}]", same=lambda b: key in b)


class TestCommentOnce:
    """One comment for one thing to say."""

    def test_it_is_written_and_found_again(
        self, writer: GitHub, shop: Repository, number: int
    ) -> None:
        """The second time nothing is written, and the words stay."""
        first = told(writer, number, "it arrives", "paid")
        again = told(writer, number, "it arrived", "paid")
        assert again == first
        assert first.author == writer.login()
        assert first.body == "it arrives [paid]"
        assert str(number) in first.url
        assert [c.body for c in shop.get_issue(number).get_comments()] == [first.body]

    def test_another_thing_is_another_comment(self, writer: GitHub, number: int) -> None:
        """Each key has its own."""
        assert told(writer, number, "arrives", "a").url != told(writer, number, "arrives", "b").url

    def test_what_somebody_else_copied_does_not_count(
        self, app: GitHub, bot: GitHub, number: int
    ) -> None:
        """Anybody can write our words."""
        assert told(bot, number, "copied", "paid") != told(app, number, "ours", "paid")

    def test_it_is_found_behind_many_others(
        self, bot: GitHub, shop: Repository, number: int
    ) -> None:
        """A discussion may be longer than a page."""
        first = told(bot, number, "ours", "paid")
        issue = shop.get_issue(number)
        for each in range(101):
            issue.create_comment(f"word {each}")
        late = told(bot, number, "late", "late")
        assert told(bot, number, "ours", "paid") == first
        assert told(bot, number, "late", "late") == late


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """A server that stands for GitHub."""
    with scripted_server() as running:
        yield running


@pytest.fixture
def github(server: ScriptedServer) -> GitHub:
    """A client of that server."""
    credentials = TokenCredentials(SecretStr("ghp_merged"))
    return GitHub(server.url, credentials, seconds_between_writes=0)


def pull(number: int, **changes: Any) -> dict[str, Any]:
    """Return a pull request as GitHub lists it."""
    return {
        "html_url": f"https://github.com/{SHOP}/pull/{number}",
        "number": number,
        "state": "closed",
        "draft": False,
        "title": "Pay",
        "body": None,
        "head": {"ref": "topic", "sha": "a" * 40, "repo": {"full_name": SHOP}},
        "base": {"ref": "main", "sha": "b" * 40, "repo": {"full_name": SHOP}},
        "user": {"login": "robin"},
        "labels": [],
        "created_at": "2026-11-01T10:00:00Z",
        "closed_at": "2026-11-02T10:00:00Z",
        "merged_at": "2026-11-02T10:00:00Z",
        "merge_commit_sha": "c" * 40,
        **changes,
    }


class TestMergedPullRequest:
    """Which pull request brought a commit."""

    def asked(self, github: GitHub, server: ScriptedServer, *pulls: dict[str, Any]) -> Any:
        """Ask about the commit `c…` that came with some pull requests."""
        server.on(f"GET {REPOSITORY}/commits/{'c' * 40}/pulls", Answer(200, list(pulls)))
        return github.merged_pull_request(SHOP, "c" * 40)

    def test_it_is_read_with_one_request(self, github: GitHub, server: ScriptedServer) -> None:
        """Where its merge left the branch, and when."""
        found = self.asked(github, server, pull(7))
        assert (found.number, found.merge_sha, found.author) == (7, "c" * 40, "robin")
        assert found.merged_at == datetime(2026, 11, 2, 10, tzinfo=UTC)
        assert len(server.asked) == 1

    def test_one_that_is_open_brought_nothing(self, github: GitHub, server: ScriptedServer) -> None:
        """Its trial merge is on no branch."""
        assert self.asked(github, server, pull(7, state="open", merged_at=None)) is None

    def test_none_at_all(self, github: GitHub, server: ScriptedServer) -> None:
        """The commit was pushed."""
        assert self.asked(github, server) is None

    def test_of_several_the_one_whose_merge_it_is(
        self, github: GitHub, server: ScriptedServer
    ) -> None:
        """A commit may have come to another branch first; else the first one counts."""
        other = pull(3, merge_commit_sha="d" * 40)
        assert self.asked(github, server, other, pull(7)).number == 7
        assert self.asked(github, server, pull(9, merge_commit_sha="e" * 40), other).number == 3


def deployment(server: ScriptedServer, number: int, **changes: Any) -> dict[str, Any]:
    """Return a deployment as GitHub lists it, which was a success."""
    url = f"{server.url}{REPOSITORY}/deployments/{number}"
    status = {"state": "success", "created_at": "2026-11-03T10:05:00Z", "environment_url": ""}
    server.on(f"GET {REPOSITORY}/deployments/{number}/statuses", Answer(200, [status]))
    return {
        "id": number,
        "url": url,
        "statuses_url": f"{url}/statuses",
        "sha": "c" * 40,
        "environment": "production",
        "production_environment": False,
        "transient_environment": False,
        "created_at": "2026-11-03T10:00:00Z",
        **changes,
    }


class TestDeploys:
    """What went live."""

    @pytest.mark.parametrize(
        ("changes", "is_live"),
        [
            ({}, True),
            ({"environment": "Production (eu)"}, True),
            ({"environment": "prod"}, True),
            ({"environment": "live"}, True),
            ({"environment": "web-prod-2"}, True),
            ({"environment": "main"}, False),
            ({"environment": "main", "production_environment": True}, True),
            ({"environment": "staging"}, False),
            ({"environment": "product-preview"}, False),
            ({"environment": "reproduction"}, False),
            ({"environment": "delivery"}, False),
            ({"transient_environment": True}, False),
        ],
    )
    def test_only_what_people_use_counts(
        self, github: GitHub, server: ScriptedServer, changes: dict[str, Any], is_live: bool
    ) -> None:
        """By GitHub's own mark, or by the name of the environment."""
        listed = [deployment(server, 1, **changes)]
        server.on(f"GET {REPOSITORY}/deployments", Answer(200, listed))
        assert len(github.deploys(SHOP, SINCE)) == is_live
        assert len(server.asked) == 1 + is_live

    def test_what_failed_or_is_old_is_left_out(
        self, github: GitHub, server: ScriptedServer
    ) -> None:
        """And an old one costs no further request."""
        listed = [
            deployment(server, 3),
            deployment(server, 2),
            deployment(server, 1, created_at="2026-10-03T10:00:00Z"),
        ]
        failed = {"state": "failure", "created_at": "2026-11-03T10:05:00Z"}
        server.on(f"GET {REPOSITORY}/deployments/3/statuses", Answer(200, [failed]))
        server.on(f"GET {REPOSITORY}/deployments", Answer(200, listed))
        (found,) = github.deploys(SHOP, SINCE)
        assert (found.sha, found.environment, found.repository) == ("c" * 40, "production", SHOP)
        assert found.at == datetime(2026, 11, 3, 10, 5, tzinfo=UTC)
        assert len(server.asked) == 3

    def test_only_so_many_are_asked_about(self, github: GitHub, server: ScriptedServer) -> None:
        """Some teams deploy every minute."""
        server.on(
            f"GET {REPOSITORY}/deployments",
            Answer(200, [deployment(server, number) for number in range(50)]),
        )
        assert len(github.deploys(SHOP, SINCE)) == 20
        assert len(server.asked) == 21

    def test_a_refusal_says_what_is_missing(self, github: GitHub, server: ScriptedServer) -> None:
        """Few Apps are given this permission."""
        refusal = Answer(
            403,
            {"message": "Resource not accessible by integration"},
            {"x-accepted-github-permissions": "deployments=read"},
        )
        server.on(f"GET {REPOSITORY}/deployments", refusal)
        with pytest.raises(errors.ScopeMissing, match="deployments=read"):
            github.deploys(SHOP, SINCE)

    def test_an_app_without_the_permission_can_do_everything_else(
        self, app: GitHub, number: int
    ) -> None:
        """The permission is asked for apart, and its refusal is nothing to wait for."""
        with pytest.raises(errors.ClientError) as refused:
            app.deploys(SHOP, SINCE)
        assert not refused.value.temporary
        assert told(app, number, "still here", "still").author == app.login()
