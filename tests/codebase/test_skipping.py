"""What is no source of its own is skipped, named, and costs nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebase.index import find_usages
from codebase.tree.skipping import (
    LARGEST,
    LONGEST_LINE,
    Attributes,
    enter,
    is_pattern,
    reason_by_content,
)

Trees = Callable[[dict[str, "str | bytes"]], Any]

CALL = "import p from 'posthog-js'\np.capture('x')\n"


@pytest.mark.parametrize(
    ("path", "source", "reason"),
    [
        ("a.min.js", CALL, "minified"),
        ("a.js", CALL + "//" + "x" * LONGEST_LINE, "minified"),
        ("a.js", CALL + "x()\n" * (LARGEST // 4), "larger than"),
        ("a.js", "// @generated\n" + CALL, "generated"),
        ("a.js", "// Code. DO NOT EDIT.\n" + CALL, "generated"),
        ("a.js", CALL + "\0", "binary"),
        ("a.js.map", "{}", "source map"),
    ],
)
def test_a_file_that_people_did_not_write_is_skipped(
    tree_of: Trees, path: str, source: str, reason: str
) -> None:
    """The file is listed with its reason and none of its calls is."""
    usages = find_usages(tree_of({path: source}))
    assert usages.usages == ()
    assert [item.file for item in usages.skipped] == [path]
    assert usages.skipped[0].reason.startswith(reason)


def test_a_mark_below_the_head_is_no_mark(tree_of: Trees) -> None:
    """`@generated` counts in the first ten lines only."""
    assert reason_by_content(b"\n" * 10 + b"// @generated\n") is None
    assert len(find_usages(tree_of({"a.js": CALL + "\n" * 10 + "// @generated\n"})).usages) == 1


@pytest.mark.parametrize("folder", ["node_modules", "a/vendor", ".venv", "x/dist"])
def test_foreign_folders_are_not_entered(folder: str) -> None:
    """Exact names of dependency and build folders end the walk."""
    assert not enter(folder)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_do_anywhere(end: str) -> None:
    """A line may have the permitted length wherever it stands, with any line end."""
    line = "x" * (LONGEST_LINE - 1)
    assert reason_by_content((line + end).encode() * 9 + line.encode()) is None
    assert reason_by_content((line + end).encode() * 9 + line.encode() + b"yy") == "minified"
    assert reason_by_content((end + line + "yy").encode() + end.encode() * 9) == "minified"


@given(st.lists(st.integers(0, 30), max_size=6))
def test_the_longest_line_decides(lengths: list[int]) -> None:
    """Stepping over a file finds a long line exactly where splitting it would."""
    source = b"\n".join(b"x" * (length * 333) for length in lengths)
    longest = max(map(len, source.split(b"\n")))
    assert (reason_by_content(source) == "minified") == (longest > LONGEST_LINE)


def test_a_file_that_grew_since_it_was_listed_is_too_large() -> None:
    """The limit holds for what was read, whatever was promised."""
    assert str(reason_by_content(b"x\n" * LARGEST)).startswith("larger than")


def test_the_nearest_declaration_wins_and_can_be_taken_back() -> None:
    """As git reads attributes: the last line of the nearest file; patterns it forbids are none."""
    attributes = Attributes(
        {
            ".gitattributes": b"*.ts linguist-generated\nkept.ts -linguist-generated\n",
            "web/.gitattributes": b"*.ts linguist-generated=false\n!x linguist-generated\n/ -diff",
        }
    )
    assert attributes.generated("a.ts")
    assert not attributes.generated("kept.ts")
    assert not attributes.generated("web/a.ts")
    assert not attributes.generated("website.py")


@pytest.mark.parametrize("pattern", ["!", "/", "a\\", "[", "**x[", "\\"])
def test_a_pattern_nobody_can_read_declares_nothing(pattern: str) -> None:
    """A repository's own broken file costs nothing."""
    assert not Attributes({".gitattributes": f"{pattern} linguist-generated".encode()}).generated(
        "q"
    )


@pytest.mark.parametrize("folder", ["distribution", "src/vendors", "node_modules2"])
def test_similar_folder_names_are_ordinary(folder: str) -> None:
    """A name that only begins like one is entered."""
    assert enter(folder)


def test_gitattributes_declare_generated_files(tree_of: Trees) -> None:
    """`linguist-generated` is believed, relative to the folder of its file."""
    attributes = Attributes({"web/.gitattributes": b"gen/** linguist-generated=true\n*.x text\n"})
    assert attributes.generated("web/gen/a.ts")
    assert not attributes.generated("gen/a.ts")
    files: dict[str, str | bytes] = {
        ".gitattributes": "api.ts linguist-generated\n",
        "api.ts": CALL,
    }
    (skipped,) = find_usages(tree_of(files)).skipped
    assert (skipped.file, skipped.reason) == ("api.ts", "generated")


def test_an_unreadable_file_is_named(tree_of: Trees) -> None:
    """A file that cannot be read is a skipped entry, never silence."""
    tree = tree_of({"a.ts": CALL})
    tree.read = _refuse
    (skipped,) = find_usages(tree).skipped
    assert (skipped.file, skipped.reason) == ("a.ts", "unreadable")


def _refuse(path: str) -> bytes:
    raise OSError(path)


@pytest.mark.parametrize("text", ["/legacy/", "*.test.ts", "!kept.ts", "a b", "**/x"])
def test_a_line_of_a_gitignore_is_a_pattern(text: str) -> None:
    """Whatever git would act on."""
    assert is_pattern(text)


@pytest.mark.parametrize("text", ["", " ", "# note", "/", "!", "[", "\\", "a\nb"])
def test_a_line_that_git_would_not_act_on_is_none(text: str) -> None:
    """Nothing that silently ignores nothing."""
    assert not is_pattern(text)
