"""Which pull requests began to send something, in real histories, and when they went live."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from activities.merged_changes import (
    MergedChanges,
    added_in_history,
    merged_changes,
    states_since,
)
from clients import errors
from clients.git import Git, RepositoryAddress
from clients.git_history import Commit
from clients.github import GitHub, TokenCredentials
from clients.index_memory import IndexMemory
from codebase.additions import Added
from scans.model import AddedProperty
from tests.clients.dated_repository import DAY, START, Team
from tests.clients.scripted_server import Answer, ScriptedServer, scripted_server

SHOP = "my-org/shop"
HEAD = "import posthog from 'posthog-js'\n"
REPOSITORY = f"/repos/{SHOP}"


def captures(*names: str, properties: str = "") -> str:
    """Return a file that captures some events."""
    given = f", {{ {properties} }}" if properties else ""
    return HEAD + "".join(f"posthog.capture('{name}'{given})\n" for name in names)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A repository that captures `old` since the first day."""
    team = Team(tmp_path / "shop")
    team.commit(1, captures("old"))
    return team


def added(team: Team, states: Sequence[str], **options: Any) -> dict[str, Added]:
    """Return what each commit added."""
    found, unplaced = added_in_history(team.folder, states, SHOP, **options)
    assert unplaced == ()
    return {each.sha: each.added for each in found}


def events(*names: str) -> Added:
    """Return some events that were added."""
    return Added(frozenset(names))


def chain(team: Team) -> list[str]:
    """Return the commits of the branch, oldest first."""
    return team.run(0, "rev-list", "--first-parent", "--reverse", "HEAD").split()


class TestAdded:
    """Which commit of the branch added what its newest state sends."""

    def test_every_commit_has_its_own(self, team: Team) -> None:
        """However many there are between."""
        shas = {}
        for day in range(2, 9):
            team.commit(day, f"export const day = {day}\n", "b.ts")
            if day in (3, 6):
                shas[day] = team.commit(day, captures(f"day {day}"), f"d{day}.ts")
        assert added(team, chain(team)) == {
            shas[3]: events("day 3"),
            shas[6]: events("day 6"),
        }

    def test_a_name_that_moves_is_not_new(self, team: Team) -> None:
        """Nor one that another file captures already, or that was in a branch of the code."""
        team.run(2, "mv", "a.ts", "b.ts")
        team.run(2, "commit", "--quiet", "--message", "Move")
        team.commit(3, captures("old"), "c.ts")
        assert added(team, chain(team)) == {}

    def test_what_came_and_went_is_not_told(self, team: Team) -> None:
        """Nobody waits for an event that the code does not send any more."""
        team.commit(2, captures("short"), "b.ts")
        team.commit(3, "export {}\n", "b.ts")
        assert added(team, chain(team)) == {}

    def test_a_capture_through_another_file_counts(self, team: Team) -> None:
        """Constants and wrappers stand elsewhere: the whole tree says what a call sends."""
        wrapper = "export const track = (event: string, p = {}) => posthog.capture(event, p)\n"
        team.commit(2, HEAD + wrapper + "export const PAID = 'paid'\n", "track.ts")
        sha = team.commit(
            3, "import { track, PAID } from './track'\ntrack(PAID, { sum: 1 })\n", "b.ts"
        )
        assert added(team, chain(team)) == {
            sha: Added(frozenset({"paid"}), frozenset([AddedProperty(event="paid", name="sum")]))
        }

    def test_a_property_of_a_known_event_counts(self, team: Team) -> None:
        """If what was sent with it before was known whole."""
        sha = team.commit(2, captures("old", properties="sum: 1"))
        assert added(team, chain(team)) == {
            sha: Added(properties=frozenset([AddedProperty(event="old", name="sum")]))
        }

    def test_a_property_that_may_have_been_sent_is_not_new(self, team: Team) -> None:
        """It could have come out of the object that was spread there."""
        before = team.commit(2, captures("old", properties="...window.props"))
        after = team.commit(3, captures("old", properties="sum: 1"))
        assert added(team, [before, after]) == {}

    def test_a_name_that_may_have_been_put_together_is_not_new(self, team: Team) -> None:
        """Its beginning was there, and the rest was computed."""
        before = team.commit(2, HEAD + "posthog.capture(`page:${window.name}`)\n")
        after = team.commit(3, captures("page:home", "other"))
        assert added(team, [before, after]) == {after: events("other")}

    def test_what_only_tests_capture_never_arrives(self, team: Team) -> None:
        """Nobody has to wait for it."""
        team.commit(2, captures("tested"), "src/a.test.ts")
        assert added(team, chain(team)) == {}

    def test_posthogs_own_events_are_left_out(self, team: Team) -> None:
        """They are not the team's to add."""
        team.commit(2, captures("$pageview"), "b.ts")
        assert added(team, chain(team)) == {}

    def test_ignored_files_are_not_looked_at(self, team: Team) -> None:
        """The settings name them."""
        team.commit(2, captures("generated"), "gen/a.ts")
        assert added(team, chain(team), ignore=["gen/"]) == {}

    def test_states_are_looked_at_only_where_something_is_new(
        self, team: Team, tmp_path: Path
    ) -> None:
        """The first and the last say whether there is anything to look for, from memory too."""
        for day in range(2, 30):
            team.commit(day, f"export const day = {day}\n", "b.ts")
        memory = IndexMemory(tmp_path / "index", "engine")
        assert added(team, chain(team), memory=memory) == {}
        assert added(team, chain(team), memory=memory) == {}

    def test_git_says_where_to_look_first(
        self, team: Team, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Two states beside the change that touched the name, and the first and the last."""
        monkeypatch.setattr("codebase.additions.MOST_STATES", 4)
        for day in range(2, 40):
            new = captures("new") if day == 11 else "export {}\n"
            team.commit(day, f"{new}// {day}\n", f"d{day}.ts")
        states = chain(team)
        assert added(team, states) == {states[10]: events("new")}

    def test_a_wrong_guess_only_takes_longer(self, team: Team) -> None:
        """The name was in a comment first, and its capture is put together."""
        team.commit(2, "// one:two\n", "b.ts")
        team.commit(3, "export const TWO = 'two'\n", "c.ts")
        for day in range(4, 9):
            team.commit(day, f"// {day}\n", "d.ts")
        text = HEAD + "import { TWO } from './c'\nposthog.capture(`one:${TWO}`)\n"
        sha = team.commit(9, text, "e.ts")
        for day in range(10, 13):
            team.commit(day, f"// {day}\n", "d.ts")
        assert added(team, chain(team)) == {sha: events("one:two")}

    def test_too_many_states_are_not_looked_at(
        self, team: Team, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Then it is said which events were not placed."""
        monkeypatch.setattr("codebase.additions.MOST_STATES", 2)
        for day in range(2, 6):
            team.commit(day, captures(f"day {day}"), f"d{day}.ts")
        _, unplaced = added_in_history(team.folder, chain(team), SHOP)
        assert unplaced == ("day 2", "day 3", "day 4", "day 5")

    def test_a_history_of_one_commit_adds_nothing(self, team: Team) -> None:
        """Nothing says what was before."""
        assert added(team, chain(team)) == {}
        assert added(team, []) == {}


def test_states_begin_with_the_last_one_from_before() -> None:
    """What the oldest commit in question has changed is seen against it."""
    commits = [Commit(str(day), START + day * DAY) for day in (9, 7, 5, 3, 1)]
    assert states_since(commits, START + 5 * DAY) == ("3", "5", "7", "9")
    assert states_since(commits, START) == ("1", "3", "5", "7", "9")
    assert states_since(commits, START + 10 * DAY) == ("9",)


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """A server that stands for GitHub; it knows of no deployments."""
    with scripted_server() as running:
        running.on(f"GET {REPOSITORY}/deployments", Answer(200, []))
        yield running


def stamp(day: float) -> str:
    """Return a day as GitHub writes it."""
    return f"{START + day * DAY:%Y-%m-%dT%H:%M:%SZ}"


def brought(
    server: ScriptedServer, sha: str, number: int, day: float, **changes: Any
) -> dict[str, Any]:
    """Let GitHub say that a commit came with a pull request that was merged on some day."""
    pull: dict[str, Any] = {
        "url": f"{server.url}{REPOSITORY}/pulls/{number}",
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
        "created_at": stamp(0),
        "closed_at": stamp(day),
        "merged_at": stamp(day),
        "merge_commit_sha": sha,
        **changes,
    }
    server.on(f"GET {REPOSITORY}/commits/{sha}/pulls", Answer(200, [pull]))
    return pull


def deployed(server: ScriptedServer, *deploys: tuple[str, float, str]) -> None:
    """Let GitHub know of deployments: commit, day and what became of it; newest first."""
    listed: list[dict[str, Any]] = []
    for number, (sha, day, state) in enumerate(deploys, 1):
        url = f"{server.url}{REPOSITORY}/deployments/{number}"
        listed.append(
            {
                "id": number,
                "url": url,
                "statuses_url": f"{url}/statuses",
                "sha": sha,
                "environment": "production",
                "production_environment": False,
                "transient_environment": False,
                "created_at": stamp(day),
            }
        )
        status = {"state": state, "created_at": stamp(day + 0.1), "environment_url": ""}
        path = f"GET {REPOSITORY}/deployments/{number}/statuses"
        server.on(path, Answer(200, [{**status, "state": "inactive"}, status]))
    server.on(f"GET {REPOSITORY}/deployments", Answer(200, listed))


async def found(
    team: Team, server: ScriptedServer, tmp_path: Path, since: datetime = START + 2 * DAY
) -> MergedChanges:
    """Ask for everything."""
    github = GitHub(server.url, TokenCredentials(SecretStr("ghp_x")), seconds_between_writes=0)
    address = RepositoryAddress(name=SHOP, url=f"file://{team.folder}")
    return await merged_changes(Git(tmp_path / "cache"), github, address, since)


def on_a_branch(team: Team, day: float, *files: tuple[str, str]) -> None:
    """Commit files on a new branch, and go back to the main one."""
    team.run(day, "checkout", "--quiet", "-b", f"topic-{day}")
    for path, text in files:
        team.commit(day, text, path)
    team.run(day, "checkout", "--quiet", "main")


@pytest.mark.requires_server
class TestMerged:
    """Pull requests, however they were merged."""

    async def test_a_merge(self, team: Team, server: ScriptedServer, tmp_path: Path) -> None:
        """The commit that it made is the one that counts, and it costs one request."""
        on_a_branch(team, 3, ("b.ts", captures("paid", properties="sum: 1")))
        team.run(5, "merge", "--quiet", "--no-ff", "--no-edit", "topic-3")
        sha = team.run(5, "rev-parse", "HEAD")
        brought(server, sha, 7, 5)
        (change,) = (await found(team, server, tmp_path)).changes
        assert change.model_dump(exclude={"deployed_at", "deploy_source"}) == {
            "repository": SHOP,
            "number": 7,
            "url": f"https://github.com/{SHOP}/pull/7",
            "title": "Pay",
            "author": "robin",
            "merged_at": START + 5 * DAY,
            "sha": sha,
            "events": ("paid",),
            "properties": ({"event": "paid", "name": "sum"},),
        }
        assert change.deployed_at is None
        assert [path.partition("?")[0] for path in server.paths("GET")] == [
            f"{REPOSITORY}/commits/{sha}/pulls",
            f"{REPOSITORY}/deployments",
        ]

    async def test_a_squash(self, team: Team, server: ScriptedServer, tmp_path: Path) -> None:
        """One commit with all of it."""
        on_a_branch(team, 3, ("b.ts", captures("paid")), ("c.ts", captures("sent")))
        team.run(5, "merge", "--quiet", "--squash", "topic-3")
        team.run(5, "commit", "--quiet", "--message", "Pay (#7)")
        brought(server, team.run(5, "rev-parse", "HEAD"), 7, 5)
        (change,) = (await found(team, server, tmp_path)).changes
        assert change.events == ("paid", "sent")

    async def test_a_rebase(self, team: Team, server: ScriptedServer, tmp_path: Path) -> None:
        """Several commits, of which GitHub says that they came with one pull request."""
        first = team.commit(5, captures("paid"), "b.ts")
        second = team.commit(5, captures("sent"), "c.ts")
        for sha in (first, second):
            brought(server, sha, 7, 5, merge_commit_sha=second)
        (change,) = (await found(team, server, tmp_path)).changes
        assert (change.events, change.sha) == (("paid", "sent"), second)

    async def test_a_push_without_a_pull_request(
        self, team: Team, server: ScriptedServer, tmp_path: Path
    ) -> None:
        """Nobody can be told about it where it was reviewed."""
        sha = team.commit(5, captures("paid"), "b.ts")
        server.on(f"GET {REPOSITORY}/commits/{sha}/pulls", Answer(200, []))
        assert (await found(team, server, tmp_path)).changes == ()

    async def test_one_of_ours(self, team: Team, server: ScriptedServer, tmp_path: Path) -> None:
        """What we clean up adds nothing, whatever a rewritten call looks like."""
        sha = team.commit(5, captures("paid"), "b.ts")
        branch = {"ref": "groundskeeper/stale_flags/x", "sha": "a" * 40, "repo": None}
        brought(server, sha, 7, 5, head=branch)
        assert (await found(team, server, tmp_path)).changes == ()

    async def test_one_from_before(
        self, team: Team, server: ScriptedServer, tmp_path: Path
    ) -> None:
        """What was merged earlier is not asked about."""
        team.commit(1.5, captures("early"), "e.ts")
        brought(server, team.commit(5, captures("paid"), "b.ts"), 7, 5)
        (change,) = (await found(team, server, tmp_path)).changes
        assert change.events == ("paid",)

    async def test_a_quiet_repository_costs_one_request(
        self, team: Team, server: ScriptedServer, tmp_path: Path
    ) -> None:
        """Nothing new, nobody to ask about."""
        team.commit(5, "export {}\n", "b.ts")
        assert await found(team, server, tmp_path) == MergedChanges()
        assert len(server.asked) == 1


@pytest.mark.requires_server
class TestDeployed:
    """When a change went live, as far as GitHub knows."""

    async def test_the_first_success_that_contains_it(
        self, team: Team, server: ScriptedServer, tmp_path: Path
    ) -> None:
        """Not one of an older commit, not one that failed, not a later one."""
        old = team.commit(4, "export {}\n", "c.ts")
        sha = team.commit(5, captures("paid"), "b.ts")
        later = team.commit(6, "export {}\n", "d.ts")
        brought(server, sha, 7, 5)
        deployed(
            server,
            (later, 9, "success"),
            (later, 8, "success"),
            (later, 7, "failure"),
            (old, 6, "success"),
        )
        result = await found(team, server, tmp_path)
        (change,) = result.changes
        assert change.deployed_at == START + 8.1 * DAY
        assert change.deploy_source == "github.deployments"
        assert [(each.sha, each.at) for each in result.deploys] == [
            (later, START + 9.1 * DAY),
            (later, START + 8.1 * DAY),
            (old, START + 6.1 * DAY),
        ]

    async def test_a_commit_of_another_branch(
        self, team: Team, server: ScriptedServer, tmp_path: Path
    ) -> None:
        """What it contains is not known here, so nothing is concluded."""
        brought(server, team.commit(5, captures("paid"), "b.ts"), 7, 5)
        deployed(server, ("c" * 40, 8, "success"))
        (change,) = (await found(team, server, tmp_path)).changes
        assert (change.deployed_at, change.deploy_source) == (None, "")

    async def test_no_permission(self, team: Team, server: ScriptedServer, tmp_path: Path) -> None:
        """The changes are told all the same, and why no deploy is."""
        brought(server, team.commit(5, captures("paid"), "b.ts"), 7, 5)
        refusal = Answer(403, {"message": "Resource not accessible by integration"})
        server.on(f"GET {REPOSITORY}/deployments", refusal)
        result = await found(team, server, tmp_path)
        assert len(result.changes) == 1
        assert "deployments of my-org/shop" in result.no_deploys

    async def test_a_failure_that_passes(
        self, team: Team, server: ScriptedServer, tmp_path: Path
    ) -> None:
        """It is for whoever runs this to try again."""
        team.commit(5, captures("paid"), "b.ts")
        server.on(f"GET {REPOSITORY}/deployments", Answer(502, {"message": "Bad gateway"}))
        sha = team.run(5, "rev-parse", "HEAD")
        brought(server, sha, 7, 5)
        with pytest.raises(errors.ServerFailed):
            await found(team, server, tmp_path)
