"""Where a commit's lines are after later commits of the same deploy."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from scans.deploy_watch.suspects.candidates import candidates
from scans.deploy_watch.suspects.changes import (
    FilePatch,
    Hunk,
    Pull,
    RangeCommit,
    TouchedFile,
    carried,
    names_now,
    span_of,
)

AT = datetime(2026, 11, 20, tzinfo=UTC)


def commit(sha: str, *files: tuple[str, str]) -> RangeCommit:
    """A commit that touched files: names before and after."""
    touched = tuple(TouchedFile(after, before, 1) for before, after in files)
    return RangeCommit(sha, AT, "Dev", "dev@example.com", "Change", touched)


def test_lines_move_with_what_is_added_and_removed_above() -> None:
    """Below a change nothing moves."""
    assert carried((10, 12), [[Hunk(2, 0, 3, 5)]]) == (15, 17)
    assert carried((10, 12), [[Hunk(2, 4, 2, 0)]]) == (6, 8)
    assert carried((10, 12), [[Hunk(20, 1, 20, 9)]]) == (10, 12)


def test_lines_that_were_changed_once_more_are_somewhere_in_what_stands_there_now() -> None:
    """All of it, for nobody knows which of them."""
    assert carried((10, 12), [[Hunk(9, 6, 9, 2)]]) == (9, 10)


def test_a_removal_is_the_lines_on_both_sides() -> None:
    """A line that is gone crashes in its neighbours."""
    assert span_of(Hunk(5, 2, 4, 0)) == (4, 5)
    assert span_of(Hunk(1, 2, 0, 0)) == (1, 1)


LINES = st.lists(st.integers(0, 40), min_size=1, max_size=25, unique=True)


@given(LINES, st.data())
def test_a_line_that_nobody_touches_is_found_where_it_is(
    before: list[int], data: st.DataObject
) -> None:
    """Whatever is put in or taken out around it."""
    place = data.draw(st.integers(0, len(before) - 1))
    after: list[int] = []
    hunks: list[Hunk] = []
    for at, line in enumerate(before):
        fresh = data.draw(st.integers(0, 2))
        gone = at != place and data.draw(st.booleans())
        if fresh or gone:
            start = at + 1 if gone else at
            # A line is put in before, or instead of, the one that stands here.
            hunks.append(Hunk(start, int(gone), len(after) + (1 if fresh else 0), fresh))
        after += [100 + at] * fresh
        after += [] if gone else [line]
    now = after.index(before[place]) + 1
    assert carried((place + 1, place + 1), [hunks]) == (now, now)


def test_a_file_is_known_by_its_last_name() -> None:
    """Renames on the way are followed; a new file under a freed name is another one."""
    newest = commit("c", ("b.ts", "c.ts"), ("b.ts", "b.ts"))
    oldest = commit("a", ("a.ts", "b.ts"))
    assert names_now([newest, oldest])[1] == {"b.ts": "c.ts"}


def test_a_candidate_stands_in_the_lines_of_now() -> None:
    """Under the name of now, moved by what came later."""
    commits = [commit("new", ("old.ts", "now.ts")), commit("old", ("old.ts", "old.ts"))]
    patches = {
        "new": [FilePatch("now.ts", "old.ts", (Hunk(0, 0, 1, 3),))],
        "old": [FilePatch("old.ts", "old.ts", (Hunk(5, 1, 5, 2),))],
    }
    newer, older = candidates(commits, patches, {})
    assert newer.spans == {"now.ts": ((1, 3),)}
    assert older.spans == {"now.ts": ((8, 9),)}
    assert older.files == {"now.ts"}


def test_commits_of_one_pull_request_are_one_candidate() -> None:
    """A rebase leaves several."""
    commits = [commit("b", ("b.ts", "b.ts")), commit("a", ("a.ts", "a.ts"))]
    pull = Pull(7, "Pay", author="robin")
    (found,) = candidates(commits, {}, {"a": pull, "b": pull})
    assert (found.number, found.shas, found.files) == (7, {"a", "b"}, {"a.ts", "b.ts"})
    assert (found.kind, found.sha, found.author) == ("pull_request", "b", "robin")


def test_a_commit_without_a_pull_request_stands_for_itself() -> None:
    """It has an e-mail address and no login."""
    (found,) = candidates([commit("a", ("a.ts", "a.ts"))], {}, {})
    assert (found.kind, found.number, found.email) == ("commit", None, "dev@example.com")
