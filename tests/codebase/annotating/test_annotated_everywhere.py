"""Whatever the file and the line: the result is that file, with comments in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from codebase.annotating import Note, annotate
from codebase.annotating.page import Page
from codebase.parsing import Language, language_of

CASES = Path(__file__).parents[1] / "cases"
FAMILIES = sorted({path.name.partition("-")[0] for path in CASES.iterdir()})

HOSTILE = "*/ --> ?> */} </script> ]]> %> \r\n# coding: latin-1\u2028@jsx {/* \\u002a\\u002f `${x}`"

Strip = Callable[[bytes], bytes]
Notes = Callable[[Path], dict[str, list[Note]]]
Refused = Callable[[list[tuple[str, bytes, bytes]]], list[str]]


def files_of(family: str) -> list[tuple[Path, Language]]:
    """Return every source file in the cases of a family."""
    files = (path for path in sorted(CASES.glob(f"{family}-*/**/*")) if path.is_file())
    return [(path, language) for path in files if (language := language_of(path.name))]


def errors(source: bytes, language: Language) -> bool:
    """Whether the file does not parse."""
    return Page(source, language).root.has_error


@pytest.mark.parametrize("family", FAMILIES)
def test_every_call_site_of_every_case(
    family: str, without_comments: Strip, notes_in: Notes
) -> None:
    """Each gets its comment, no error is new, and without the comments it is the same file."""
    for folder in sorted(CASES.glob(f"{family}-*")):
        for name, notes in notes_in(folder).items():
            source, language = (folder / name).read_bytes(), language_of(name)
            assert language is not None
            done = annotate(source, language, notes)
            assert done.unplaced == (), (folder, name)
            assert without_comments(done.content) == source, (folder, name)
            assert errors(done.content, language) == errors(source, language), (folder, name)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_line_of_every_case_and_a_hostile_text(
    family: str, without_comments: Strip, refused_by_others: Refused
) -> None:
    """The same for a note about each line that says what no comment may say."""
    asked: list[tuple[str, bytes, bytes]] = []
    for path, language in files_of(family):
        source = path.read_bytes()
        notes = [
            Note(number, len(line) - len(line.lstrip()), (f"{HOSTILE} {number}",))
            for number, line in enumerate(source.split(b"\n"), 1)
            if line.strip()
        ]
        done = annotate(source, language, notes)
        assert without_comments(done.content) == source, path
        assert errors(done.content, language) == errors(source, language), path
        asked.append((str(path), source, done.content))
    assert refused_by_others(asked) == []
