"""What lies between two deploys, in real repositories, whole, cut and in part."""

from pathlib import Path

import pytest

from clients import errors, git_range
from clients.git import Git, RepositoryAddress
from clients.git_patches import FACTS, MARK, read_facts, read_patches
from clients.git_range import GitRange
from scans.deploy_watch.suspects import Hunk, TouchedFile
from tests.clients.dated_repository import Team
from tests.clients.git_host import git


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A repository with one commit."""
    shop = Team(tmp_path / "shop")
    shop.commit(0, "one\ntwo\nthree\n")
    return shop


def span(team: Team, previous: str, sha: str = "HEAD") -> GitRange:
    """Return what lies between two of its commits."""
    old, new = (team.run(0, "rev-parse", each) for each in (previous, sha))
    return GitRange(team.folder, old, new, "test")


def merged(team: Team, text: str, file: str = "a.ts", subject: str = "Merge it") -> str:
    """Merge a branch of two commits, pressed by somebody else than its author."""
    team.run(1, "checkout", "--quiet", "-b", "feature")
    team.commit(1, "draft\n", file)
    team.commit(2, text, file)
    team.run(3, "checkout", "--quiet", "main")
    person = ["-c", "user.email=boss@example.com"]
    team.run(3, *person, "merge", "--quiet", "--no-ff", "-m", subject, "feature")
    return team.run(3, "rev-parse", "HEAD")


class TestCommits:
    """What was merged in between."""

    async def test_a_merge_is_one_change_with_the_address_of_its_author(self, team: Team) -> None:
        """Who pressed the button did not write it."""
        sha = merged(team, "one\n2\nthree\n")
        (found,) = (await span(team, "HEAD~1").commits()).commits
        assert (found.sha, found.subject, found.email) == (sha, "Merge it", "dev@example.com")
        assert found.files == (TouchedFile("a.ts", "a.ts", 2),)

    async def test_they_are_newest_first_and_without_what_was_live_before(self, team: Team) -> None:
        """The previous commit itself is not among them."""
        first, second = team.commit(1, "1\n"), team.commit(2, "2\n")
        found = await span(team, "HEAD~2").commits()
        assert [each.sha for each in found.commits] == [second, first]
        assert not found.cut

    async def test_renames_are_followed(self, team: Team) -> None:
        """Both names are told."""
        team.run(1, "mv", "a.ts", "b.ts")
        team.run(1, "commit", "--quiet", "-m", "Move")
        (found,) = (await span(team, "HEAD~1").commits()).commits
        assert found.files == (TouchedFile("b.ts", "a.ts", 0),)

    async def test_too_many_are_cut_and_that_is_said(
        self, team: Team, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The newest are kept."""
        monkeypatch.setattr(git_range, "MOST_COMMITS", 2)
        shas = [team.commit(day, f"{day}\n") for day in (1, 2, 3)]
        found = await span(team, "HEAD~3").commits()
        assert [each.sha for each in found.commits] == [shas[2], shas[1]]
        assert found.cut

    async def test_the_same_commit_brought_nothing(self, team: Team) -> None:
        """A deploy may be repeated."""
        assert (await span(team, "HEAD").commits()).commits == ()


class TestPatches:
    """Changed places and lines."""

    async def test_hunks_and_lines_are_told_without_context(self, team: Team) -> None:
        """In the numbers of the commit that made them."""
        sha = team.commit(1, "zero\none\nthree\nfour\n")
        between = span(team, "HEAD~1")
        found = await between.patches((await between.commits()).commits)
        (patch,) = found.by_sha[sha]
        assert patch.hunks == (Hunk(0, 0, 1, 1), Hunk(2, 1, 2, 0), Hunk(3, 0, 4, 1))
        assert (patch.added, patch.removed) == (("zero", "four"), ("two",))

    async def test_lines_that_look_like_a_patch_are_lines(self, team: Team) -> None:
        """Nobody can make a commit out of a text."""
        text = f"-- a/x\n++ b/x\n@@ -1 +1 @@\n{MARK}{'f' * 40}\ndiff --git a/x b/x\n"
        sha = team.commit(1, text, "b.ts")
        between = span(team, "HEAD~1")
        found = await between.patches((await between.commits()).commits)
        assert list(found.by_sha) == [sha]
        (patch,) = found.by_sha[sha]
        assert (patch.path, patch.added) == ("b.ts", tuple(text.splitlines()))

    async def test_a_subject_that_looks_like_a_commit_is_a_subject(self, team: Team) -> None:
        """Facts are read by their place."""
        (team.folder / "b.ts").write_text("b\n")
        team.run(1, "add", "b.ts")
        team.run(1, "commit", "--quiet", "-m", f"x{MARK}{'f' * 40}\t1\t1\ta.ts")
        (found,) = (await span(team, "HEAD~1").commits()).commits
        assert found.files == (TouchedFile("b.ts", "b.ts", 1),)

    async def test_very_long_changes_are_touched_but_not_read(
        self, team: Team, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Unless they were asked for by name."""
        monkeypatch.setattr(git_range, "LARGEST_CHANGE", 2)
        sha = team.commit(1, "1\n2\n3\n4\n", "lock.json")
        between = span(team, "HEAD~1")
        commits = (await between.commits()).commits
        assert (await between.patches(commits)).unread == 1
        asked = await between.patches(commits, ["lock.json"])
        assert (asked.unread, len(asked.by_sha[sha])) == (0, 1)

    async def test_names_in_any_script_and_with_spaces_are_told(self, team: Team) -> None:
        """Git would quote them."""
        sha = team.commit(1, "1\n", "größe und preis.ts")
        between = span(team, "HEAD~1")
        found = await between.patches((await between.commits()).commits)
        assert [each.path for each in found.by_sha[sha]] == ["größe und preis.ts"]


class TestBlame:
    """Which commit of the range brought a line."""

    async def test_older_lines_are_nobodys(self, team: Team) -> None:
        """Only the range is looked at."""
        sha = team.commit(1, "one\n2\nthree\n")
        assert await span(team, "HEAD~1").blame("a.ts", [1, 2]) == {1: "", 2: sha}

    async def test_a_line_that_was_only_indented_keeps_its_age(self, team: Team) -> None:
        """A formatter breaks nothing."""
        team.commit(1, "one\n    two\nthree\n")
        assert await span(team, "HEAD~1").blame("a.ts", [2]) == {2: ""}
        sha = team.run(1, "rev-parse", "HEAD")
        assert await span(team, "HEAD~1").blame("a.ts", [2], indents=True) == {2: sha}

    async def test_a_merged_line_came_with_the_merge(self, team: Team) -> None:
        """Not with the commit on the branch."""
        sha = merged(team, "one\n2\nthree\n")
        assert await span(team, "HEAD~1").blame("a.ts", [2]) == {2: sha}

    async def test_a_line_beyond_the_end_leaves_the_others(self, team: Team) -> None:
        """A source map may be of another build."""
        sha = team.commit(1, "one\n2\nthree\n")
        assert await span(team, "HEAD~1").blame("a.ts", [2, 99]) == {2: sha}

    async def test_a_file_that_is_not_there_has_no_lines(self, team: Team) -> None:
        """Nothing is known then."""
        team.commit(1, "2\n")
        assert await span(team, "HEAD~1").blame("gone.ts", [1]) == {}


class TestClones:
    """What is not here is not asked for."""

    async def test_a_clone_without_old_contents_still_tells_what_was_touched(
        self, team: Team, tmp_path: Path
    ) -> None:
        """Files that are not here are unread, not an error, and nothing is fetched."""
        team.commit(1, "one\n2\nthree\n")
        team.commit(2, "one\n2\n3\n")
        git(team.folder, "config", "uploadpack.allowFilter", "true")
        clone = tmp_path / "clone.git"
        source = f"file://{team.folder}"
        git(tmp_path, "clone", "--quiet", "--bare", "--filter=blob:none", source, str(clone))
        old, new = (git(clone, "rev-parse", each) for each in ("HEAD~2", "HEAD"))
        between = GitRange(clone, old, new, "test")
        commits = (await between.commits()).commits
        assert [each.files for each in commits] == [(TouchedFile("a.ts", "a.ts", 0),)] * 2
        found = await between.patches(commits)
        assert (dict(found.by_sha), found.unread) == ({}, 2)
        assert await between.content("a.ts") is None
        assert await between.blame("a.ts", [2]) == {}

    async def test_commits_are_fetched_until_both_are_connected(
        self, team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A deploy may be longer than what is fetched at first; and it may be taken back."""
        monkeypatch.setattr("clients.git._FIRST_COMMITS", 2)
        old = team.run(0, "rev-parse", "HEAD")
        shas = [team.commit(day, f"{day}\n") for day in range(1, 7)]
        address = RepositoryAddress("my-org/shop", f"file://{team.folder}")
        gits = Git(tmp_path / "cache")
        async with gits.between(address, old, shas[-1]) as between:
            assert [each.sha for each in (await between.commits()).commits] == shas[::-1]
            assert await between.is_ancestor(old, shas[-1])
        async with gits.between(address, shas[-1], old) as back:
            assert (await back.commits()).commits == ()
            assert await back.is_ancestor(old, shas[-1])

    async def test_a_commit_that_is_on_no_branch_is_fetched_too(
        self, team: Team, tmp_path: Path
    ) -> None:
        """Releases are often made on branches of their own."""
        old = team.run(0, "rev-parse", "HEAD")
        team.run(1, "checkout", "--quiet", "-b", "release")
        new = team.commit(1, "hot fix\n")
        team.run(1, "checkout", "--quiet", "main")
        address = RepositoryAddress("my-org/shop", f"file://{team.folder}", branch="main")
        async with Git(tmp_path / "cache").between(address, old, new) as between:
            assert [each.sha for each in (await between.commits()).commits] == [new]
            assert await between.has(new)
            assert not await between.has("f" * 40)

    @pytest.mark.parametrize("name", ["main", "abc1234", "--upload-pack=x", "A" * 40, "0" * 40])
    async def test_what_is_no_full_name_of_a_commit_is_refused(
        self, tmp_path: Path, name: str
    ) -> None:
        """It comes from outside, and git would take it for more than that."""
        address = RepositoryAddress("my-org/shop", f"file://{tmp_path}")
        with pytest.raises(errors.BranchMissing, match="full name of a commit"):
            async with Git(tmp_path / "cache").between(address, name, "f" * 40):
                pass


def test_what_git_prints_of_renames_is_read() -> None:
    """Both names stand behind the numbers, each by itself."""
    assert FACTS.startswith(MARK)
    head = f"{MARK}{'a' * 40}\0{'b' * 40}\x001700000000\0Dev\0dev@example.com\0Move"
    (found,) = read_facts(f"{head}\0\n1\t2\t\0old.ts\0new.ts\0-\t-\tlogo.png\0")
    assert found.files == [
        TouchedFile("new.ts", "old.ts", 3),
        TouchedFile("logo.png", "logo.png", 0),
    ]


def test_a_patch_of_nothing_is_nothing() -> None:
    """Binary files and modes have no lines."""
    assert read_patches("") == {}
    text = f"{MARK}{'a' * 40}\n\ndiff --git a/x b/x\nold mode 100644\nnew mode 100755\n"
    assert read_patches(text) == {}
