"""Issues: opened once, by us, and never again where a person has answered."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from github import Auth, Github
from github.Repository import Repository
from pydantic import SecretStr

from clients import errors
from clients.github import AppCredentials, GitHub, Issue, TokenCredentials
from tests.clients.emulated import APP_ID, GITHUB_TOKEN, Emulated, emulators
from tests.clients.scripted_server import Answer, ScriptedServer, scripted_server

SHOP = "my-org/shop"
LABELS = ("by-hand", "stale_flags")
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
def body() -> str:
    """A text that no other test writes."""
    return f"What is left of flag {next(_numbers)}"


def opened(client: GitHub, body: str) -> Issue:
    """Open the issue that says `body`, or find it."""
    return client.open_issue(
        SHOP, title="Remove", body=body, labels=LABELS, same=lambda found: found.body == body
    )


@pytest.mark.requires_server
class TestOnceAndForAll:
    """Every attempt after the first finds what the first one opened."""

    def test_the_same_issue_is_opened_once(self, writer: GitHub, body: str):
        """A repeated attempt changes nothing; another text is another issue."""
        first = opened(writer, body)
        assert (first.state, first.title, first.body) == ("open", "Remove", body)
        assert first.author == writer.login()
        assert sorted(first.labels) == sorted(LABELS)
        assert opened(writer, body) == first
        assert opened(writer, f"{body} again").number > first.number

    def test_what_a_person_closed_is_found(self, writer: GitHub, shop: Repository, body: str):
        """A closed issue is an answer: whether it still counts is for the caller to say."""
        first = opened(writer, body)
        shop.get_issue(first.number).edit(state="closed")
        again = opened(writer, body)
        assert (again.number, again.state) == (first.number, "closed")

    def test_an_open_one_comes_first(self, bot: GitHub, shop: Repository, body: str):
        """Of several that are the same, the open one is the answer, whatever its number."""
        first = opened(bot, body)
        later = shop.create_issue("Once more", body=body, labels=list(LABELS))
        later.edit(state="closed")
        assert opened(bot, body).number == first.number

    def test_what_somebody_else_wrote_is_not_ours(self, bot: GitHub, app: GitHub, body: str):
        """Anybody can copy a text into an issue of their own."""
        assert opened(bot, body).number != opened(app, body).number

    def test_an_issue_without_our_labels_is_not_ours(
        self, bot: GitHub, shop: Repository, body: str
    ):
        """Labels are what is searched by: the rest of a repository's issues is never read."""
        theirs = shop.create_issue("Remove", body=body, labels=[LABELS[0]])
        assert opened(bot, body).number != theirs.number


def answers(**more: Answer) -> dict[str, list[Answer]]:
    """What GitHub says before anything is written: who we are, which labels there are."""
    labels = {
        f"GET /repos/{SHOP}/labels/{label}": [Answer(body={"name": label, "color": "c"})]
        for label in LABELS
    }
    known = {f"{method} /repos/{SHOP}/issues": [answer] for method, answer in more.items()}
    return {"GET /user": [Answer(body={"login": "bot"})], **labels, **known}


def listed(number: int, kind: str) -> dict[str, Any]:
    """Return an issue or a pull request as GitHub lists it."""
    return {
        "html_url": f"https://github.com/{SHOP}/{kind}/{number}",
        "number": number,
        "state": "open",
        "title": "Remove",
        "body": "the same",
        "user": {"login": "bot"},
        "labels": [],
    }


def asking(server: ScriptedServer) -> GitHub:
    """Return a client of that server."""
    credentials = TokenCredentials(SecretStr("ghp_scripted"))
    return GitHub(server.url, credentials, seconds_between_writes=0)


def test_a_pull_request_is_no_issue() -> None:
    """GitHub lists our pull requests with the same labels; they are passed over, unasked."""
    with scripted_server() as server:
        server.answers = answers(
            GET=Answer(body=[listed(1, "pull")]), POST=Answer(201, body=listed(2, "issues"))
        )
        assert opened(asking(server), "the same").number == 2


def test_a_repository_without_issues_says_so() -> None:
    """Issues that are switched off are the owner's decision, not a reason to try again."""
    gone = Answer(410, body={"message": "Issues has been disabled in this repository."})
    with scripted_server() as server:
        server.answers = answers(GET=Answer(body=[]), POST=gone)
        with pytest.raises(errors.WriteRefused, match="Issues has been disabled"):
            opened(asking(server), "new")
