"""GitHub at its worst: what it refuses, who has to act, and that no write is sent twice."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from clients import errors
from clients.github import BranchTaken, GitHub, TokenCredentials
from tests.clients.scripted_server import Answer, ScriptedServer, scripted_server

pytestmark = pytest.mark.requires_server

SHOP = "my-org/shop"
REPOSITORY = f"GET /repos/{SHOP}"
PULLS = f"/repos/{SHOP}/pulls"


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """A server that stands for GitHub."""
    with scripted_server() as running:
        yield running


@pytest.fixture
def github(server: ScriptedServer) -> GitHub:
    """A client of that server."""
    credentials = TokenCredentials(SecretStr("ghp_failing"))
    return GitHub(server.url, credentials, seconds_between_writes=0)


def pull(server: ScriptedServer, number: int = 1, **changes: Any) -> dict[str, Any]:
    """Return a pull request as GitHub lists it."""
    return {
        "url": f"{server.url}{PULLS}/{number}",
        "issue_url": f"{server.url}/repos/{SHOP}/issues/{number}",
        "html_url": f"https://github.com/{SHOP}/pull/{number}",
        "number": number,
        "state": "open",
        "draft": True,
        "title": "Tidy up",
        "body": None,
        "head": {"ref": "topic", "sha": "a" * 40, "repo": {"full_name": SHOP}},
        "base": {"ref": "main", "sha": "b" * 40, "repo": {"full_name": SHOP}},
        "user": {"login": "robin"},
        "labels": [],
        "created_at": "2026-11-01T10:00:00Z",
        "closed_at": None,
        "merged_at": None,
        **changes,
    }


class TestWhoMustAct:
    """Every refusal ends with the one who can do something about it."""

    @pytest.mark.parametrize(
        ("status", "message", "kind"),
        [
            (401, "Bad credentials", errors.CredentialsRejected),
            (403, "Resource not accessible by integration", errors.ScopeMissing),
            (403, "Repository was archived so is read-only.", errors.WriteRefused),
            (403, "Unable to create comment because issue is locked.", errors.WriteRefused),
            (404, "Not Found", errors.RepositoryMissing),
            (409, "Git Repository is empty.", errors.BranchMissing),
            (409, "Conflict", errors.WriteRefused),
            (410, "Issues are disabled for this repo", errors.WriteRefused),
            (413, "Payload too large", errors.TooLarge),
            (422, "Repository rule violations found", errors.WriteRefused),
            (422, "Validation Failed", errors.RequestRefused),
            (451, "Repository access blocked", errors.RepositoryMissing),
            (500, "Server Error", errors.ServerFailed),
            (503, "Unavailable", errors.ServerFailed),
        ],
    )
    def test_by_status_and_words(
        self,
        github: GitHub,
        server: ScriptedServer,
        status: int,
        message: str,
        kind: type[errors.ClientError],
    ):
        """Status and message together name the error; the message is kept, the token is not."""
        server.on(REPOSITORY, Answer(status, {"message": f"{message} ghp_failing"}))
        with pytest.raises(kind) as caught:
            github.repository(SHOP)
        assert type(caught.value) is kind
        assert message in str(caught.value)
        assert "ghp_failing" not in str(caught.value)
        assert len(server.asked) == 1

    @pytest.mark.parametrize(
        ("named", "advice"),
        [
            ("issues=write", "the permission issues=write, and"),
            ("issues=write; pull_requests=read", "issues=write or pull_requests=read, and"),
            ("issues=write,contents=read", "issues=write,contents=read, and"),
            ("Ask @evil for one", "the scope that is named"),
            ("", "the scope that is named"),
        ],
    )
    def test_the_permission_that_is_missing_is_named(
        self, github: GitHub, server: ScriptedServer, named: str, advice: str
    ):
        """GitHub says in a header what a token would need; nothing but that is taken from it."""
        headers = {"X-Accepted-GitHub-Permissions": named}
        body = {"message": "Resource not accessible by personal access token"}
        server.on(REPOSITORY, Answer(403, body, headers))
        with pytest.raises(errors.ScopeMissing, match=advice) as caught:
            github.repository(SHOP)
        assert "evil" not in str(caught.value)

    def test_html_from_a_proxy(self, github: GitHub, server: ScriptedServer):
        """A page of something in between is not GitHub's answer."""
        server.on(REPOSITORY, Answer(502, b"<html>Bad gateway</html>"))
        with pytest.raises(errors.ServerFailed):
            github.repository(SHOP)

    def test_half_an_answer(self, github: GitHub, server: ScriptedServer):
        """An answer that breaks off is temporary."""
        server.on(REPOSITORY, Answer(200, {"full_name": SHOP}, breaks=True))
        with pytest.raises(errors.Unreachable):
            github.repository(SHOP)

    def test_garbage(self, github: GitHub, server: ScriptedServer):
        """An answer that is not JSON is not used."""
        server.on(REPOSITORY, Answer(200, b'{"full_name": "my-o'))
        with pytest.raises(errors.AnswerUnusable):
            github.repository(SHOP)

    def test_an_answer_of_another_shape(self, github: GitHub, server: ScriptedServer):
        """JSON that is no repository is not used either."""
        server.on(REPOSITORY, Answer(200, {"url": f"{server.url}/repos/{SHOP}", "id": 1}))
        with pytest.raises(errors.AnswerUnusable):
            github.repository(SHOP)

    def test_nobody_there(self):
        """A host that is down is tried again later."""
        gone = GitHub("http://127.0.0.1:1", TokenCredentials(SecretStr("ghp_x")))
        with pytest.raises(errors.Unreachable):
            gone.repository(SHOP)

    def test_an_answer_that_leads_elsewhere(self, github: GitHub, server: ScriptedServer):
        """The token is not carried to a host that an answer names."""
        link = {"Link": '<http://other.example/repos?page=2>; rel="next"'}
        server.on(f"GET {PULLS}", Answer(200, [pull(server)], link))
        with pytest.raises(errors.AddressWrong, match="host"):
            github.open_pull_requests(SHOP)


class TestRateLimits:
    """How long to wait is GitHub's to say."""

    def wait(self, github: GitHub) -> float:
        """Return what the client says about waiting."""
        with pytest.raises(errors.RateLimited) as caught:
            github.repository(SHOP)
        assert caught.value.retry_after is not None
        return caught.value.retry_after

    def test_too_many_requests(self, github: GitHub, server: ScriptedServer):
        """429 names the seconds."""
        server.on(REPOSITORY, Answer(429, {"message": "Slow down"}, {"Retry-After": "7"}))
        assert self.wait(github) == 7

    def test_the_secondary_limit(self, github: GitHub, server: ScriptedServer):
        """A secondary limit looks like a missing permission, and is none."""
        message = {"message": "You have exceeded a secondary rate limit."}
        server.on(
            REPOSITORY,
            Answer(403, message, {"Retry-After": "30"}),
            Answer(403, message),
        )
        assert self.wait(github) == 30
        assert self.wait(github) == 60

    def test_the_primary_limit(self, github: GitHub, server: ScriptedServer):
        """An exhausted limit names the time at which it begins anew."""
        headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + 600)}
        server.on(REPOSITORY, Answer(403, {"message": "API rate limit exceeded for x"}, headers))
        assert 590 < self.wait(github) <= 602


class TestWritesAreNotRepeated:
    """Whether a write that failed had an effect is looked up, never guessed."""

    def open(self, github: GitHub, *, draft: bool = True):
        """Open a pull request."""
        return github.open_pull_request(
            SHOP, branch="topic", base="main", title="Tidy up", body="b", draft=draft
        )

    @pytest.mark.parametrize("answer", [Answer(500, {}), Answer(201, {}, breaks=True)])
    def test_a_failed_write_is_sent_once(
        self, github: GitHub, server: ScriptedServer, answer: Answer
    ):
        """Neither PyGithub nor its transport sends a write again on its own."""
        server.on(f"GET {PULLS}", Answer(200, []))
        server.on(f"POST {PULLS}", answer)
        with pytest.raises(errors.ServiceTrouble):
            self.open(github)
        assert server.paths("POST") == [PULLS]

    def test_one_that_was_made_meanwhile(self, github: GitHub, server: ScriptedServer):
        """Told that there is one already, the client finds it."""
        server.on(f"GET {PULLS}", Answer(200, []), Answer(200, [pull(server, 7)]))
        server.on(
            f"POST {PULLS}",
            Answer(
                422,
                {
                    "message": "Validation Failed",
                    "errors": [{"message": "A pull request already exists for my-org:topic."}],
                },
            ),
        )
        assert self.open(github).number == 7

    def test_a_plan_without_drafts(self, github: GitHub, server: ScriptedServer):
        """Where drafts do not exist, the pull request is an ordinary one."""
        said = {"message": "Draft pull requests are not supported in this repository."}
        server.on(f"GET {PULLS}", Answer(200, []))
        server.on(f"POST {PULLS}", Answer(422, said), Answer(201, pull(server, draft=False)))
        assert not self.open(github).draft
        sent = [json.loads(asked.body)["draft"] for asked in server.asked if asked.body]
        assert sent == [True, False]

    def test_any_other_refusal(self, github: GitHub, server: ScriptedServer):
        """A branch without commits of its own cannot become a pull request."""
        server.on(f"GET {PULLS}", Answer(200, []))
        no_commits = {"message": "No commits between main and topic"}
        server.on(f"POST {PULLS}", Answer(422, {"message": "x", "errors": [no_commits]}))
        with pytest.raises(errors.RequestRefused, match="No commits between"):
            self.open(github)

    def test_a_label_that_another_worker_made(self, github: GitHub, server: ScriptedServer):
        """A label that appears meanwhile is as good as one of ours."""
        server.on(f"GET {PULLS}", Answer(200, [pull(server)]))
        exists = {"message": "Validation Failed", "errors": [{"code": "already_exists"}]}
        server.on(f"POST /repos/{SHOP}/labels", Answer(422, exists))
        server.on(f"POST /repos/{SHOP}/issues/1/labels", Answer(200, []))
        found = github.open_pull_request(
            SHOP, branch="topic", base="main", title="t", body="b", labels=["groundskeeper"]
        )
        assert found.labels == ("groundskeeper",)


class TestRaces:
    """Two attempts at the same time end with one result."""

    def commit(self, github: GitHub):
        """Commit one file."""
        return github.commit_files(
            SHOP, branch="topic", base_sha="b1", files={"a.ts": b"a"}, message="Remove flag a"
        )

    def script(self, server: ScriptedServer, parent: str) -> None:
        """Let the branch appear, on `parent`, between the look and the write."""
        data = f"/repos/{SHOP}/git"
        base: dict[str, Any] = {"sha": "b1", "tree": {"sha": "t1"}, "parents": []}
        theirs = {"sha": "c9", "tree": {"sha": "t2"}, "parents": [{"sha": parent}]}
        head = {"ref": "refs/heads/topic", "object": {"sha": "c9", "type": "commit"}}
        server.on(f"GET {data}/commits/b1", Answer(200, base))
        server.on(f"GET {data}/commits/c9", Answer(200, theirs))
        server.on(f"GET {data}/trees/t1", Answer(200, {"sha": "t1", "tree": []}))
        server.on(f"POST {data}/trees", Answer(201, {"sha": "t2", "tree": []}))
        server.on(f"POST {data}/commits", Answer(201, {**theirs, "sha": "c2"}))
        server.on(
            f"GET {data}/ref/heads/topic", Answer(404, {"message": "Not Found"}), Answer(200, head)
        )
        server.on(f"POST {data}/refs", Answer(422, {"message": "Reference already exists"}))

    def test_the_same_commit_is_adopted(self, github: GitHub, server: ScriptedServer):
        """A branch that appears meanwhile with the same change is the result."""
        self.script(server, parent="b1")
        assert self.commit(github) == "c9"

    def test_another_commit_is_left_alone(self, github: GitHub, server: ScriptedServer):
        """A branch that appears meanwhile with anything else is somebody's."""
        self.script(server, parent="b0")
        assert self.commit(github) == BranchTaken(branch="topic", head_sha="c9")

    def test_a_commit_names_no_author(self, github: GitHub, server: ScriptedServer):
        """GitHub signs only commits that leave author and committer to it."""
        self.script(server, parent="b1")
        self.commit(github)
        (sent,) = [a.body for a in server.asked if a.path.endswith("/git/commits")]
        assert json.loads(sent) == {"message": "Remove flag a", "tree": "t2", "parents": ["b1"]}


class TestPullRequestsOfOthers:
    """What forks and vanished accounts look like."""

    def test_the_same_branch_name_in_a_fork(self, github: GitHub, server: ScriptedServer):
        """A fork's branch of the same name is not ours, and neither is a deleted fork's."""
        fork = {"ref": "topic", "sha": "c" * 40, "repo": {"full_name": "robin/shop"}}
        gone = {"ref": "topic", "sha": "d" * 40, "repo": None}
        listed = [pull(server, 3, head=fork), pull(server, 2, head=gone), pull(server, 1)]
        server.on(f"GET {PULLS}", Answer(200, listed))
        assert [found.number for found in github.pull_requests_of_branch(SHOP, "topic")] == [1]
        assert "state=all" in server.asked[0].path

    def test_an_account_that_is_gone(self, github: GitHub, server: ScriptedServer):
        """A pull request may have no author, no body and no head repository any more."""
        gone = {"ref": "topic", "sha": "d" * 40, "repo": None}
        merged: dict[str, Any] = {"state": "closed", "merged_at": "2026-11-02T10:00:00Z"}
        merged |= {"merge_commit_sha": "e" * 40}
        server.on(f"GET {PULLS}", Answer(200, [pull(server, user=None, head=gone, **merged)]))
        (found,) = github.open_pull_requests(SHOP)
        assert (found.author, found.head_repository, found.body) == (None, None, "")
        assert (found.state, found.merged) == ("closed", True)
        assert len(server.asked) == 1


class TestCompeting:
    """Somebody else works on the same flag."""

    @pytest.mark.parametrize(
        ("text", "is_named"),
        [
            ("Remove new-checkout", True),
            ("Remove `new-checkout`.", True),
            ("new-checkout: always on", True),
            ("Drop 'new-checkout', keep the rest", True),
            ("Remove new-checkout-2", False),
            ("Remove old.new-checkout", False),
            ("Edit src/new-checkout/index.ts", False),
            ("Remove new-checkout.beta", False),
            ("Remove NEW-CHECKOUT", False),
        ],
    )
    def test_the_key_stands_alone(
        self, github: GitHub, server: ScriptedServer, text: str, is_named: bool
    ):
        """A title names a key only where the key stands alone."""
        server.on(f"GET {PULLS}", Answer(200, [pull(server, title=text)]))
        server.on(f"GET {PULLS}/1/files", Answer(200, []))
        found = github.competing_pull_request(SHOP, "new-checkout", "ours")
        assert (found is not None) == is_named

    def test_a_patch_that_removes_the_key(self, github: GitHub, server: ScriptedServer):
        """A pull request that deletes the call is a competitor, whatever it is called."""
        server.on(f"GET {PULLS}", Answer(200, [pull(server)]))
        patch = "@@ -1,2 +1,1 @@\n-if (on('new-checkout')) {}\n+on('other')\n on('third')"
        server.on(f"GET {PULLS}/1/files", Answer(200, [file("a.ts", patch), file("b.png", None)]))
        found = github.competing_pull_request(SHOP, "new-checkout", "ours")
        assert found is not None
        assert (found.pull_request.number, found.found_in) == (1, "patch")
        assert github.competing_pull_request(SHOP, "other", "ours") is None
        assert github.competing_pull_request(SHOP, "third", "ours") is None
        read = [path for path in server.paths("GET") if "/files" in path]
        assert len(read) == 1, "a patch is read once per commit"

    def test_our_own_is_none(self, github: GitHub, server: ScriptedServer):
        """The pull request of our branch does not compete; a fork's of that name does."""
        fork = {"ref": "topic", "sha": "c" * 40, "repo": {"full_name": "robin/shop"}}
        named = {"title": "Remove new-checkout"}
        server.on(
            f"GET {PULLS}",
            Answer(200, [pull(server, 1, **named), pull(server, 2, head=fork, **named)]),
        )
        found = github.competing_pull_request(SHOP, "new-checkout", "topic")
        assert found is not None
        assert found.pull_request.number == 2


def file(name: str, patch: str | None) -> dict[str, Any]:
    """Return one changed file as GitHub lists it."""
    return {"filename": name, "status": "modified", "patch": patch} if patch else {"filename": name}
