"""One look at a tree: what is no source, who mentions PostHog, which words stand where."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebase.tree.contents import Contents, blob_id
from codebase.tree.survey import Survey
from codebase.tree.words import Words, mentions_client

Trees = Callable[[dict[str, "str | bytes"]], Any]


def reasons(survey: Survey) -> dict[str, str]:
    """Return what was skipped and why."""
    return {each.file: each.reason for each in survey.skipped}


def test_every_source_file_is_looked_at_once(tree_of: Trees) -> None:
    """Files of a known language count, the rest is not even read; paths keep their order."""
    tree = tree_of({"b.ts": "x", "a.py": "import posthog", "c.txt": "posthog", "a.d.ts": "posthog"})
    survey = Survey(tree)
    assert ([*survey.sources], survey.mentions) == (["a.py", "b.ts"], ["a.py"])
    assert (survey.files, survey.bytes) == (2, 15)
    assert sorted(tree.reads) == ["a.py", "b.ts"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"posthog", True),
        (b"x.POSTHOG_KEY", True),
        (b"usePostHog()", True),
        (b"pOsThOg", True),
        (b"post hog", False),
        (b"ph.capture('x')", True),
        (b"this.ph?.capture('x')", True),
        (b"graph.capture('x')", False),
        (b"graph.x(); ph.capture()", True),
        (b"phClient.capture", True),
        (b"myphClient.capture", False),
        (b"phClients.capture", False),
        (b"ph_client", True),
        (b"ph_clients", False),
        (b"", False),
    ],
)
def test_a_mention_is_the_name_in_any_case_or_a_short_one(source: bytes, expected: bool) -> None:
    """`posthog` counts inside of other words too, the short names only as whole ones."""
    assert mentions_client(source) is expected


def test_words_are_found_as_whole_names(tree_of: Trees) -> None:
    """A word inside of a longer name does not count, a longer word beside a shorter one does."""
    tree = tree_of(
        {
            "a.ts": "track(x); trackAll(y)",
            "b.ts": "retrack(x); track_all; $track",
            "c.ts": "a.track?.()",
            "d.txt": "track",
        }
    )
    assert Survey(tree).containing({"track", "trackAll", "absent"}) == {
        "a.ts": {"track", "trackAll"},
        "c.ts": {"track"},
    }


def test_words_may_be_asked_of_some_files_only(tree_of: Trees) -> None:
    """`among` is looked through in the order of paths, whatever order it has."""
    survey = Survey(tree_of(dict.fromkeys(("a.ts", "b.ts", "c.ts"), "track")))
    assert list(survey.containing({"track"}, {"c.ts", "a.ts"})) == ["a.ts", "c.ts"]


def test_no_words_are_in_no_file(tree_of: Trees) -> None:
    """Nothing asked for, nothing found; an empty word is none."""
    survey = Survey(tree_of({"a.ts": "track"}))
    assert survey.containing(()) == survey.containing({""}) == {}


def test_a_word_that_is_no_name_counts_wherever_it_stands() -> None:
    """Ruby's question mark and letters beyond ASCII are looked for as they are."""
    words = Words({"enabled?", "größe", "track"})
    assert words.found_in("x.enabled?(1); größer".encode()) == {"enabled?", "größe"}
    assert words.found_in(b"\xef\xbb\xbftrack()") == {"track"}


NAMES = st.text("ab_$", min_size=1, max_size=4)


@given(words=st.sets(NAMES, max_size=5), source=st.text("ab_$.( ", max_size=40))
def test_words_are_those_a_regular_expression_finds(words: set[str], source: str) -> None:
    """For plain names the answer is exact."""
    expected = {w for w in words if re.search(rf"(?<![\w$]){re.escape(w)}(?![\w$])", source)}
    assert Words(words).found_in(source.encode()) == expected


def test_what_is_not_to_be_looked_at_is_named(tree_of: Trees) -> None:
    """Patterns have the syntax of `.gitignore`; an ignored folder is named once and not entered."""
    tree = tree_of(
        {
            "legacy/a.ts": "posthog",
            "legacy/deep/b.ts": "posthog",
            "src/a.test.ts": "posthog",
            "src/kept.test.ts": "posthog",
            "src/b.ts": "posthog",
        }
    )
    survey = Survey(tree, ignore=["/legacy/", "*.test.ts", "!kept.test.ts"])
    assert survey.mentions == ["src/b.ts", "src/kept.test.ts"]
    assert reasons(survey) == dict.fromkeys(("legacy", "src/a.test.ts"), "ignored by configuration")
    assert not {path for path in tree.reads if path.startswith("legacy")}


def test_foreign_folders_are_named_once(tree_of: Trees) -> None:
    """A folder of other people's code is one entry; git's own is none."""
    tree = tree_of({"node_modules/a/b.js": "posthog", ".git/hooks/x.py": "", "a.js.map": "{}"})
    assert reasons(Survey(tree)) == {"a.js.map": "source map", "node_modules": "foreign code"}


def test_a_folder_that_cannot_be_listed_is_named(tree_of: Trees) -> None:
    """What a walk had to leave out is among the skipped, each once."""
    tree = tree_of({"a.ts": "x"})
    tree.unreadable.extend(["locked", "locked"])
    assert reasons(Survey(tree)) == {"locked": "unreadable"}


def test_bytes_that_fit_are_read_once_and_the_others_again(tree_of: Trees) -> None:
    """What is kept is bounded by its size, whatever the number of files."""
    tree = tree_of({"a.ts": "track", "b.ts": "track" * 9, "c.ts": "track"})
    survey = Survey(tree, room=10)
    survey.containing({"track"})
    assert tree.reads == ["a.ts", "b.ts", "c.ts", "b.ts"]


def test_a_file_that_goes_while_it_is_asked_for_contains_nothing(tree_of: Trees) -> None:
    """A checkout that changes under us costs what changed."""
    tree = tree_of({"a.ts": "track", "b.ts": "track"})
    survey = Survey(tree, room=0)
    del tree._files["a.ts"]
    assert list(survey.containing({"track"})) == ["b.ts"]


def test_a_blob_has_the_name_that_git_gives_it() -> None:
    """`printf hello | git hash-object --stdin`."""
    assert blob_id(b"hello").hex() == "b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0"


def test_contents_pass_on_what_the_tree_could_not_read(tree_of: Trees) -> None:
    """The list is the tree's own."""
    tree = tree_of({})
    tree.unreadable.append("x")
    assert list(Contents(tree).unreadable) == ["x"]
