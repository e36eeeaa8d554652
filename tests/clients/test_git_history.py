"""Since when a line is on a branch, in real repositories, cloned whole and in part."""

from datetime import datetime
from pathlib import Path

import pytest

from clients import errors
from clients.git import Git, GitLimits, RepositoryAddress
from clients.git_history import History, line_ages
from tests.clients.dated_repository import DAY, START, Team
from tests.clients.git_host import git

CAPTURE = "posthog.capture('paid')\n"


async def day(team: Team, line: int = 1, file: str = "a.ts") -> float | None:
    """Return on which day a line came to the branch that is checked out."""
    return day_of((await line_ages(team.folder, [(file, line)])).get((file, line)))


def day_of(at: datetime | None) -> float | None:
    """Return the day of a time."""
    return (at - START) / DAY if at is not None else None


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A repository without commits."""
    return Team(tmp_path / "shop")


async def test_a_line_is_as_old_as_its_commit(team: Team) -> None:
    """Not as old as its author says."""
    team.commit(1, "one\n")
    team.commit(5, "one\n" + CAPTURE)
    assert [await day(team, 1), await day(team, 2)] == [1, 5]


async def test_a_line_that_was_merged_came_with_the_merge(team: Team) -> None:
    """However long it had lain on a branch before."""
    team.commit(1, "one\n")
    team.run(2, "checkout", "--quiet", "-b", "feature")
    team.commit(3, "one\n" + CAPTURE)
    team.run(9, "checkout", "--quiet", "main")
    team.run(9, "merge", "--quiet", "--no-ff", "--no-edit", "feature")
    assert await day(team, 2) == 9


async def test_a_squashed_line_came_with_the_squash(team: Team) -> None:
    """The commit that a squash makes is all that the branch knows."""
    team.commit(1, "one\n")
    team.run(2, "checkout", "--quiet", "-b", "feature")
    team.commit(3, "one\n" + CAPTURE)
    team.run(7, "checkout", "--quiet", "main")
    team.run(7, "merge", "--quiet", "--squash", "feature")
    team.run(7, "commit", "--quiet", "--message", "Pay (#1)")
    assert await day(team, 2) == 7


async def test_a_rebased_line_came_with_the_rebase(team: Team) -> None:
    """A rebase gives each commit the time of the rebase."""
    team.commit(1, "one\n")
    team.run(2, "checkout", "--quiet", "-b", "feature")
    team.commit(3, "one\n" + CAPTURE)
    team.run(4, "checkout", "--quiet", "main")
    team.commit(4, "other\n", "b.ts")
    team.run(6, "checkout", "--quiet", "feature")
    team.run(6, "rebase", "--quiet", "main")
    team.run(6, "checkout", "--quiet", "main")
    team.run(6, "merge", "--quiet", "--ff-only", "feature")
    assert await day(team, 2) == 6


async def test_a_new_indent_makes_no_line_new(team: Team) -> None:
    """A formatter is not a deploy of anything."""
    team.commit(1, "{\n" + CAPTURE + "}\n")
    team.commit(8, "if (x) {\n    " + CAPTURE + "}\n")
    assert await day(team, 2) == 1


async def test_a_file_that_was_renamed_keeps_its_ages(team: Team) -> None:
    """Moving a file changes none of its lines."""
    team.commit(1, "one\ntwo\nthree\n" + CAPTURE)
    team.run(8, "mv", "a.ts", "b.ts")
    team.run(8, "commit", "--quiet", "--message", "Move")
    assert await day(team, 4, "b.ts") == 1


async def test_a_block_that_moved_in_its_file_keeps_its_age(team: Team) -> None:
    """Sorting functions makes none of them new."""
    block = "".join(f"const someLongConstantName{n} = {n}\n" for n in range(5)) + CAPTURE
    rest = "".join(f"export const anotherOne{n} = {n}\n" for n in range(20))
    team.commit(1, block + rest)
    team.commit(8, rest + block)
    assert await day(team, 26) == 1


async def test_a_line_that_is_on_another_branch_only_has_no_age(team: Team) -> None:
    """Whatever is checked out: it has not been merged."""
    team.commit(1, "one\n")
    team.run(2, "checkout", "--quiet", "-b", "feature")
    team.commit(3, "one\n" + CAPTURE)
    assert [await day(team, 1), await day(team, 2)] == [1, None]


async def test_the_default_branch_is_that_of_where_a_clone_came_from(
    team: Team, tmp_path: Path
) -> None:
    """What was committed there and not pushed is nobody else's yet."""
    team.run(0, "checkout", "--quiet", "-b", "trunk")
    team.commit(1, "one\n")
    git(tmp_path, "clone", "--quiet", str(team.folder), "mine")
    mine = tmp_path / "mine"
    (mine / "a.ts").write_text("one\n" + CAPTURE)
    git(mine, "commit", "--quiet", "--all", "--message", "Mine")
    assert set(await line_ages(mine, [("a.ts", 1), ("a.ts", 2)])) == {("a.ts", 1)}


async def test_without_a_default_branch_what_is_checked_out_counts(team: Team) -> None:
    """A repository without a remote may call its branch anything."""
    team.run(0, "checkout", "--quiet", "-b", "trunk")
    team.commit(1, CAPTURE)
    assert await day(team) == 1


async def test_a_machine_without_git_knows_no_ages(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look at a folder does not fail for it."""
    team.commit(1, CAPTURE)
    monkeypatch.setenv("PATH", "/nonexistent")
    assert await line_ages(team.folder, [("a.ts", 1)]) == {}


async def test_a_line_that_is_not_committed_has_no_age(team: Team) -> None:
    """And the others are found where they stood before."""
    team.commit(1, "one\n" + CAPTURE)
    (team.folder / "a.ts").write_text("zero\none\n" + CAPTURE + "new\n")
    assert [await day(team, line) for line in (1, 2, 3, 4)] == [None, 1, 1, None]


async def test_line_ends_are_no_change(team: Team) -> None:
    """A checkout on Windows has others than the repository."""
    team.commit(1, "one\n" + CAPTURE)
    (team.folder / "a.ts").write_text(("one\n" + CAPTURE).replace("\n", "\r\n"))
    assert await day(team, 2) == 1


async def test_what_is_not_there_has_no_age(team: Team, tmp_path: Path) -> None:
    """A file, a line or a repository that is missing costs the others nothing."""
    team.commit(1, CAPTURE)
    ages = await line_ages(team.folder, [("a.ts", 1), ("a.ts", 99), ("b.ts", 1), ("-x", 1)])
    assert set(ages) == {("a.ts", 1)}
    (tmp_path / "plain").mkdir()
    assert await line_ages(tmp_path / "plain", [("a.ts", 1)]) == {}


async def test_a_part_of_a_repository_can_be_asked(team: Team) -> None:
    """`scan packages/web` names files from there."""
    team.commit(3, CAPTURE, "packages/web/a.ts")
    assert await line_ages(team.folder / "packages/web", [("a.ts", 1)]) == {
        ("a.ts", 1): START + 3 * DAY
    }


async def test_history_that_is_cut_off_gives_the_age_it_can_prove(
    team: Team, tmp_path: Path
) -> None:
    """In a shallow clone a line is at least as old as the oldest commit there."""
    team.commit(1, CAPTURE)
    team.commit(5, CAPTURE + "two\n")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{team.folder}", "part")
    assert await line_ages(tmp_path / "part", [("a.ts", 1)]) == {("a.ts", 1): START + 5 * DAY}


async def test_nothing_is_fetched_for_a_partial_clone(team: Team, tmp_path: Path) -> None:
    """Whoever gave us the folder did not ask for the network: then nobody knows the age."""
    team.commit(1, CAPTURE)
    team.commit(5, CAPTURE + "two\n")
    git(team.folder, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{team.folder}", "part")
    part = tmp_path / "part"
    git(part, "config", "protocol.allow", "always")
    before = git(part, "rev-list", "--objects", "--missing=print", "--all")
    assert await line_ages(part, [("a.ts", 1)]) == {}
    assert git(part, "rev-list", "--objects", "--missing=print", "--all") == before


async def test_nothing_of_the_repository_is_run(team: Team, tmp_path: Path) -> None:
    """Filters, text conversions, hooks and monitors of whoever made the folder stay asleep."""
    team.commit(1, CAPTURE)
    ran = tmp_path / "ran"
    script = tmp_path / "script.sh"
    script.write_text(f"#!/bin/sh\necho ran >> {ran}\ncat\n")
    script.chmod(0o755)
    (team.folder / ".gitattributes").write_text("* filter=evil diff=evil\n")
    for key in ("filter.evil.clean", "filter.evil.smudge", "diff.evil.textconv", "core.fsmonitor"):
        git(team.folder, "config", key, str(script))
    (team.folder / "a.ts").write_text("new\n" + CAPTURE)
    assert await day(team, 2) == 1
    assert not ran.exists()


async def test_no_commit_is_looked_past(team: Team) -> None:
    """A list of commits that people do not want to see is no proof of age."""
    team.commit(1, "posthog.capture('free')\n")
    (team.folder / "skip").write_text(team.commit(5, CAPTURE) + "\n")
    git(team.folder, "config", "blame.ignoreRevsFile", "skip")
    assert await day(team) == 5


async def test_only_so_many_lines_are_asked_about(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first ones; the caller knows which matter."""
    monkeypatch.setattr("clients.git_history.MOST_PLACES", 1)
    team.commit(1, "one\n" + CAPTURE)
    assert set(await line_ages(team.folder, [("a.ts", 2), ("a.ts", 1)])) == {("a.ts", 2)}


async def test_no_time_left_means_no_ages(team: Team) -> None:
    """A slow disk is no error: nobody knows."""
    sha = team.commit(1, CAPTURE)
    assert await History(team.folder, sha, "history", seconds=0).line_ages([("a.ts", 1)]) == {}


def address(folder: Path) -> RepositoryAddress:
    """Return the address of a repository on this machine."""
    return RepositoryAddress(name="o/r", url=f"file://{folder}")


async def test_a_worker_has_the_history_since_a_day(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Older lines are as old as the oldest commit that is here: no age is overstated."""
    monkeypatch.setattr("clients.git._FIRST_COMMITS", 3)
    team.commit(1, "one\n")
    before = team.commit(3, "one\ntwo\n")
    middle = team.commit(5, "one\ntwo\nthree\n")
    newest = team.commit(9, "one\ntwo\nthree\n" + CAPTURE)
    client = Git(tmp_path / "cache")
    async with client.history(address(team.folder), START + 4 * DAY) as history:
        ages = await history.line_ages([("a.ts", line) for line in (1, 2, 3, 4)])
        assert [day_of(ages["a.ts", line]) for line in (1, 2, 3, 4)] == [3, 3, 5, 9]
        assert history.sha == newest
        chain = await history.chain()
        assert [each.sha for each in chain] == [newest, middle, before]
        assert [day_of(each.at) for each in chain] == [9, 5, 3]
        assert day_of((await history.at(middle).line_ages([("a.ts", 3)]))["a.ts", 3]) == 5
        assert await history.at("0" * 40).line_ages([("a.ts", 1)]) == {}
        assert await history.holds(newest, middle)
        assert not await history.holds(middle, newest)
        assert not await history.holds(newest, "0" * 40)


async def test_as_much_is_fetched_as_it_takes(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until a commit from before that day is there; and again, and for longer, and for less."""
    monkeypatch.setattr("clients.git._FIRST_COMMITS", 1)
    days = range(1, 30)
    shas = [team.commit(day, f"{day}\n") for day in days]
    client = Git(tmp_path / "cache")
    for since, least in ((26, 5), (26, 5), (20, 11), (26, 5), (0, 29)):
        async with client.history(address(team.folder), START + since * DAY) as history:
            chain = [each.sha for each in await history.chain()]
            assert len(chain) >= least
            assert chain == shas[::-1][: len(chain)]
    shas.append(team.commit(40, "40\n"))
    async with client.history(address(team.folder), START + 39 * DAY) as history:
        assert (await history.chain())[0].sha == shas[-1]
    async with client.checkout(address(team.folder)) as checkout:
        assert checkout.sha == shas[-1]


async def test_something_old_that_is_merged_cuts_nothing_off(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The branch goes on below the merge of a pull request that had lain for long."""
    monkeypatch.setattr("clients.git._FIRST_COMMITS", 2)
    team.commit(1, "one\n")
    team.run(1, "checkout", "--quiet", "-b", "old")
    team.commit(2, CAPTURE, "b.ts")
    team.run(2, "checkout", "--quiet", "main")
    shas = [team.commit(day, f"{day}\n") for day in range(3, 12)]
    team.run(12, "merge", "--quiet", "--no-ff", "--no-edit", "old")
    async with Git(tmp_path / "cache").history(address(team.folder), START + 6 * DAY) as history:
        chain = [each.sha for each in await history.chain()]
        assert chain[1:7] == shas[::-1][:6]
        assert day_of((await history.line_ages([("b.ts", 1)]))["b.ts", 1]) == 12


async def test_nothing_new_since_a_day_is_no_error(team: Team, tmp_path: Path) -> None:
    """Nobody works on some repositories any more."""
    team.commit(1, "one\n")
    newest = team.commit(5, CAPTURE)
    async with Git(tmp_path / "cache").history(address(team.folder), START + 9 * DAY) as history:
        assert (await history.chain())[0].sha == newest
        assert day_of((await history.line_ages([("a.ts", 1)]))["a.ts", 1]) == 5


async def test_a_history_that_is_too_large_is_refused(team: Team, tmp_path: Path) -> None:
    """The disk of a worker is not a repository's to fill."""
    team.commit(1, CAPTURE)
    client = Git(tmp_path / "cache", limits=GitLimits(disk_bytes=10))
    with pytest.raises(errors.TooLarge):
        async with client.history(address(team.folder), START):
            pass
