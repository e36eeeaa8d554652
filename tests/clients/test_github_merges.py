"""Which pull request a commit came with, who let it in, and what was live before."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import SecretStr

from clients.github import GitHub, Responsible, TokenCredentials
from scans.model import Deploy
from tests.clients.scripted_server import Answer, ScriptedServer, scripted_server

pytestmark = pytest.mark.requires_server

SHOP = "my-org/shop"
REPOSITORY = f"/repos/{SHOP}"
SHA = "c" * 40


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """A server that stands for GitHub."""
    with scripted_server() as running:
        yield running


@pytest.fixture
def github(server: ScriptedServer) -> GitHub:
    """A client of that server."""
    credentials = TokenCredentials(SecretStr("ghp_suspects"))
    return GitHub(server.url, credentials, seconds_between_writes=0)


def pull(number: int, **changes: Any) -> dict[str, Any]:
    """Return a merged pull request as GitHub lists it."""
    side = {"ref": "main", "sha": "b" * 40, "repo": {"full_name": SHOP}}
    return {
        "html_url": f"https://github.com/{SHOP}/pull/{number}",
        "number": number,
        "state": "closed",
        "draft": False,
        "title": "Pay",
        "body": None,
        "head": side,
        "base": side,
        "user": {"login": "robin"},
        "labels": [],
        "created_at": "2026-11-01T10:00:00Z",
        "closed_at": "2026-11-02T10:00:00Z",
        "merged_at": "2026-11-02T10:00:00Z",
        "merge_commit_sha": SHA,
        **changes,
    }


class TestPullRequestOf:
    """Only one that was certainly merged with a commit counts."""

    @pytest.mark.parametrize(
        ("pulls", "number"),
        [
            ([], None),
            ([pull(7)], 7),
            ([pull(7, merged_at=None)], None),
            ([pull(7, merge_commit_sha="d" * 40)], 7),
            ([pull(3, merge_commit_sha="d" * 40), pull(7)], 7),
            ([pull(3, merge_commit_sha="d" * 40), pull(7, merge_commit_sha="e" * 40)], None),
        ],
    )
    def test_of_several_none_but_the_one_whose_merge_it_is(
        self, github: GitHub, server: ScriptedServer, pulls: list[Any], number: int | None
    ) -> None:
        """Where nothing tells two apart, neither may be named."""
        server.on(f"GET {REPOSITORY}/commits/{SHA}/pulls", Answer(200, pulls))
        found = github.pull_request_of(SHOP, SHA)
        assert (found.number if found else None) == number


PERSON = {"login": "kim", "type": "User"}
BOT = {"login": "merge-queue[bot]", "type": "Bot"}


class TestResponsible:
    """The person behind a program's pull request."""

    @pytest.mark.parametrize(
        ("reviews", "changes", "expected"),
        [
            ([("APPROVED", PERSON)], {"merged_by": BOT}, ("kim", "approved it")),
            ([("COMMENTED", PERSON)], {"merged_by": BOT}, None),
            ([("APPROVED", BOT)], {"merged_by": PERSON}, ("kim", "merged it")),
            (
                [],
                {"merged_by": BOT, "auto_merge": {"enabled_by": PERSON}},
                ("kim", "switched its automatic merge on"),
            ),
            ([], {"merged_by": BOT, "auto_merge": None}, None),
            ([("APPROVED", None)], {"merged_by": None}, None),
        ],
    )
    def test_who_approved_comes_before_who_merged(
        self,
        github: GitHub,
        server: ScriptedServer,
        reviews: list[tuple[str, Any]],
        changes: dict[str, Any],
        expected: tuple[str, str] | None,
    ) -> None:
        """And a program is never the answer."""
        address = f"{server.url}{REPOSITORY}/pulls/7"
        server.on(f"GET {REPOSITORY}/pulls/7", Answer(200, pull(7, url=address, **changes)))
        listed = [{"state": state, "user": user} for state, user in reviews]
        server.on(f"GET {REPOSITORY}/pulls/7/reviews", Answer(200, listed))
        found = github.responsible(SHOP, 7)
        assert found == (Responsible(login=expected[0], did=expected[1]) if expected else None)


def deployment(server: ScriptedServer, number: int, day: int, state: str) -> dict[str, Any]:
    """Return a deployment as GitHub lists it, with its status."""
    url = f"{server.url}{REPOSITORY}/deployments/{number}"
    status = {
        "state": state,
        "created_at": f"2026-11-{day:02}T10:05:00Z",
        "environment_url": "",
        "log_url": f"https://ci.example/runs/{number}",
    }
    server.on(f"GET {REPOSITORY}/deployments/{number}/statuses", Answer(200, [status]))
    return {
        "id": number,
        "url": url,
        "statuses_url": f"{url}/statuses",
        "sha": f"{number}" * 40,
        "environment": "live-eu",
        "created_at": f"2026-11-{day:02}T10:00:00Z",
    }


def test_only_successful_deploys_before_this_one_were_live(
    github: GitHub, server: ScriptedServer
) -> None:
    """Newest first, each with its run; neither itself nor what failed or came later."""
    listed = [
        deployment(server, 9, 20, "success"),
        deployment(server, 8, 12, "success"),
        deployment(server, 7, 11, "failure"),
        deployment(server, 6, 10, "success"),
        deployment(server, 5, 9, "success"),
    ]
    server.on(f"GET {REPOSITORY}/deployments", Answer(200, listed))
    at = datetime(2026, 11, 12, 10, 6, tzinfo=UTC)
    went = Deploy(environment="live-eu", sha="8" * 40, id="8", at=at, source="github.deployments")
    found = github.deploys_before(SHOP, went)
    assert [each.sha[0] for each in found] == ["6", "5"]
    assert found[0].url == "https://ci.example/runs/6"
    assert {each.environment for each in found} == {"live-eu"}
    assert "environment=live-eu" in server.paths("GET")[0]
