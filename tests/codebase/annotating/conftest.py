"""What every test of comments in files asks: which notes, and is the result still that file?"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from clients.checkout import FolderTree
from clients.second_parsers import LocalParsers
from codebase.annotating import Note
from codebase.annotating.comments import FORMS, MARK
from codebase.index import find_usages
from codebase.parsing import language_of
from scans.model.rewritten import Rewritten

collect_ignore = ["cases"]

_OPENINGS = b"|".join(re.escape(form.opening.encode()) for form in FORMS)
_OURS = re.compile(rb"^[ \t]*(?:%b)%b[^\n]*\n" % (_OPENINGS, MARK.encode()), re.MULTILINE)


def _without_comments(source: bytes) -> bytes:
    return _OURS.sub(b"", source)


def _notes_in(folder: Path) -> dict[str, list[Note]]:
    usages = find_usages(FolderTree(folder))
    notes: dict[str, list[Note]] = {}
    for site in usages.usages:
        if site.kind != "init":
            note = Note(site.line, site.column, (f"{site.kind} {site.name}",))
            notes.setdefault(site.file, []).append(note)
    for site in usages.dynamic:
        if site.kind != "init":
            note = Note(site.line, site.column, (f"{site.kind} computed",))
            notes.setdefault(site.file, []).append(note)
    return notes


def _refused_by_others(files: list[tuple[str, bytes, bytes]]) -> list[str]:
    asked = [
        Rewritten(path, language, before, after)
        for path, before, after in files
        # gofmt minds the layout of comments, too.
        if (language := language_of(path)) is not None and language != "go"
    ]
    verdicts = LocalParsers().verdicts(asked)
    pairs = zip(asked, verdicts, strict=True)
    return [file.path for file, verdict in pairs if verdict == "refused it"]


@pytest.fixture
def without_comments() -> Callable[[bytes], bytes]:
    """Return a function that takes our comments out of a file again."""
    return _without_comments


@pytest.fixture
def notes_in() -> Callable[[Path], dict[str, list[Note]]]:
    """Return a function that gives every call site of a folder a note, by file."""
    return _notes_in


@pytest.fixture
def refused_by_others() -> Callable[[list[tuple[str, bytes, bytes]]], list[str]]:
    """Return a function that asks this machine's parsers about files: path, before, after."""
    return _refused_by_others
